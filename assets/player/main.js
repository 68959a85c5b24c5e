/**
 * Begins when both the document and the course's outline are there.
 *
 * `window.seeMeNow` is what the package's data scripts call: `course(outline)` once, `part(id, html)` for each part
 * that comes later.
 *
 * @typedef {import('./types.js').Outline} Outline
 */

import { createPort } from '../../scorm/runtime/port.js';
import { startPlayer } from './player.js';
import { reportedQuestions } from './scoring.js';

/** @param {(profile: import('../../scorm/runtime/adapter.js').Profile) => import('../../scorm/runtime/adapter.js').Adapter} adapter */
export function boot(adapter) {
  /** @type {ReturnType<typeof startPlayer>|undefined} */
  let player;

  /** @param {Outline} outline */
  function start(outline) {
    /** @type {() => import('../../scorm/runtime/types.js').Learner} */
    let current;
    const port = createPort({
      window,
      layout: outline.layout,
      adapter,
      status: outline.completion.status,
      reported: reportedQuestions(outline),
      current: () => current(),
    });
    player = startPlayer({ document, outline, port, now: new Date() });
    current = player.learner;
  }

  Object.assign(window, {
    seeMeNow: {
      /** @param {Outline} outline */
      course(outline) {
        if (document.readyState !== 'loading') start(outline);
        else document.addEventListener('DOMContentLoaded', () => start(outline), { once: true });
      },
      /** @param {string} id @param {string} html */
      part: (id, html) => player?.receive(id, html),
    },
  });
}
