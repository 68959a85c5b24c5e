/**
 * The player: holds what the learner did in this visit, turns pages, and hands each finished step to the port.
 *
 * @typedef {import('./types.js').Outline} Outline
 * @typedef {import('../../scorm/runtime/types.js').Port} Port
 * @typedef {import('../../scorm/runtime/types.js').Learner} Learner
 * @typedef {import('../../scorm/runtime/types.js').Place} Place
 * @typedef {import('../../scorm/runtime/types.js').PortState} PortState
 *
 * @typedef {Object} Desk   what a component may ask of the player
 * @property {Outline} outline
 * @property {import('./texts.js').Say} say
 * @property {() => Learner} learner
 * @property {() => import('../../scorm/runtime/types.js').Preferences|undefined} wishes   what she prefers, where her LMS says so
 * @property {(change: Partial<Learner>) => void} change   kept in memory until the next finished step
 * @property {() => void} save                             a finished step
 * @property {Port['answer']} report
 * @property {Port['score']} score
 * @property {() => boolean} isComplete                    the course's rule is met
 * @property {() => ReturnType<typeof whatIsLeft>} whatIsLeft
 * @property {(percent: number) => boolean} isTestedOut    so much in the test is enough, whatever she read
 * @property {{budget: typeof budget, noticed: typeof noticed, rounded: typeof rounded, told: typeof told}} marks   what marks in a film are worth
 * @property {() => void} refresh                          header and turning buttons, after a change
 * @property {(root: HTMLElement) => void} land            top of the frame, focus on the first heading in it
 */

import { createBanners, footWords, savedHook } from '../components/banner/banner.js';
import { dayOf, hideOverdue } from '../components/contacts/contacts.js';
import { budget, noticed, rounded, told } from '../components/spotting/score.js';
import { mountDialogs } from './dialogs.js';
import { all, find, maybe, pauseFilms } from './find.js';
import { createHelp } from './help-dialogs.js';
import { createLoader } from './loader.js';
import { createView, HEAD_FONT } from './navigation.js';
import { firstOpenPage, isComplete, isTestedOut, knownPlace, pageAfter, pagesOf, turned, whatIsLeft } from './progress.js';
import { mountQuickExit } from './quick-exit.js';
import { supportLines } from './support.js';
import { createTexts } from './texts.js';

/** A part that comes quickly shows no waiting view: it would only flash. */
const WAIT_MS = 400;
/** After this many refused tries the learner is offered a fresh page. */
const TRIES_BEFORE_RELOAD = 2;

/** States in which nothing that is done reaches the LMS. @type {PortState[]} */
const NOT_STORING = ['review', 'alone', 'unconnected', 'elsewhere'];

/**
 * `opened` settles when the port has. `onLanguage` brings the course in another language, in which the player starts
 * again; `signal` ends this one. `isAgain`: the learner herself has just changed the language.
 *
 * @param {{document: Document, outline: Outline, port: Port, now: Date, onDemand: import('./types.js').OnDemand, opened: Promise<unknown>, isAgain: boolean,
 *   signal: AbortSignal, onLanguage: (language: string, isAct: boolean) => Promise<void>}} context
 */
export function startPlayer({ document, outline, port, now, onDemand, opened, isAgain, signal, onLanguage }) {
  const say = createTexts(outline.texts, outline.language);
  const view = createView(document, outline, say);
  const part = (/** @type {string} */ name) => find(document, `[data-player="${name}"]`);
  const loader = createLoader(document, part('pages'), outline.parts);
  const banners = createBanners(part('banners'));
  const today = dayOf(now);
  const help = createHelp(document, outline, today, loader.loadNeeded);
  const mounted = new WeakSet();
  const first = /** @type {Place} */ (pagesOf(outline)[0]);

  let { learner } = port.restore(); // nobody, until the port has opened
  /** @type {Place} */
  let here = first;
  /** Where to try again when a part did not come. @type {Place} */
  let wanted = first;
  /** @type {PortState} */
  let settled = 'connecting';
  let isChanged = false;
  let isBusy = false;
  let refused = 0;

  /** @type {Desk} */
  const desk = {
    outline,
    say,
    learner: () => learner,
    wishes: () => port.restore().preferences,
    change(change) {
      learner = { ...learner, ...change };
      isChanged = true;
    },
    save: () => void save(),
    report: (answer) => port.answer(answer),
    score: (percent) => port.score(percent),
    isComplete: () => isComplete(outline, learner),
    whatIsLeft: () => whatIsLeft(outline, learner),
    isTestedOut: (percent) => isTestedOut(outline, percent),
    marks: { budget, noticed, rounded, told },
    refresh: () => view.refresh(here, learner),
    land: view.land,
  };

  view.showPage(here);
  view.refresh(here, learner);
  if (hideOverdue(document, today)) banners.overdue();
  mountDialogs(document, prepareDialog, signal);
  mountQuickExit(document, signal);
  document.addEventListener('click', (event) => void act(event), { signal });
  document.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || find(document, '#parts').hidden) return;
    view.toggleMenu(false);
    find(document, '[data-action="menu"]').focus();
  }, { signal });
  document.addEventListener('focusin', showWhole, { signal });
  document.defaultView?.addEventListener('beforeprint', openDetails, { signal });
  port.watch(showState);
  const ready = enter();

  async function enter() {
    await opened;
    showState(port.state);
    takeIn();
    const wish = wishedLanguage();
    if (wish) return onLanguage(wish, false).catch(() => goOn());
    return goOn();
  }

  async function goOn() {
    const place = knownPlace(outline, learner.place);
    const note = !isAgain && port.restore().notes[0];
    await go(place ?? first, { isAct: isAgain });
    if (note) banners.notice(say(`notice.${note}`));
    else if (!isAgain && place && place.page !== first.page && port.state !== 'review') banners.notice(say('notice.welcome-back'));
    if (here.page !== first.page) whenIdle(prefetch);
    else for (const sign of ['pointermove', 'touchstart', 'keydown', 'scroll']) document.addEventListener(sign, prefetch, { once: true, signal });
  }

  /** Another language of the package that fits this learner better: chosen, wished for in the LMS, or the browser's own. */
  function wishedLanguage() {
    const known = Object.keys(outline.languages ?? {});
    const tags = [learner.language ?? '', ...(desk.wishes()?.languages ?? []), ...navigator.languages];
    const wish = tags.map((tag) => tag.slice(0, 2)).find((each) => known.includes(each));
    return wish === outline.language ? undefined : wish;
  }

  /** @param {string} language */
  async function changeLanguage(language) {
    if (port.state === 'finished') return;
    desk.change({ language, place: here });
    await save();
    await onLanguage(language, true).catch(() => banners.notice(say('load-failed.text')));
  }

  function takeIn() {
    ({ learner } = port.restore());
  }

  /**
   * Shows a page, fetching its part if need be; false when the part did not come.
   *
   * @param {Place} place
   * @param {{isAct: boolean}} how   only after the learner's own act focus moves
   */
  async function go(place, { isAct }) {
    if (!loader.has(place)) {
      wanted = place;
      const wait = setTimeout(() => view.showAside('loading'), WAIT_MS);
      try {
        await loader.load(place);
      } catch {
        view.showAside('load-failed');
        view.land(part('load-failed'));
        return false;
      } finally {
        clearTimeout(wait);
      }
    }
    here = { part: place.part, page: place.page };
    pauseFilms(document);
    view.showPage(here);
    mount(view.currentPage(here));
    view.refresh(here, learner);
    if (isAct) view.land(view.currentPage(here));
    return true;
  }

  /** @param {HTMLElement} page */
  function mount(page) {
    for (const result of all(page, '[data-result]')) onDemand['result']?.(result, desk);
    if (mounted.has(page)) return;
    mounted.add(page);
    for (const each of all(page, '[data-on-demand]')) onDemand[each.dataset['onDemand'] ?? '']?.(each, desk);
    if (hideOverdue(page, today)) banners.overdue();
  }

  /**
   * A page turn. Forward it finishes the page that is left, and that is saved; going back is not worth a commit.
   *
   * @param {Place|null} to
   * @param {Learner} [after]   the learner when she is there
   */
  async function turn(to, after) {
    if (!to || port.state === 'finished') return;
    const before = learner;
    desk.change(after ?? turned(outline, learner, here, to));
    banners.notice('');
    if (!(await go(to, { isAct: true }))) learner = before;
    else if (learner.done.length > before.done.length) void save(); // who turns on at once need not wait for a slow LMS
    whenIdle(prefetch);
  }

  /** From the first page: on, or to where the learner was. */
  function begin() {
    const next = pageAfter(outline, here, 1);
    if (!next || here.page !== first.page) return; // While she pressed, her place came: she is there.
    const after = turned(outline, learner, here, next);
    const goal = (learner.done.length && firstOpenPage(outline, after)) || next;
    return turn(goal, turned(outline, after, next, goal));
  }

  /** On without answering: practice counts as passed over, the final test stays open. */
  function later() {
    const next = pageAfter(outline, here, 1);
    const isTest = maybe(view.currentPage(here), `[data-quiz="${outline.completion.test}"]`);
    return turn(next, isTest && next ? { ...learner, place: { part: next.part, page: next.page } } : undefined);
  }

  async function save() {
    const isNew = !learner.complete && isComplete(outline, learner);
    if (isNew) {
      desk.change({ complete: true });
      port.complete();
      for (const result of all(view.currentPage(here), '[data-result]')) onDemand['result']?.(result, desk);
    }
    isChanged = false;
    const isKept = await port.save(learner);
    refused = isKept ? 0 : refused + 1;
    return isKept;
  }

  async function leave() {
    pauseFilms(document);
    view.toggleMenu(false);
    document.body.dataset['cover'] = 'no'; // with the languages that stand under it
    view.showAside('away');
    const away = part('away');
    showAway('saving');
    view.land(away);
    const isKept = (!isChanged || (await save())) && (await port.close());
    const isStoring = !NOT_STORING.includes(settled);
    part('away-kept').hidden = !isStoring;
    part('away-nothing-kept').hidden = isStoring;
    showAway(isKept || !isStoring ? 'saved' : 'unsaved');
    view.land(away);
  }

  /** @param {'saving'|'saved'|'unsaved'} one */
  function showAway(one) {
    for (const each of ['saving', 'saved', 'unsaved']) part(`away-${each}`).hidden = each !== one;
    // The visit has ended: what would be done now could not be kept.
    for (const name of ['menu', 'exit']) find(document, `[data-action="${name}"]`).hidden = one === 'saved';
  }

  async function tryAgain() {
    if (!part('away').hidden) return leave();
    const isOut = port.state === 'unconnected';
    if (isOut) await port.save(learner); // the port brings it together with what the LMS has
    const isKept = await port.retry();
    refused = isKept ? 0 : refused + 1;
    if (refused >= TRIES_BEFORE_RELOAD) banners.offerReload();
    if (isOut) {
      takeIn();
      view.refresh(here, learner);
    }
    return undefined;
  }

  function takeOver() {
    port.takeOver();
    takeIn();
    return go(knownPlace(outline, learner.place) ?? here, { isAct: true });
  }

  /** @param {PortState} state */
  function showState(state) {
    if (signal.aborted) return;
    // A visit in which nothing is stored ends as it was: its end is no news of saving.
    if (['finishing', 'finished'].includes(state) && NOT_STORING.includes(settled)) return;
    settled = state;
    document.body.dataset['saved'] = savedHook(state);
    part('saved-words').textContent = say(footWords(state));
    banners.showState(state);
  }

  /** What a press on a button of the shell does; components mind their own. @param {MouseEvent} event */
  async function act({ target, detail }) {
    const button = /** @type {Element} */ (target).closest('button');
    if (detail > 1 || !button || button.closest('[data-on-demand]')) return;
    const { action, player, goPart, goTo, goPage, language } = button.dataset;
    if (action === 'menu') return view.toggleMenu();
    const to = goPart ?? goTo;
    const task = language ? () => changeLanguage(language) : (ACTS[action ?? player ?? ''] ?? (to ? () => toPart(to) : goPage ? () => turn(knownPlace(outline, { part: '', page: goPage })) : null));
    if (!task || isBusy) return;
    isBusy = true;
    try {
      await ready;
      if (!signal.aborted) await task(); // What was pressed is gone, when the course has meanwhile come in another language.
    } finally {
      isBusy = false;
    }
  }

  /** @type {Record<string, () => unknown>} */
  const ACTS = {
    start: begin,
    next: () => turn(pageAfter(outline, here, 1)),
    later,
    back: () => turn(pageAfter(outline, here, -1)),
    finish: leave,
    exit: leave,
    'load-again': () => turn(wanted),
    'try-again': tryAgain,
    'take-over': takeOver,
    reload: () => document.defaultView?.location.reload(),
    dismiss: () => banners.notice(''),
    copy,
  };

  /** To the first page of a part that is not done, else to its first. @param {string} id */
  async function toPart(id) {
    const pages = pagesOf(outline).filter((page) => page.part === id);
    view.toggleMenu(false);
    await turn(pages.find(({ page }) => !learner.done.includes(page)) ?? pages[0] ?? null);
  }

  /** @param {string} id */
  function prepareDialog(id) {
    pauseFilms(document);
    void help.bring(id);
    if (id !== 'about') return;
    const { savedAt } = port.support();
    const time = savedAt && new Date(savedAt).toLocaleTimeString(outline.language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    if (time) part('saved-at').textContent = time;
    /** @type {HTMLTextAreaElement} */ (part('support')).value = supportLines(outline, port.support());
  }

  /** The clipboard is closed to some frames; then the lines are selected and the learner copies. */
  async function copy() {
    const lines = /** @type {HTMLTextAreaElement} */ (part('support'));
    lines.select();
    let said = 'about.copied';
    try {
      await navigator.clipboard.writeText(lines.value);
    } catch {
      said = 'about.select';
    }
    part('copied').textContent = say(said);
  }

  /** Browsers bring only the line of the cursor into sight. @param {Event} event */
  function showWhole({ target }) {
    if (target instanceof HTMLTextAreaElement) target.scrollIntoView({ block: 'nearest' });
  }

  function openDetails() {
    for (const details of document.querySelectorAll('details')) details.open = true;
  }

  /** Brings what the rest of this part needs, the next part, the font of headings, help and chat; on the first page once she stirs. */
  function prefetch() {
    const pages = pagesOf(outline);
    const ahead = pages.slice(pages.findIndex(({ page }) => page === here.page));
    const next = [ahead.find((each) => each.part === here.part && !loader.has(each)), ahead.find(({ part }) => part !== here.part)];
    // What does not come is asked for again when it is wanted.
    Promise.allSettled([
      ...next.map((each) => each && loader.load(each)),
      document.fonts.load(HEAD_FONT),
      help.come('help'),
      help.come('chat'),
    ]);
  }

  /** @param {string} id @param {string} html @param {import('./types.js').QuizOutline[]} quizzes   those of this part */
  function receive(id, html, quizzes) {
    for (const quiz of quizzes) if (!outline.quizzes.some((known) => known.id === quiz.id)) outline.quizzes.push(quiz);
    loader.receive(id, html);
  }

  /** @param {() => void} task */
  function whenIdle(task) {
    if ('requestIdleCallback' in window) requestIdleCallback(task);
    else setTimeout(task, WAIT_MS);
  }

  return { receive, learn: (/** @type {Outline['texts']} */ texts) => void Object.assign(outline.texts, texts), learner: () => learner, ready };
}
