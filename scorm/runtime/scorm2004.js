/**
 * SCORM 2004, 3rd and 4th edition: the only module that knows API_1484_11 and the elements of its data model.
 *
 * Sources: SCORM 2004 RTE 3.1 and 4; Moodle's scorm_13.js, which sends every changed value at every commit, so that a
 * failed one heals at the next, and lets Terminate be tried again.
 *
 * @typedef {import('./adapter.js').Adapter} Adapter
 * @typedef {Map<string, string>} Values   element → value, in the order of sending
 */

import { connect } from './connect.js';
import { duration } from './duration.js';
import { written } from './responses.js';

const COMPLETION = 'cmi.completion_status';
const SUCCESS = 'cmi.success_status';
const STATE = 'cmi.suspend_data';
const SCORE = 'cmi.score.';
/** What an LMS may refuse without the rest being in doubt. */
const OPTIONAL = /interactions|score\.[ms]|exit/;

/**
 * Completion and success are two fields here, and LMSs look at either: done always says both, whatever the profile.
 *
 * @param {import('./adapter.js').Profile} _profile
 * @returns {Adapter}
 */
export function scorm2004(_profile) {
  /** @type {any} */
  let api;
  /** @type {Adapter['errors']} */
  const errors = [];
  /** What the LMS said it has kept. @type {Values} */
  const kept = new Map();
  let done = false;
  let interactions = true;

  /** @param {string} method @param {string[]} parameters */
  function call(method, ...parameters) {
    let value;
    let code = '';
    try {
      value = api[method](...parameters);
      code = String(api.GetLastError()).replace(/^(0|403)$/, ''); // 403: has no value yet
    } catch (error) {
      code = String(error);
    }
    const agreed = !code && String(value) === 'true';
    if (code || (!agreed && method !== 'GetValue')) {
      errors.unshift({ call: `${method} ${parameters[0]}`.trim(), code: code || String(value) });
      errors.splice(10);
    }
    return { value: code ? '' : String(value ?? '').trim(), code, agreed };
  }

  /** @param {string} element */
  const get = (element) => call('GetValue', element).value;

  /** Sets what the LMS does not hold yet, then commits. @param {Values} values */
  function commit(values) {
    let ok = true;
    const sent = [...values].filter(([element, value]) => {
      const interaction = /interactions/.test(element);
      if (kept.get(element) === value || (interaction && !interactions)) return false;
      const { agreed, code } = call('SetValue', element, value);
      if (interaction && /40[12]/.test(code)) interactions = false;
      if (!agreed && !OPTIONAL.test(element)) ok = false;
      return agreed;
    });
    ok = call('Commit', '').agreed && ok;
    // After a failure nobody knows which value stands there: it is set again, also when it goes back to the one before.
    for (const [element, value] of sent) ok ? kept.set(element, value) : kept.delete(element);
    return ok;
  }

  return {
    standard: 'SCORM 2004',
    find: (window) => connect(window, ['API_1484_11', 'Initialize']),
    errors,

    start(found) {
      api = found;
      const { agreed, code } = call('Initialize', '');
      if (!agreed && code !== '103') return null; // 103: this page was reloaded inside one session
      for (const element of [COMPLETION, SUCCESS]) kept.set(element, get(element));
      done = kept.get(COMPLETION) === 'completed' || kept.get(SUCCESS) === 'passed';
      const readOnly = /review|browse|no-credit/.test(get('cmi.mode') + get('cmi.credit'));
      const raw = get(SCORE + 'raw');
      const scaled = get(SCORE + 'scaled');
      return {
        state: get(STATE),
        done,
        readOnly,
        score: raw ? Number(raw) : scaled ? Number(scaled) * 100 : null,
        interactions: Number(get('cmi.interactions._count')) || 0,
      };
    },

    send(state, results) {
      /** @type {Values} */
      const values = new Map();
      for (const one of results?.interactions ?? []) setInteraction(values, one);
      values.set('cmi.exit', 'suspend').set(STATE, state);
      if (results && results.score !== null) {
        const { score } = results;
        values.set(SCORE + 'raw', `${score}`).set(SCORE + 'min', '0').set(SCORE + 'max', '100').set(SCORE + 'scaled', `${score / 100}`);
      }
      if (results?.complete) values.set(COMPLETION, 'completed').set(SUCCESS, 'passed');
      else if (!done) values.set(COMPLETION, 'incomplete');
      done ||= results?.complete === true;
      return commit(values);
    },

    finish(seconds) {
      if (seconds !== null) call('SetValue', 'cmi.session_time', duration(seconds));
      return call('Terminate', '').agreed || call('Terminate', '').agreed;
    },
  };
}

/** @param {Values} values @param {import('./adapter.js').Reported} interaction */
function setInteraction(values, { index, id, type, response, pattern, right, latency, at }) {
  /** @type {Record<string, string|undefined>} */
  const fields = {
    id,
    type,
    // A zone only after a fraction, and two decimals at most (RTE 4.1.1.7): LMSs refuse what toISOString gives.
    timestamp: at === undefined ? at : new Date(at).toISOString().slice(0, 22) + 'Z',
    'correct_responses.0.pattern': pattern.length ? written(type, pattern) : undefined,
    weighting: '1',
    learner_response: response && (written(type, response) || 'none'), // nothing picked has no form of its own that LMSs take,
    result: response && (type === 'likert' ? 'neutral' : right ? 'correct' : 'incorrect'),
    latency: latency === undefined ? latency : duration(latency),
  };
  for (const field in fields) {
    const value = fields[field];
    if (value !== undefined) values.set(`cmi.interactions.${index}.${field}`, value);
  }
}
