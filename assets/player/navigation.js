/**
 * Shows one page at a time, with its surroundings: header, windows, list of parts, buttons for turning.
 *
 * @typedef {import('./types.js').Outline} Outline
 * @typedef {import('../../scorm/runtime/types.js').Learner} Learner
 * @typedef {import('../../scorm/runtime/types.js').Place} Place
 */

import { all, find, focusOn, make, maybe } from './find.js';
import { endsCore, pageAfter, partState, timeAhead } from './progress.js';

/** What only the pages after the first have their headings in (tokens.css). */
export const HEAD_FONT = '1em "SMN Head"';

/**
 * @param {Document} document
 * @param {Outline} outline
 * @param {import('./texts.js').Say} say
 */
export function createView(document, outline, say) {
  const { body } = document;
  const part = (/** @type {string} */ name) => find(document, `[data-player="${name}"]`);
  const action = (/** @type {string} */ name) => find(document, `.smn-turn [data-action="${name}"]`);
  const asides = ['loading', 'load-failed', 'away'];
  const row = all(document, '.smn-windows > li');
  const lines = outline.parts.map(lineOf);

  /** A part's line in the list: that of the first stands in index.html, the others are made like it. @param {import('./types.js').PartOutline} each @param {number} at */
  function lineOf({ id, title, minutes }, at) {
    const first = find(document, '.smn-menu__list > li');
    if (!at) return first;
    const line = /** @type {HTMLElement} */ (first.cloneNode(true));
    find(line, '[data-go-part]').dataset['goPart'] = id;
    find(line, '[data-window]').dataset['window'] = id;
    find(line, '[data-part-state]').dataset['partState'] = id;
    find(line, '.smn-menu__title').textContent = title;
    find(line, '[data-part-minutes]').textContent = say('menu.minutes', { n: minutes });
    first.parentElement?.append(line);
    return line;
  }

  /**
   * Shows a page that stands in the document; what is round it follows by `refresh`.
   *
   * @param {Place} place
   */
  function showPage(place) {
    for (const page of all(part('pages'), '[data-page-id]')) page.hidden = page.dataset['pageId'] !== place.page;
    showAside('');
    if (document.fonts.check(HEAD_FONT)) body.dataset['head'] = 'here';
    body.dataset['part'] = place.part;
    body.dataset['page'] = place.page;
    body.dataset['cover'] = pageAfter(outline, place, -1) ? 'no' : 'yes';
  }

  /**
   * Brings everything round the page up to date.
   *
   * @param {Place} place
   * @param {Learner} learner
   */
  function refresh(place, learner) {
    const before = pageAfter(outline, place, -1);
    const after = pageAfter(outline, place, 1);
    const isAsking = Boolean(maybe(currentPage(place), '[data-quiz][data-running]'));
    action('back').hidden = !before;
    action('start').hidden = Boolean(before);
    action('next').hidden = !before || !after || isAsking;
    action('finish').hidden = Boolean(after) && !endsCore(outline, place);
    part('later').hidden = !after || !before || !isAsking;
    if (!before && learner.done.length) part('start-label').textContent = say('turn.go-on');
    const isNewPart = after && after.part !== place.part;
    const title = isNewPart ? outline.parts.find(({ id }) => id === after.part)?.title : maybe(document, `#title-${after?.page}`)?.textContent;
    part('ahead').textContent = title && !isAsking && before ? say(isNewPart ? 'turn.ahead-part' : 'turn.ahead', { title }) : '';
    showProgress(place, learner);
  }

  /** @param {Place} place @param {Learner} learner */
  function showProgress(place, learner) {
    const core = outline.parts.filter((each) => each.core);
    const number = core.findIndex(({ id }) => id === place.part) + 1;
    const title = outline.parts.find(({ id }) => id === place.part)?.title ?? '';
    part('progress').replaceChildren(
      make('span', { textContent: number ? say('progress.part', { n: number, total: core.length }) : title }),
      make('span', { textContent: say(...timeAhead(outline, place, learner)) }),
    );
    lines.forEach((line, at) => {
      const each = /** @type {import('./types.js').PartOutline} */ (outline.parts[at]);
      const reached = partState(each, learner);
      const state = each.id === place.part ? 'here' : reached;
      for (const window of [row[at], find(line, '[data-window]')]) {
        window?.setAttribute('data-state', state);
        window?.toggleAttribute('data-lit', reached === 'done');
      }
      find(line, '[data-part-state]').textContent = state === 'open' ? '' : say(`part.${state}`);
      const button = find(line, '[data-go-part]');
      if (state === 'here') button.setAttribute('aria-current', 'step');
      else button.removeAttribute('aria-current');
    });
  }

  /** @param {Place} place */
  function currentPage(place) {
    return find(part('pages'), `[data-page-id="${place.page}"]`);
  }

  /**
   * Shows one of the views that stand in for a page: loading, load-failed, away; '' shows the page again.
   *
   * @param {string} name
   */
  function showAside(name) {
    for (const each of ['pages', 'turn']) part(each).hidden = name > '';
    for (const each of asides) part(each).hidden = each !== name;
  }

  /**
   * To the top of the frame, and focus on the heading of what is now there. Focus scrolls the LMS's page too, when the
   * frame is as high as its content and the page around it scrolls.
   *
   * @param {HTMLElement} root
   */
  function land(root) {
    document.defaultView?.scrollTo(0, 0);
    const heading = all(root, 'h1, h2').find((each) => each.offsetParent !== null);
    if (heading) focusOn(heading);
  }

  /** @param {boolean} [open] */
  function toggleMenu(open) {
    const menu = find(document, '#parts');
    const button = find(document, '[data-action="menu"]');
    menu.hidden = !(open ?? menu.hidden);
    button.setAttribute('aria-expanded', String(!menu.hidden));
  }

  return { showPage, refresh, showAside, land, toggleMenu, currentPage };
}
