/**
 * Begins when both the document and the course's outline are there, and again when the learner changes the language.
 *
 * `window.seeMeNow` is what the package's scripts call: `course(outline)` once, `part(id, html, language, quizzes)` for each part that comes
 * later, `onDemand(found)` and `texts(texts, language)` for what only some pages need, `language(outline, body)` where the package has several.
 *
 * @typedef {import('./types.js').Outline} Outline
 */

import { createPort } from '../../scorm/runtime/port.js';
import { loadScript } from './loader.js';
import { startPlayer } from './player.js';
import { reportedQuestions } from './scoring.js';

/** @param {(profile: import('../../scorm/runtime/adapter.js').Profile) => import('../../scorm/runtime/adapter.js').Adapter} adapter */
export function boot(adapter) {
  const stage = /** @type {import('./types.js').Stage} */ (window);
  /** @type {ReturnType<typeof startPlayer>|undefined} */
  let player;
  let turn = new AbortController();
  /** @type {import('./types.js').OnDemand} */
  const onDemand = {};

  /** @param {Outline} outline */
  function begin(outline) {
    const port = createPort({
      window,
      layout: outline.layout,
      adapter,
      status: outline.completion.status,
      reported: reportedQuestions(outline),
      current: () => /** @type {NonNullable<typeof player>} */ (player).learner(),
    });
    const opened = port.open();
    start(outline, false);

    /** @param {Outline} outline @param {boolean} isAgain */
    function start(outline, isAgain) {
      turn.abort();
      turn = new AbortController();
      player = startPlayer({ document, outline, port, now: new Date(), onDemand, opened, isAgain, signal: turn.signal, onLanguage });
    }

    /** One visit, one port: the page's body changes, the LMS notices nothing. @param {string} wanted @param {boolean} isAct */
    async function onLanguage(wanted, isAct) {
      let isThere = false;
      Object.assign(stage.seeMeNow, {
        /** @param {Outline} other @param {string} body */
        language(other, body) {
          isThere = true;
          document.documentElement.lang = other.language;
          document.body.innerHTML = body;
          start({ ...other, languages: outline.languages ?? {} }, isAct);
        },
      });
      await loadScript(document, outline.languages?.[wanted] ?? '', () => isThere);
    }
  }

  stage.seeMeNow = {
    course(outline) {
      if (document.readyState !== 'loading') begin(outline);
      else document.addEventListener('DOMContentLoaded', () => begin(outline), { once: true });
    },
    onDemand: (found) => void Object.assign(onDemand, found),
    // What was asked for before the language changed comes too late.
    texts: (texts, language) => void (language === document.documentElement.lang && player?.learn(texts)),
    part: (id, html, language, quizzes) => void (language === document.documentElement.lang && player?.receive(id, html, quizzes)),
  };
}
