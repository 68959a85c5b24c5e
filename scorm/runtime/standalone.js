/**
 * Opened without an LMS: the place survives a reload of this tab and nothing more.
 *
 * The state lies in the tab's own sessionStorage, is forgotten half an hour after the last step and at the learner's
 * own exit: whoever sits down at a shared computer next begins anew.
 */

import { createJournal } from './journal.js';

/**
 * @param {Window} window
 * @param {string} course
 * @param {() => number} now
 * @returns {import('./adapter.js').Adapter}
 */
export function standalone(window, course, now) {
  const journal = createJournal(window, now, 'see-me-now-alone.', ['sessionStorage'], 30 * 60 * 1000);
  return {
    standard: '-',
    errors: [],
    start: () => ({ state: journal.read(course)[0]?.[1] ?? '' }),
    send(state) {
      journal.write(course, state);
      return true;
    },
    finish() {
      journal.write(course, '');
      return true;
    },
  };
}
