/**
 * LMSs with the vices of real ones, each a small class over the strict LMS: they record and enforce the standard all
 * the same, and lose data in their own way. docs/tracking.md says for each what the runtime does about it.
 *
 * @typedef {import('./strict-lms.js').Answer} Answer
 * @typedef {import('./strict-lms.js').LmsRecord} LmsRecord
 * @typedef {import('./strict-lms.js').Launch} Launch
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

const STATUS = 'cmi.core.lesson_status';
const RAW = 'cmi.core.score.raw';
const DONE = ['completed', 'passed'];

/** An LMS that says so when a commit fails, and sends everything again at the next. */
export class HonestLms extends StrictLms {
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
export class FalseWithoutErrorLms extends HonestLms {
  /** @override */
  failure() {
    return { answer: 'false', code: '0' };
  }
}

/** Answers a failed commit with null. */
export class NullLms extends HonestLms {
  /** @override */
  failure() {
    return { answer: null, code: '0' };
  }
}

/** Throws out of a failed commit. */
export class ThrowingLms extends HonestLms {
  /** @override @returns {Answer} */
  failure() {
    throw new Error('NetworkError');
  }
}

/**
 * Moodle 4.5, SCORM 1.2 (mod/scorm/datamodels/scorm_12.js): notes values as sent before it knows the answer and never
 * sends the same value twice; falls back to a beacon, which "succeeds"; opens a final status for review; makes
 * "completed" out of no status at all.
 */
export class MoodleLms extends HonestLms {
  /** @param {ModelLaunch} [launch] */
  constructor(launch = {}) {
    const final = [...DONE, 'failed'].includes(launch.record?.[STATUS] ?? '');
    super({ ...launch, ...(final ? /** @type {const} */ ({ mode: 'review', credit: 'no-credit' }) : {}) });
    /** @type {LmsRecord} */
    this.noted = { ...this.values };
  }

  /** @override @param {boolean} _finish @returns {Answer} */
  store(_finish) {
    const changes = Object.fromEntries(Object.entries(this.values).filter(([name, value]) => this.noted[name] !== value));
    Object.assign(this.noted, changes);
    const way = this.way();
    if (JSON.stringify(changes).length > 64 * 1024 && this.leaving()) return this.failure();
    if (way === 'up') return this.write(changes);
    return way === 'down' || this.leaving() ? { answer: 'true', code: '0' } : this.failure();
  }

  /** @override */
  statusAtFinish() {
    return 'completed';
  }
}

/** Ends the session after half an hour without a commit; from then on only a log-in page answers. */
export class ExpiringLms extends HonestLms {
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
export class SlowLms extends HonestLms {
  /** @override @param {boolean} finish @returns {Answer} */
  store(finish) {
    this.wait(3000);
    return super.store(finish);
  }
}

/** Cuts long values without a word. */
export class TruncatingLms extends HonestLms {
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
export class EscapingLms extends HonestLms {
  /** @override @param {LmsRecord} changes */
  write(changes) {
    const escape = (/** @type {string} */ value) => value.replace(/[&<>"'\s]/g, (char) => `&#${char.charCodeAt(0)};`);
    const state = changes['cmi.suspend_data'];
    return super.write({ ...changes, ...(state === undefined ? {} : { 'cmi.suspend_data': escape(state) + '\n' }) });
  }
}

/** Has no interactions; they are optional in SCORM 1.2. */
export class PlainLms extends HonestLms {
  /** @param {ModelLaunch} [launch] */
  constructor(launch = {}) {
    super({ ...launch, interactions: false });
  }
}

/** Takes no score any more once the status is final (chamilo/chamilo-lms #4595). */
export class FrozenScoreLms extends HonestLms {
  /** @override @param {string} element @param {string} value */
  set(element, value) {
    const before = this.values[RAW];
    const frozen = element === RAW && DONE.includes(this.values[STATUS] ?? '');
    const answer = super.set(element, value);
    if (frozen && before !== undefined) this.values[RAW] = before;
    else if (frozen) delete this.values[RAW];
    return answer;
  }
}

/** Begins a new attempt at every launch, with nothing in it. */
export class NewAttemptLms extends HonestLms {
  /** @param {ModelLaunch} [launch] */
  constructor(launch = {}) {
    super({ ...launch, record: {} });
  }
}
