/**
 * Noticing signals in a story: by a button or the key N while it plays, or by marking sentences of the transcript. Never
 * needed to go on; what was marked is kept and reported only when the learner asks what could be noticed.
 *
 * @typedef {Object} Mark
 * @property {number} at               half seconds of the film
 * @property {HTMLElement|null} by     the sentence it was set by; null: while watching
 */

import { all, find, focusOn, make, makeButton, maybe, pauseFilms } from '../../player/find.js';
import { clock } from '../../player/texts.js';

/** A second press so soon means the same. */
const SAME_S = 1.5;

/**
 * @param {HTMLElement} root   [data-spotting]
 * @param {import('../../player/player.js').Desk} desk
 */
export function mountSpotting(root, desk) {
  const { say, marks: { budget, noticed, rounded, told } } = desk;
  const outline = desk.outline.stories.find(({ id }) => id === root.dataset['spotting']);
  if (!outline) return;
  const { signals, question, interaction } = outline;
  const story = /** @type {HTMLElement} */ (root.closest('[data-story]'));
  const film = maybe(story, '[data-film]');
  const video = film && /** @type {HTMLVideoElement} */ (find(film, 'video'));
  const length = Number(root.dataset['length']);
  const most = budget(signals);
  /** The lines of the transcript with their buttons that mark. @type {Map<HTMLElement, HTMLElement>} */
  const sentences = new Map(all(story, '[data-mark-at]').map((words) => [words, addButton(words)]));
  /** @type {Mark[]} */
  let marks = [];

  root.hidden = false;
  offerSentences();
  if (film && video) {
    find(film, '[data-spot-row]').hidden = false;
    find(film, '[data-spot-mark]').addEventListener('click', () => notice(video.currentTime));
    film.addEventListener('keydown', (event) => {
      const isTyped = event.ctrlKey || event.altKey || event.metaKey || event.target instanceof HTMLSelectElement;
      if (event.key.toLowerCase() === 'n' && !isTyped && !event.repeat && isKeyOn()) notice(video.currentTime);
    });
    const key = find(film, '[data-spot-key]');
    key.addEventListener('click', () => key.setAttribute('aria-pressed', String(!isKeyOn())));
    for (const each of all(root, '[data-spot-signal]')) {
      const play = find(each, '[data-spot-play]');
      play.hidden = false;
      play.addEventListener('click', () => playFrom(Number(each.dataset['start'])));
    }
  }
  find(root, '[data-spot-hand-in]').addEventListener('click', handIn);
  find(root, '[data-spot-again]').addEventListener('click', () => {
    marks = [];
    show();
    find(root, '[data-spot-open]').hidden = false;
    find(root, '[data-spot-result]').hidden = true;
    focusOn(find(root, 'h2'));
  });
  show();
  const kept = desk.learner().answers[question];
  if (kept) showResult(kept.picked.map(Number));

  /** @param {number} seconds */
  function notice(seconds) {
    const same = marks.find(({ at }) => Math.abs(at - seconds) < SAME_S);
    if (same) return tell(say('spotting.marked-before', { time: clock(same.at) }));
    return add({ at: rounded(seconds), by: null });
  }

  /** @param {Mark} mark */
  function add(mark) {
    if (marks.length >= most) return tell(say('spotting.full', { n: most }));
    marks = [...marks, mark].sort((a, b) => a.at - b.at);
    show();
    return tell(mark.by ? say('spotting.marked-words') : say('spotting.marked', { time: clock(mark.at) }));
  }

  /** @param {Mark} mark */
  function remove(mark) {
    marks = marks.filter((each) => each !== mark);
    show();
    tell(say('spotting.removed'));
  }

  /** Said where the eyes are, and once for who listens. @param {string} words */
  function tell(words) {
    const isWatching = Boolean(film?.contains(document.activeElement));
    for (const said of all(story, '[data-spot-said]')) said.textContent = film?.contains(said) === isWatching ? words : '';
  }

  function show() {
    const list = find(root, '[data-spot-list]');
    list.hidden = !marks.length;
    list.replaceChildren(...marks.map((mark) => item(mark, true)));
    find(root, '[data-spot-left]').textContent = say(marks.length ? 'spotting.left' : 'spotting.none', { n: most - marks.length });
    if (film) drawMarks(find(film, '[data-spot-bar]'), marks.map(({ at }) => at));
    for (const [words, button] of sentences) button.setAttribute('aria-pressed', String(marks.some(({ by }) => by === words)));
  }

  /** A mark in a list, in words; `isOpen`: it can be taken away. @param {Mark} mark @param {boolean} isOpen */
  function item(mark, isOpen) {
    const element = make('li', { className: 'smn-spot__mark' });
    element.append(make('span', { textContent: mark.by?.dataset['markName'] ?? `${clock(mark.at)} · ${lineAt(mark.at)}` }));
    if (video) element.append(button(say('film.play-from', { time: clock(mark.at) }), () => playFrom(mark.at)));
    if (isOpen) {
      element.append(
        button(say('spotting.remove'), () => {
          const at = marks.indexOf(mark);
          remove(mark);
          // The focus stays in the list while there is one.
          (all(root, '[data-spot-list] li:last-child button, [data-spot-list] button')[at * (video ? 2 : 1)] ?? find(root, '[data-spot-hand-in]')).focus();
        }),
      );
    }
    return element;
  }

  /** @param {string} words @param {() => void} act */
  function button(words, act) {
    return makeButton(words, 'smn-link-button', act);
  }

  /** The words that are being said. @param {number} seconds */
  function lineAt(seconds) {
    const line = all(story, '[data-line]').filter((each) => Number(each.dataset['start']) <= seconds + 0.5).pop();
    return line ? (maybe(line, '[data-words]')?.textContent ?? '') : '';
  }

  /** @param {number} seconds */
  function playFrom(seconds) {
    if (!film || !video) return;
    if (film.hidden) find(story, '[data-story-watch]').click();
    video.dispatchEvent(new CustomEvent('play-from', { detail: seconds }));
  }

  function isKeyOn() {
    return maybe(story, '[data-spot-key]')?.getAttribute('aria-pressed') === 'true';
  }

  /** Sentences become buttons only when somebody wants to mark them: a text is easier to read without. */
  function offerSentences() {
    const offer = find(story, '[data-spot-sentences]');
    offer.hidden = false;
    offer.addEventListener('click', () => {
      const isOn = offer.getAttribute('aria-pressed') !== 'true';
      offer.setAttribute('aria-pressed', String(isOn));
      for (const [words, button] of sentences) {
        button.hidden = !isOn;
        (isOn ? button : button.parentElement)?.append(words);
      }
    });
  }

  /** @param {HTMLElement} words */
  function addButton(words) {
    const element = makeButton('', 'smn-spot-sentence', () => {
      const mine = marks.find(({ by }) => by === words);
      if (mine) remove(mine);
      else add({ at: rounded(Number(words.dataset['markAt'])), by: words });
    });
    element.hidden = true;
    element.setAttribute('aria-pressed', 'false');
    words.before(element);
    return element;
  }

  /** Nothing marked is nothing to report: then this only shows what there is. */
  function handIn() {
    const picked = marks.map(({ at }) => String(at));
    pauseFilms(story);
    if (picked.length) {
      desk.report({ id: interaction, type: 'performance', pattern: [], latency: 0, ...told(signals, picked) });
      desk.change({ answers: { ...desk.learner().answers, [question]: { picked, right: false } } });
      desk.save();
    }
    showResult(picked.map(Number));
    focusOn(find(root, '[data-spot-news]'));
  }

  /** @param {number[]} times */
  function showResult(times) {
    const result = noticed(signals, times);
    find(root, '[data-spot-open]').hidden = true;
    find(root, '[data-spot-result]').hidden = false;
    for (const { id } of signals) {
      const state = result.found.includes(id) ? 'found' : 'missed';
      for (const each of all(root, `[data-spot-signal="${id}"], [data-spot-tick="${id}"]`)) each.dataset['state'] = state;
    }
    const others = result.marks.filter(({ signal }) => !signal).map(({ at }) => ({ at, by: marks.find((mark) => mark.at === at)?.by ?? null }));
    find(root, '[data-spot-elsewhere]').hidden = !others.length;
    find(root, '[data-spot-others]').replaceChildren(...others.map((mark) => item(mark, false)));
    drawMarks(find(root, '[data-spot-time]'), others.map(({ at }) => at));
  }

  /** @param {Element} bar @param {number[]} times */
  function drawMarks(bar, times) {
    for (const old of bar.querySelectorAll('[data-spot-own]')) old.remove();
    for (const at of times) {
      const place = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
      const shape = document.createElementNS('http://www.w3.org/2000/svg', 'path');
      const attributes = { x: `${(100 * at) / length}%`, y: '16', overflow: 'visible', class: 'smn-spot__own', 'data-spot-own': '' };
      for (const [name, value] of Object.entries(attributes)) place.setAttribute(name, value);
      shape.setAttribute('d', 'M0-7L7 0 0 7-7 0z');
      place.append(shape);
      bar.append(place);
    }
  }
}
