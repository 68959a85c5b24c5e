/**
 * LMSs with the vices of real ones, each a small class over a strict LMS: they record and enforce the standard all the
 * same, and lose data in their own way. docs/tracking.md says for each what the runtime does about it.
 *
 *     new scorm12.MoodleLms({ record, way: () => 'refused' });
 *     new scorm2004.NullLms({ record });
 *
 * @typedef {import('./recorder.js').Answer} Answer
 * @typedef {import('./recorder.js').LmsRecord} LmsRecord
 * @typedef {import('./recorder.js').Launch} Launch
 *
 * @typedef {'up'|'refused'|'down'} Way
 *   up: the server is there. refused: it answers with an error or a log-in page. down: nothing answers.
 *
 * @typedef {Launch & {
 *   way?: () => Way,
 *   leaving?: () => boolean,
 *   now?: () => number,
 *   wait?: (ms: number) => void,
 * }} ModelLaunch   way: the network at this moment. leaving: the page is going away. now, wait: the clock
 */

import { StrictLms } from './strict-lms.js';
import { StrictLms2004 } from './strict-lms-2004.js';

/** What beacons take in all. */
const BEACON_CHARACTERS = 64 * 1024;
/** @param {LmsRecord} [values] */
const isDone12 = (values) => /completed|passed/.test(values?.['cmi.core.lesson_status'] ?? '');
/** @param {LmsRecord} [values] */
const isDone2004 = (values) => values?.['cmi.completion_status'] === 'completed' || values?.['cmi.success_status'] === 'passed';

/** Lets the API answer in its own way when it is asked for the last error. @param {object} lms @param {() => unknown} say */
function sayErrors(lms, say) {
  const { API, API_1484_11 } = /** @type {Record<string, Record<string, unknown>>} */ (lms);
  if (API) API['LMSGetLastError'] = say;
  if (API_1484_11) API_1484_11['GetLastError'] = say;
}

/**
 * The vices that have nothing to do with the standard.
 *
 * @param {typeof StrictLms} Strict
 * @param {string} raw                               the element of the score
 * @param {(values: LmsRecord) => boolean} isDone
 */
function vices(Strict, raw, isDone) {
  /** An LMS that says so when a commit fails, and sends everything again at the next. */
  class HonestLms extends Strict {
    /** @param {ModelLaunch} [launch] */
    constructor(launch = {}) {
      super(launch);
      this.way = launch.way ?? (() => /** @type {const} */ ('up'));
      this.leaving = launch.leaving ?? (() => false);
      this.now = launch.now ?? Date.now;
      this.wait = launch.wait ?? (() => {});
    }

    /** @override @param {boolean} finish @returns {Answer} */
    store(finish) {
      return this.way() === 'up' ? super.store(finish) : this.failure();
    }

    /** @protected @returns {Answer} */
    failure() {
      return { answer: 'false', code: '101' };
    }
  }

  /** Answers a failed commit with false and error 0 (catalyst/moodle-mod_scormremote #82). */
  class FalseWithoutErrorLms extends HonestLms {
    /** @override */
    failure() {
      return { answer: 'false', code: '0' };
    }
  }

  /** Answers a failed commit with null. */
  class NullLms extends HonestLms {
    /** @override */
    failure() {
      return { answer: null, code: '0' };
    }
  }

  /** Throws out of a failed commit. */
  class ThrowingLms extends HonestLms {
    /** @override @returns {Answer} */
    failure() {
      throw new Error('NetworkError');
    }
  }

  /** Ends the session after half an hour without a commit; from then on only a log-in page answers. */
  class ExpiringLms extends HonestLms {
    /** @param {ModelLaunch} [launch] */
    constructor(launch = {}) {
      super(launch);
      this.seen = this.now();
    }

    /** @override @param {boolean} finish @returns {Answer} */
    store(finish) {
      if (this.now() - this.seen > 30 * 60 * 1000) return this.failure();
      this.seen = this.now();
      return super.store(finish);
    }
  }

  /** Blocks the whole tab for three seconds at every commit. */
  class SlowLms extends HonestLms {
    /** @override @param {boolean} finish @returns {Answer} */
    store(finish) {
      this.wait(3000);
      return super.store(finish);
    }
  }

  /** Cuts long values without a word. */
  class TruncatingLms extends HonestLms {
    /** @param {ModelLaunch & {length?: number}} [launch] */
    constructor(launch = {}) {
      super(launch);
      this.length = launch.length ?? 255;
    }

    /** @override @param {LmsRecord} changes */
    write(changes) {
      return super.write(Object.fromEntries(Object.entries(changes).map(([name, value]) => [name, value.slice(0, this.length)])));
    }
  }

  /** Escapes what it stores as if it were HTML, and pads it with a line break. */
  class EscapingLms extends HonestLms {
    /** @override @param {LmsRecord} changes */
    write(changes) {
      const escape = (/** @type {string} */ value) => value.replace(/[&<>"'\s]/g, (char) => `&#${char.charCodeAt(0)};`);
      const state = changes['cmi.suspend_data'];
      return super.write({ ...changes, ...(state === undefined ? {} : { 'cmi.suspend_data': escape(state) + '\n' }) });
    }
  }

  /** Has no interactions; they are optional in SCORM 1.2. */
  class PlainLms extends HonestLms {
    /** @param {ModelLaunch} [launch] */
    constructor(launch = {}) {
      super({ ...launch, interactions: false });
    }
  }

  /** Has no interactions, and never takes an error back: what was said of them stands there for the rest of the visit. */
  class StickyErrorLms extends PlainLms {
    /** @param {ModelLaunch} [launch] */
    constructor(launch = {}) {
      super(launch);
      let said = '0';
      sayErrors(this, () => (said = this.code === '0' ? said : this.code));
    }
  }

  /** Says 1 for true, and nothing at all when it is asked for the error. */
  class CurtLms extends HonestLms {
    /** @param {ModelLaunch} [launch] */
    constructor(launch = {}) {
      super(launch);
      sayErrors(this, () => undefined);
    }

    /** @override @param {string} name @param {(...parameters: any[]) => Answer} act */
    recorded(name, act) {
      const call = super.recorded(name, act);
      return (/** @type {unknown[]} */ ...parameters) => {
        const answer = call(...parameters);
        return String(answer) === 'true' ? 1 : answer;
      };
    }
  }

  /** Takes no score any more once the status is final (chamilo/chamilo-lms #4595). */
  class FrozenScoreLms extends HonestLms {
    /** @override @param {string} element @param {string} value */
    set(element, value) {
      const before = this.values[raw];
      const frozen = element === raw && isDone(this.values);
      const answer = super.set(element, value);
      if (frozen && before !== undefined) this.values[raw] = before;
      else if (frozen) delete this.values[raw];
      return answer;
    }
  }

  /** Begins a new attempt at every launch, with nothing in it. */
  class NewAttemptLms extends HonestLms {
    /** @param {ModelLaunch} [launch] */
    constructor(launch = {}) {
      super({ ...launch, record: {} });
    }
  }

  return { HonestLms, FalseWithoutErrorLms, NullLms, ThrowingLms, ExpiringLms, SlowLms, TruncatingLms, EscapingLms, PlainLms, StickyErrorLms, CurtLms, FrozenScoreLms, NewAttemptLms };
}

const common12 = vices(StrictLms, 'cmi.core.score.raw', isDone12);
const common2004 = vices(/** @type {any} */ (StrictLms2004), 'cmi.score.raw', isDone2004);

/**
 * Moodle 4.5, SCORM 1.2 (mod/scorm/datamodels/scorm_12.js): notes values as sent before it knows the answer and never
 * sends the same value twice; falls back to a beacon, which "succeeds"; opens a final status for review; makes
 * "completed" out of no status at all.
 */
class MoodleLms extends common12.HonestLms {
  /** @param {ModelLaunch} [launch] */
  constructor(launch = {}) {
    super(isDone12(launch.record) || launch.record?.['cmi.core.lesson_status'] === 'failed' ? { ...launch, mode: 'review', credit: 'no-credit' } : launch);
    /** @type {LmsRecord} */
    this.noted = { ...this.values };
  }

  /** It can begin again on the same page, as a reload of the frame does. @override @param {string} parameter */
  initialize(parameter) {
    if (this.finished) Object.assign(this, { finished: false, api: this.makeApi(), calls: [] });
    return super.initialize(parameter);
  }

  /** One decimal of a second is taken for hundredths: half a second becomes 0.05. @override @param {string} element @param {string} value */
  set(element, value) {
    this.expect(!/\d:\d\d\.\d$/.test(value), 'hundredths', `Moodle adds it up wrongly: ${element} = ${value}`);
    return super.set(element, value);
  }

  /** @override @param {boolean} finish @returns {Answer} */
  store(finish) {
    const changes = Object.fromEntries(Object.entries(this.values).filter(([name, value]) => this.noted[name] !== value));
    if (!finish && !Object.keys(changes).length) return { answer: 'true', code: '0' }; // nothing is sent, whatever the server is up to
    Object.assign(this.noted, changes);
    const way = this.way();
    if (JSON.stringify(changes).length > BEACON_CHARACTERS && this.leaving()) return this.failure();
    if (way === 'up') return this.write(changes);
    return way === 'down' || this.leaving() ? { answer: 'true', code: '0' } : this.failure();
  }

  /** @override */
  statusAtFinish() {
    return 'completed';
  }
}

/**
 * Moodle 4.5, SCORM 2004 (mod/scorm/datamodels/scorm_13.js): sends everything at every commit, so that a failed one heals
 * at the next; the beacon "succeeds" here too, and a final status opens for review.
 */
class Moodle2004Lms extends common2004.HonestLms {
  /** @param {ModelLaunch} [launch] */
  constructor(launch = {}) {
    super(isDone2004(launch.record) ? { ...launch, mode: 'review', credit: 'no-credit' } : launch);
  }

  /** Identifiers in answers have letters, digits, _ and points alone. @override @param {string} element @param {string} value */
  set(element, value) {
    const row = /^(cmi\.interactions\.\d+\.)(learner_response|correct_responses)/.exec(element)?.[1];
    if (row && /choice|likert|matching|performance|sequencing/.test(this.values[row + 'type'] ?? '')) {
      this.expect(/^([\w.]|\[[,.]\])*$/.test(value), 'identifier', `Moodle refuses ${element} = ${value}`);
    }
    return super.set(element, value);
  }

  /** @override @param {boolean} finish @returns {Answer} */
  store(finish) {
    if (this.leaving() && JSON.stringify(this.values).length > BEACON_CHARACTERS) return this.failure();
    const isLost = this.way() === 'down' || (this.way() === 'refused' && this.leaving());
    return isLost ? { answer: 'true', code: '0' } : super.store(finish);
  }
}

export const scorm12 = { ...common12, MoodleLms };
export const scorm2004 = { ...common2004, MoodleLms: Moodle2004Lms };
