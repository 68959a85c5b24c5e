/**
 * Begins when the first page has been painted, and again when the learner changes the language.
 *
 * `window.seeMeNow` is what the package's scripts call: `course(outline)` once, `part(id, html, language, quizzes)` for each part that comes
 * later, `onDemand(found)` and `texts(texts, language)` for what only some pages need, `language(outline, body)` where the package has several.
 *
 * @typedef {import('./types.js').Outline} Outline
 */

import { createPort } from '../../scorm/runtime/port.js';
import { find, make } from './find.js';
import { loadScript } from './loader.js';
import { startPlayer } from './player.js';
import { withPages } from './progress.js';
import { reportedQuestions } from './scoring.js';

/** Nothing is painted out of sight: then it begins after this long. */
const UNSEEN_MS = 300;

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
      isTested: Boolean(outline.completion.test),
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
        /** @param {import('./types.js').PackedOutline} given @param {string} body */
        language(given, body) {
          isThere = true;
          document.documentElement.lang = given.language;
          document.body.innerHTML = body;
          document.title = find(document, '.smn-header__name :last-child').textContent ?? '';
          start({ ...withPages(given), languages: outline.languages ?? {} }, isAct);
        },
      });
      await loadScript(document, outline.languages?.[wanted] ?? '', () => isThere);
    }
  }

  // The policy of an LMS may refuse a style in a page: it has the same as a file.
  const style = /** @type {HTMLStyleElement} */ (find(document, 'style'));
  if (!style.sheet) style.after(make('link', { rel: 'stylesheet', href: style.dataset['file'] ?? '' }));

  stage.seeMeNow = {
    course(given) {
      void painted().then(() => begin(withPages(given)));
    },
    onDemand: (found) => void Object.assign(onDemand, found),
    // What was asked for before the language changed comes too late.
    texts: (texts, language) => void (language === document.documentElement.lang && player?.learn(texts)),
    part: (id, html, language, quizzes) => void (language === document.documentElement.lang && player?.receive(id, html, quizzes)),
  };
}

/** The page is whole without script: whoever looks at it need not wait until the course is connected. */
function painted() {
  return new Promise((resolve) => {
    new PerformanceObserver(resolve).observe({ type: 'paint', buffered: true });
    setTimeout(resolve, UNSEEN_MS);
  });
}
