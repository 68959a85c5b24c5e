/**
 * SCORM 2004, 3rd and 4th edition: the only module that knows API_1484_11 and what its data model means.
 *
 * Sources: SCORM 2004 RTE 3.1 and 4; Moodle's scorm_13.js, which sends every changed value at every commit, so that a
 * failed one heals at the next, and lets Terminate be tried again.
 *
 * @typedef {import('./adapter.js').Adapter} Adapter
 * @typedef {import('./scorm.js').Values} Values
 */

import { connect } from './connect.js';
import { duration } from './duration.js';
import { written } from './responses.js';
import { createSession, indexed, setRow } from './scorm.js';

const COMPLETION = 'cmi.completion_status';
const SUCCESS = 'cmi.success_status';
const STATE = 'cmi.suspend_data';
const SCORE = 'cmi.score.';

/**
 * Completion and success are two fields here, and LMSs look at either: done always says both, whatever the profile.
 *
 * @param {import('./adapter.js').Profile} _profile
 * @returns {Adapter}
 */
export function scorm2004(_profile) {
  const session = createSession('');
  const { call, get, commit, kept } = session;
  let done = false;
  let readOnly = false;

  return {
    standard: 'SCORM 2004',
    find: (window) => connect(window, ['API_1484_11', 'Initialize']),
    errors: session.errors,
    indexed,

    start(found) {
      if (!session.begin(found, '103')) return null;
      for (const element of [COMPLETION, SUCCESS]) kept.set(element, get(element));
      done = kept.get(COMPLETION) === 'completed' || kept.get(SUCCESS) === 'passed';
      readOnly = /review|browse|no-credit/.test(get('cmi.mode') + get('cmi.credit'));
      return {
        state: get(STATE),
        done,
        readOnly,
        score: Number(get(SCORE + 'raw') || 100 * Number(get(SCORE + 'scaled'))) || 0,
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
      if (!readOnly) call('SetValue', 'cmi.session_time', duration(seconds));
      return call('Terminate', '').agreed || call('Terminate', '').agreed;
    },
  };
}

/** @param {Values} values @param {import('./adapter.js').Reported} interaction */
function setInteraction(values, { index, id, type, response, pattern, right, latency, at }) {
  setRow(values, index, {
    id,
    type,
    ...(pattern[0] && { 'correct_responses.0.pattern': written(type, pattern) }),
    weighting: '1',
    ...(response && {
      learner_response: written(type, response) || 'none', // nothing picked has no form of its own that LMSs take
      result: type === 'likert' ? 'neutral' : right === true ? 'correct' : right === false ? 'incorrect' : `${right}`,
    }),
    // A zone only after a fraction, and two decimals at most (RTE 4.1.1.7): LMSs refuse what toISOString gives.
    ...(at && { timestamp: new Date(at).toISOString().slice(0, 22) + 'Z', latency: duration(latency) }),
  });
}
