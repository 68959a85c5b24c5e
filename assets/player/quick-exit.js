/**
 * Leaves the page at once: hides it, then puts an empty page in its place, in the whole window where the browser allows it.
 *
 * `about:blank` is no brand, asks nothing of the network, works offline and shows no address. Nothing is saved or sent:
 * the visit ends as it does whenever a page goes away.
 */

import { pauseFilms } from './find.js';

const NEUTRAL = 'about:blank';
/** Pressed so often within this time, Escape means: away from here. Once closes a dialog, as everywhere. */
const TIMES = 3;
const WITHIN_MS = 1500;

/**
 * @param {Document} document
 * @param {AbortSignal} signal   ends all of it
 */
export function mountQuickExit(document, signal) {
  /** @type {number[]} */
  let presses = [];
  document.addEventListener('click', (event) => {
    if (/** @type {Element} */ (event.target).closest('[data-action="leave-quickly"]')) leave(document);
  }, { signal, capture: true });
  document.addEventListener('keydown', (event) => {
    if (event.repeat) return;
    presses = event.key === 'Escape' ? [...presses.slice(1 - TIMES), event.timeStamp] : [];
    if (presses.length === TIMES && event.timeStamp - Number(presses[0]) <= WITHIN_MS) leave(document);
  }, { signal, capture: true });
}

/** @param {Document} document */
function leave(document) {
  const window = /** @type {Window} */ (document.defaultView);
  document.documentElement.hidden = true;
  document.title = '\u00a0';
  pauseFilms(document);
  try {
    // The whole window, where the LMS shows the course in a frame. A strict frame refuses it.
    if (window.top !== window) window.top?.location.replace(NEUTRAL);
  } catch {
    // Then at least the course is gone; what the LMS shows round it stays.
  }
  window.location.replace(NEUTRAL);
}
