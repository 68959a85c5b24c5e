/**
 * SCORM 1.2: the only module that knows cmi.core.* and what it means there.
 *
 * Sources: SCORM 1.2 RTE 3.3 and 3.4; Moodle's scorm_12.js for what a failed commit does there: it notes every value
 * as sent before it knows the answer, and never sends the same value again.
 *
 * @typedef {import('./adapter.js').Adapter} Adapter
 * @typedef {import('./scorm.js').Values} Values
 */

import { connect } from './connect.js';
import { createSession, indexed, setRow } from './scorm.js';

const STATUS = 'cmi.core.lesson_status';
const SCORE = 'cmi.core.score.';
const STATE = 'cmi.suspend_data';
const DONE = /completed|passed/;
/** @type {Record<string, string>} */
const OTHER = { completed: 'passed', passed: 'completed' };

/**
 * @param {import('./adapter.js').Profile} profile   the word this LMS takes for "done"; 'both' says completed and,
 *   at the end of the visit, passed, for there is one field only
 * @returns {Adapter}
 */
export function scorm12(profile) {
  const session = createSession('LMS');
  const { call, get, commit, kept } = session;
  /** The status last read or set. */
  let held = '';
  let readOnly = false;
  /** A commit with results failed: this LMS may count them as sent. */
  let doubt = false;

  return {
    standard: 'SCORM 1.2',
    find: (window) => connect(window, ['API', 'LMSInitialize']),
    errors: session.errors,
    indexed,

    start(found) {
      const begun = session.begin(found, '101'); // 101 is also what a session says that has ended
      const { value, code } = call('GetValue', STATUS);
      if (!begun || code) return null;
      held = value.replace(/not.*|unknown/i, '');
      kept.set(STATUS, held);
      readOnly = /review|browse|no-credit/.test(get('cmi.core.lesson_mode') + get('cmi.core.credit'));
      session.interactions = /student_response/.test(get('cmi.interactions._children'));
      return {
        state: get(STATE),
        done: DONE.test(held),
        readOnly,
        score: Number(get(SCORE + 'raw')) || 0,
        interactions: Number(get('cmi.interactions._count')) || 0,
      };
    },

    send(state, results) {
      /** @type {Values} */
      const values = new Map();
      for (const one of results?.interactions ?? []) setInteraction(values, one);
      values.set('cmi.core.exit', 'suspend').set(STATE, state);
      if (!results && DONE.test(held)) return commit(values);
      if (results && results.score !== null) {
        values.set(SCORE + 'raw', `${results.score}`).set(SCORE + 'min', '0').set(SCORE + 'max', '100');
      }
      if (results?.complete && !DONE.test(held)) held = profile === 'passed' ? 'passed' : 'completed';
      held ||= 'incomplete';
      if (results) {
        // The status only when the rest is true again: once it is final, Moodle opens for review and that is that.
        if (doubt && !(commit(otherwise(values)) && commit(values.set(STATUS, OTHER[held] ?? held)))) return false;
      }
      const ok = commit(values.set(STATUS, held)); // last: some LMSs freeze the score then
      if (results) doubt = !ok;
      return ok;
    },

    finish(seconds) {
      if (!readOnly) {
        if (profile === 'both' && held === 'completed') call('SetValue', STATUS, 'passed');
        call('SetValue', 'cmi.core.session_time', timespan(seconds));
      }
      return call('Finish', '').agreed;
    },
  };
}

/**
 * Nearly the same in other words, all of it allowed. Moodle sends a value only when it differs from the one it tried
 * last, so after a failed commit everything goes out once like this and then as it should be.
 *
 * @param {Values} values
 */
function otherwise(values) {
  const other = new Map();
  for (const [element, value] of values) {
    const word = /type$/.test(element) ? 'fill-in' : /result$/.test(element) ? 'unanticipated' : value;
    other.set(element, /id$|response/.test(element) ? value + '_' : /^\d+$/.test(value) ? value + '.0' : word);
  }
  return other;
}

/** @param {Values} values @param {import('./adapter.js').Reported} interaction */
function setInteraction(values, { index, id, type, response, pattern, right, latency, at }) {
  setRow(values, index, {
    id,
    type,
    ...(pattern[0] && { 'correct_responses.0.pattern': pattern.join() }),
    weighting: '1',
    ...(response && { student_response: response.join(), result: type === 'likert' ? 'neutral' : right === true ? 'correct' : right === false ? 'wrong' : `${right}` }),
    ...(at && { time: new Date(at).toTimeString().slice(0, 8), latency: timespan(latency) }),
  });
}

/**
 * HHHH:MM:SS.cc from whole hundredths of a second, so that no rounding can give 60 (CMITimespan, RTE 3.4).
 *
 * @param {number} [seconds]   of one sitting: at most a day
 */
export function timespan(seconds = 0) {
  const hundredths = Math.min(Math.max(Math.round(seconds * 100) || 0, 0), 24 * 360000 - 1);
  return '00' + new Date(hundredths * 10).toISOString().slice(11, 22);
}
