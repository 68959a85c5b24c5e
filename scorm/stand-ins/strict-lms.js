/**
 * A strict SCORM 1.2 LMS for previews and tests: scorm-again underneath, and a recorder that notes every call and
 * every breach of the standard, also those that scorm-again lets pass (CAM + RTE of October 2001).
 *
 * One instance is one launch, and `record` is all that the LMS holds about one learner, as plain JSON:
 *
 *     const lms = new StrictLms({ record, persist: () => keep(JSON.stringify(lms.record)) });
 *     window.API = lms.API;          // before the course's frame is made
 *     lms.calls; lms.breaches;       // what was called, and what of it the standard forbids
 *
 * In Node import it from here; in a page take classic-script.js, bundled by esbuild, which makes `window.StrictLms`.
 */

import { Scorm12API } from 'scorm-again';
import { Recorder } from './recorder.js';

/**
 * @typedef {import('./recorder.js').Launch} Launch
 * @typedef {import('./recorder.js').Answer} Answer
 */

const TIME_OF_DAY = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,2})?$/;
const TIMESPAN = /^\d{2,4}:[0-5]\d:[0-5]\d(\.\d{1,2})?$/;
const DECIMAL = /^-?\d{1,3}(\.\d+)?$/;
const IDENTIFIER = /^[!-~]{1,255}$/;
const STATUS = 'cmi.core.lesson_status';
const DONE = ['completed', 'passed'];

/** CMIFeedback by interaction type; at most 255 characters in any of them. @type {Record<string, RegExp>} */
const FEEDBACK = {
  'true-false': /^[01tf]$/,
  choice: /^(\{[a-z0-9](,[a-z0-9])*\}|[a-z0-9](,[a-z0-9])*|)$/,
  'fill-in': /^[^]*$/,
  matching: /^(\{?[a-z0-9]\.[a-z0-9](,[a-z0-9]\.[a-z0-9])*\}?|)$/,
  performance: /^[^]*$/,
  sequencing: /^(\{?[a-z0-9](,[a-z0-9])*\}?|)$/,
  likert: /^[a-z0-9]?$/,
  numeric: DECIMAL,
};

const score = (/** @type {string} */ value) => value === '' || (DECIMAL.test(value) && +value >= 0 && +value <= 100);

/** What a SCO may set, with the form of its value. @type {[RegExp, (value: string) => boolean][]} */
const SETTABLE = [
  [/^cmi\.core\.lesson_status$/, (v) => ['passed', 'completed', 'failed', 'incomplete', 'browsed'].includes(v)],
  [/^cmi\.core\.score\.(raw|min|max)$/, score],
  [/^cmi\.core\.lesson_location$/, (v) => v.length <= 255],
  [/^cmi\.core\.exit$/, (v) => ['', 'suspend', 'logout', 'time-out'].includes(v)],
  [/^cmi\.core\.session_time$/, (v) => TIMESPAN.test(v)],
  [/^cmi\.(suspend_data|comments)$/, (v) => v.length <= 4096],
  [/^cmi\.interactions\.\d+\.id$/, (v) => IDENTIFIER.test(v)],
  [/^cmi\.interactions\.\d+\.type$/, (v) => v in FEEDBACK],
  [/^cmi\.interactions\.\d+\.time$/, (v) => TIME_OF_DAY.test(v)],
  [/^cmi\.interactions\.\d+\.latency$/, (v) => TIMESPAN.test(v)],
  [/^cmi\.interactions\.\d+\.weighting$/, (v) => DECIMAL.test(v)],
  [/^cmi\.interactions\.\d+\.result$/, (v) => /^(correct|wrong|unanticipated|neutral)$/.test(v) || DECIMAL.test(v)],
  [/^cmi\.interactions\.\d+\.(student_response|correct_responses\.\d+\.pattern)$/, (v) => v.length <= 255],
  [/^cmi\.interactions\.\d+\.objectives\.\d+\.id$/, (v) => IDENTIFIER.test(v)],
  [/^cmi\.objectives\.\d+\.id$/, (v) => IDENTIFIER.test(v)],
  [/^cmi\.objectives\.\d+\.score\.(raw|min|max)$/, score],
  [/^cmi\.objectives\.\d+\.status$/, (v) => ['passed', 'completed', 'failed', 'incomplete', 'browsed', 'not attempted'].includes(v)],
  [/^cmi\.student_preference\.audio$/, (v) => /^(-1|\d\d?|100)$/.test(v)],
  [/^cmi\.student_preference\.speed$/, (v) => /^-?(\d\d?|100)$/.test(v)],
  [/^cmi\.student_preference\.language$/, (v) => v.length <= 255],
  [/^cmi\.student_preference\.text$/, (v) => /^(-1|0|1)$/.test(v)],
];

export class StrictLms extends Recorder {
  /** @param {Launch} [launch] */
  constructor(launch = {}) {
    super(launch, 'cmi.core.session_time');
    /** @type {Set<string>} */
    this.read = new Set();
    this.finished = false;
    this.api = this.makeApi();
    /** The eight functions under the name that the SCO looks for. */
    this.API = {
      LMSInitialize: this.recorded('LMSInitialize', (p) => this.initialize(p)),
      LMSFinish: this.recorded('LMSFinish', (p) => this.finish(p)),
      LMSGetValue: this.recorded('LMSGetValue', (element) => this.get(element)),
      LMSSetValue: this.recorded('LMSSetValue', (element, value) => this.set(element, value)),
      LMSCommit: this.recorded('LMSCommit', (p) => this.commit(p)),
      LMSGetLastError: () => this.code,
      LMSGetErrorString: (/** @type {string} */ code) => this.api.LMSGetErrorString(code),
      LMSGetDiagnostic: (/** @type {string} */ code) => this.api.LMSGetDiagnostic(code),
    };
  }

  /** @protected */
  makeApi() {
    const api = new Scorm12API({ autocommit: false, logLevel: 5, mastery_override: false });
    api.loadFromFlattenedJSON(this.values);
    api.cmi.core.lesson_mode = this.mode;
    api.cmi.core.credit = this.credit;
    api.cmi.core.entry = this.record['cmi.core.exit'] === 'suspend' ? 'resume' : Object.keys(this.record).length ? '' : 'ab-initio';
    return api;
  }

  /** @protected @param {string} parameter @returns {Answer} */
  initialize(parameter) {
    this.expect(parameter === '', 'empty-parameter', 'LMSInitialize takes the empty string.');
    this.expect(!this.finished, 'initialize-once', 'LMSInitialize after LMSFinish.');
    return this.ask(this.api.LMSInitialize(parameter), 'initialize-once');
  }

  /** @protected @param {string} element @returns {Answer} */
  get(element) {
    this.read.add(element);
    if (this.#over(element)) return { answer: '', code: '301' };
    if (!this.interactions && element.startsWith('cmi.interactions')) return { answer: '', code: '401' };
    return this.ask(this.api.LMSGetValue(element), 'readable', element);
  }

  /** @protected @param {string} element @param {string} value @returns {Answer} */
  set(element, value) {
    const group = /^cmi\.(interactions|objectives)\b/.exec(element)?.[0];
    const note = `${element} = ${JSON.stringify(value)?.slice(0, 80)}`;
    this.expect(typeof value === 'string', 'string-values', `Not a string: ${note}`);
    const form = SETTABLE.find(([pattern]) => pattern.test(element))?.[1];
    const fits = Boolean(form?.(value));
    this.expect(form !== undefined, 'settable', `A SCO may not set ${note}`);
    this.expect(!form || fits, 'value-form', `Outside its vocabulary, form or length: ${note}`);
    this.expect(this.mode === 'normal' && this.credit === 'credit', 'read-only-visit', `Set in ${this.mode}, ${this.credit}: ${note}`);
    this.expect(!group || this.read.has(group + '._children'), 'children-first', `${group}._children was not read before ${note}`);
    this.#interactionOrder(element, value);
    if (element === STATUS) {
      this.expect(!DONE.includes(this.values[STATUS] ?? '') || DONE.includes(value), 'ratchet', `Taken back: ${note}`);
    }
    if (element.startsWith('cmi.core.score.')) {
      this.expect(!this.batch.includes(STATUS), 'score-before-status', `Score after the status in one batch: ${note}`);
    }
    if (element === 'cmi.core.session_time') {
      const earlier = this.calls.some(({ name, parameters }) => name === 'LMSSetValue' && parameters[0] === element);
      this.expect(!earlier, 'session-time-once', `Set twice in one session: ${note}`);
    }
    this.batch.push(element);
    if (this.#over(note)) return this.refuse('301');
    if (!this.interactions && group) return this.refuse('401');
    if (form && !fits) return this.refuse('405');
    const answer = this.ask(this.api.LMSSetValue(element, value), 'accepted', note);
    if (answer.answer === 'true') this.values[element] = value;
    return answer;
  }

  /** @protected @param {string} parameter @returns {Answer} */
  commit(parameter) {
    this.expect(parameter === '', 'empty-parameter', 'LMSCommit takes the empty string.');
    if (this.#over('LMSCommit')) return this.refuse('301');
    const ready = this.ask(this.api.LMSCommit(parameter), 'running');
    this.batch = [];
    return ready.answer === 'true' ? this.store(false) : ready;
  }

  /** @protected @param {string} parameter @returns {Answer} */
  finish(parameter) {
    this.expect(parameter === '', 'empty-parameter', 'LMSFinish takes the empty string.');
    this.expect(!this.finished, 'finish-once', 'LMSFinish twice.');
    if (this.finished) return this.refuse('301');
    const ready = this.ask(this.api.LMSFinish(parameter), 'running');
    if (ready.answer !== 'true') return ready;
    this.finished = true;
    this.values[STATUS] ??= this.statusAtFinish();
    this.values['cmi.core.total_time'] = sum(this.record['cmi.core.total_time'], this.values['cmi.core.session_time']);
    return this.store(true);
  }

  /** The status that an LMS makes up when the SCO never set one. @protected */
  statusAtFinish() {
    return 'incomplete';
  }

  /** @protected @override */
  lastError() {
    return String(this.api.LMSGetLastError());
  }

  /** After LMSFinish there is no session; scorm-again still takes values then. @param {string} note */
  #over(note) {
    this.expect(!this.finished, 'after-finish', `After LMSFinish: ${note}`);
    return this.finished;
  }

  /** id, then type, then the rest; feedback in the form of its type. @param {string} element @param {string} value */
  #interactionOrder(element, value) {
    const [, at, field] = /^(cmi\.interactions\.\d+\.)(.+)$/.exec(element) ?? [];
    if (!at || !field) return;
    const type = this.values[at + 'type'] ?? '';
    this.expect(field === 'id' || at + 'id' in this.values, 'id-first', `${element} before its id`);
    if (!/response/.test(field)) return;
    this.expect(type !== '', 'type-first', `${element} before its type`);
    this.expect(!type || FEEDBACK[type]?.test(value) === true, 'feedback-form', `${element} = ${value} is no answer of type ${type}`);
  }
}

/** Two timespans as one. @param {string|undefined} first @param {string|undefined} second */
function sum(first, second) {
  const hundredths = [first, second].map((span) => {
    const [hours = 0, minutes = 0, seconds = 0] = (span ?? '').split(':').map(Number);
    return Math.round((hours * 3600 + minutes * 60 + seconds) * 100);
  });
  const total = (hundredths[0] ?? 0) + (hundredths[1] ?? 0);
  const two = (/** @type {number} */ number) => String(Math.floor(number)).padStart(2, '0');
  return `${two(total / 360000).padStart(4, '0')}:${two((total / 6000) % 60)}:${two((total / 100) % 60)}.${two(total % 100)}`;
}
