/**
 * SCORM 1.2: the only module that knows LMS* and cmi.core.*.
 *
 * Sources: SCORM 1.2 RTE 3.3 and 3.4; Moodle's scorm_12.js for what a failed commit does there: it notes every value
 * as sent before it knows the answer, and never sends the same value again.
 *
 * @typedef {import('./adapter.js').Adapter} Adapter
 * @typedef {Map<string, string>} Values   element → value, in the order of sending
 */

import { connect } from './connect.js';

const STATUS = 'cmi.core.lesson_status';
const RAW = 'cmi.core.score.raw';
const STATE = 'cmi.suspend_data';
const EXIT = 'cmi.core.exit';
/** What may be missing in an LMS (RTE 3.4); without the other elements nothing is kept. */
const OPTIONAL = /interactions|score.m|exit/;
const DONE = /completed|passed/;

/**
 * @param {import('./adapter.js').Profile} profile   the word this LMS takes for "done"; 'both' says completed and,
 *   at the end of the visit, passed, for there is one field only
 * @returns {Adapter}
 */
export function scorm12(profile) {
  /** @type {any} */
  let api;
  /** @type {Adapter['errors']} */
  const errors = [];
  /** What the LMS said it has kept. @type {Values} */
  const kept = new Map();
  /** What went out with a commit that failed: this LMS may count it as sent. @type {Values} */
  const doubtful = new Map();
  /** The status last read or set. */
  let held = '';
  let interactions = true;

  /** @param {string} method @param {string[]} parameters */
  function call(method, ...parameters) {
    let value;
    let code = '';
    try {
      value = api[method](...parameters);
      code = String(api.LMSGetLastError()).replace(/^0$/, '');
    } catch (error) {
      code = String(error);
    }
    const agreed = !code && String(value) === 'true';
    if (code || (!agreed && method !== 'LMSGetValue')) {
      errors.unshift({ call: `${method} ${parameters[0]}`.trim(), code: code || String(value) });
      errors.splice(10);
    }
    return { value: code ? '' : String(value ?? '').trim(), code, agreed };
  }

  /** @param {string} element */
  const get = (element) => call('LMSGetValue', element).value;

  /** Sets what the LMS does not hold yet, then commits. @param {Values} values */
  function commit(values) {
    let ok = true;
    const sent = [...values].filter(([element, value]) => {
      const interaction = /interactions/.test(element);
      if (kept.get(element) === value || (interaction && !interactions)) return false;
      const { agreed, code } = call('LMSSetValue', element, value);
      if (interaction && code === '401') interactions = false;
      if (!agreed && !OPTIONAL.test(element)) ok = false;
      return agreed;
    });
    ok = call('LMSCommit', '').agreed && ok;
    for (const [element, value] of sent) {
      (ok ? kept : doubtful).set(element, value);
      (ok ? doubtful : kept).delete(element);
    }
    return ok;
  }

  return {
    standard: 'SCORM 1.2',
    find: (window) => connect(window, ['API', 'LMSInitialize']),
    errors,

    start(found) {
      api = found;
      const { agreed, code } = call('LMSInitialize', '');
      if (!agreed && code !== '101') return null; // 101: this page was reloaded inside one session
      held = get(STATUS).replace('not attempted', '');
      if (held) kept.set(STATUS, held);
      const readOnly = /review|browse|no-credit/.test(get('cmi.core.lesson_mode') + get('cmi.core.credit'));
      const raw = get(RAW);
      interactions = /student_response/.test(get('cmi.interactions._children'));
      return {
        state: get(STATE),
        done: DONE.test(held),
        readOnly,
        score: raw ? Number(raw) : null,
        interactions: interactions ? Number(get('cmi.interactions._count')) : 0,
      };
    },

    send(state, results) {
      /** @type {Values} */
      const values = new Map();
      for (const one of results?.interactions ?? []) setInteraction(values, one);
      values.set(EXIT, 'suspend').set(STATE, state);
      if (results && results.score !== null) {
        values.set(RAW, `${results.score}`).set('cmi.core.score.min', '0').set('cmi.core.score.max', '100');
      }
      if (!results && DONE.test(held)) return commit(values);
      if (results?.complete && !DONE.test(held)) held = profile === 'passed' ? 'passed' : 'completed';
      held ||= 'incomplete';
      if (results && doubtful.size) {
        const again = [...values].filter(([element]) => doubtful.has(element));
        if (!commit(new Map(again.map(([element]) => [element, otherwise(element, values)])))) return false;
        // The status only when the rest is true again: once it is final, Moodle opens for review and that is that.
        const other = held === 'passed' ? 'completed' : 'passed';
        if (doubtful.has(STATUS) && !commit(values.set(STATUS, other))) return false;
      }
      return commit(values.set(STATUS, held)); // last: some LMSs freeze the score then
    },

    finish(seconds) {
      if (seconds !== null) {
        if (profile === 'both' && held === 'completed') call('LMSSetValue', STATUS, 'passed');
        call('LMSSetValue', 'cmi.core.session_time', timespan(seconds));
      }
      return call('LMSFinish', '').agreed;
    },
  };
}

/**
 * Nearly the same in other words. Moodle sends a value only when it differs from the one it tried last, so what was in
 * a failed commit goes out once like this and then as it should be.
 *
 * @param {string} element
 * @param {Values} values
 */
function otherwise(element, values) {
  const value = values.get(element) ?? '';
  if (/response/.test(element)) {
    if (/^[1-5]$/.test(value)) return value === '1' ? '2' : '1'; // likert
    const isTrueFalse = values.get(element.replace(/[^.]*response.*/, 'type')) === 'true-false';
    return isTrueFalse ? String(Number(value === 't')) : `{${value || 'z'}}`; // 1 and 0 are t and f (RTE, CMIFeedback)
  }
  if (/id$/.test(element)) return value + '_';
  if (/type$/.test(element)) return value === 'choice' ? 'fill-in' : 'choice';
  if (/result$/.test(element)) return value === 'neutral' ? 'unanticipated' : 'neutral';
  return /^\d+$/.test(value) ? value + '.0' : value;
}

/** @param {Values} values @param {import('./adapter.js').Reported} interaction */
function setInteraction(values, { index, id, type, response, pattern, right, latency, at }) {
  /** @type {Record<string, string|undefined>} */
  const fields = {
    id,
    type,
    time: at === undefined ? at : new Date(at).toTimeString().slice(0, 8),
    'correct_responses.0.pattern': pattern.join() || undefined,
    weighting: '1',
    student_response: response?.join(),
    result: response && (type === 'likert' ? 'neutral' : right ? 'correct' : 'wrong'),
    latency: latency === undefined ? latency : timespan(latency),
  };
  for (const field in fields) {
    const value = fields[field];
    if (value !== undefined) values.set(`cmi.interactions.${index}.${field}`, value);
  }
}

/**
 * HHHH:MM:SS.cc from whole hundredths of a second, so that no rounding can give 60 (CMITimespan, RTE 3.4).
 *
 * @param {number} seconds   of one sitting: at most a day
 */
export function timespan(seconds) {
  const hundredths = Math.min(Math.max(Math.round(seconds * 100) || 0, 0), 24 * 360000 - 1);
  return '00' + new Date(hundredths * 10).toISOString().slice(11, 22);
}
