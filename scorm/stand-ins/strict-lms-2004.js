/**
 * A strict SCORM 2004 LMS for previews and tests: scorm-again underneath, and a recorder that notes every call and
 * every breach of the standard, also those that scorm-again lets pass (RTE 4th edition; SPM lengths as hard caps).
 *
 * One instance is one launch, and `record` is all that the LMS holds about one learner, as plain JSON:
 *
 *     const lms = new StrictLms2004({ record, persist: () => keep(JSON.stringify(lms.record)) });
 *     window.API_1484_11 = lms.API_1484_11;   // before the course's frame is made
 *     lms.calls; lms.breaches;                // what was called, and what of it the standard forbids
 */

import { Scorm2004API } from 'scorm-again';
import { Recorder } from './recorder.js';

/**
 * @typedef {import('./recorder.js').Answer} Answer
 * @typedef {import('./recorder.js').Launch & {scaledPassingScore?: number, completionThreshold?: number}} Launch
 *   thresholds of the manifest: then the LMS decides success by score.scaled, and completion by progress_measure
 */

const COMPLETION = 'cmi.completion_status';
const SUCCESS = 'cmi.success_status';
const SESSION = 'cmi.session_time';
const TOTAL = 'cmi.total_time';

const TIME = /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,2}(Z|[+-]\d\d(:\d\d)?)?)?$/;
const INTERVAL = /^P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?)?$/;
const REAL = /^-?\d+(\.\d+)?$/;
/** A URI without blanks, e.g. urn:… or a relative one. */
const URI = /^(?!urn:?$)([A-Za-z0-9._~:/?#[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2}){1,4000}$/;
const SHORT = /^([A-Za-z0-9._~:/?#@!$&'()*+;=-]|%[0-9A-Fa-f]{2}){1,250}$/;
const LANGUAGE = /^\{lang=[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*\}/;
const NAVIGATION = /^(continue|previous|exit|exitAll|abandon|abandonAll|suspendAll|_none_|\{target=[^}\s]+\}(choice|jump))$/;

/** @typedef {(value: string) => boolean} Form */
/** @param {number} most @returns {Form} */
const upTo = (most) => (value) => value.length <= most;
/** @param {...string} words @returns {Form} */
const oneOf = (...words) => (value) => words.includes(value);
/** @param {number} low @param {number} high @returns {Form} */
const real = (low, high) => (value) => REAL.test(value) && +value >= low && +value <= high;
/** @param {RegExp} form @returns {Form} */
const like = (form) => (value) => form.test(value);
/** @param {number} most @returns {Form} */
const text = (most) => (value) => value.replace(LANGUAGE, '').length <= most;
/** @param {string} separator @param {number} most @param {Form} form @returns {Form} */
const list = (separator, most, form) => (value) => {
  const parts = value.split(separator);
  return parts.length <= most && parts.every(form);
};
/** @param {Form} form @returns {Form} */
const distinct = (form) => (value) => form(value) && new Set(value.split('[,]')).size === value.split('[,]').length;
/** @param {Form} left @param {Form} right @returns {Form} */
const pair = (left, right) => (value) => {
  const [first, second, ...rest] = value.split('[.]');
  return first !== undefined && second !== undefined && !rest.length && left(first) && right(second);
};
/** @param {string[]} flags @param {Form} form @returns {Form} */
const flagged = (flags, form) => (value) => {
  let rest = value;
  for (let found; (found = /^\{(\w+)=(true|false)\}/.exec(rest)) && flags.includes(found[1] ?? ''); ) rest = rest.slice(found[0].length);
  return form(rest);
};

const short = like(SHORT);
const anyReal = real(-Infinity, Infinity);
const numberOrNothing = (/** @type {string} */ value) => value === '' || REAL.test(value);
const shortOrNothing = (/** @type {string} */ value) => value === '' || SHORT.test(value);
/** A step's answer is a text or a number. */
const step = pair(shortOrNothing, text(250));
const steps = list('[,]', 125, (value) => value !== '[.]' && step(value));

/** By interaction type: the form of learner_response, and of a pattern (RTE 4.2.9.2, 4.2.9.3). @type {Record<string, [Form, Form]>} */
const RESPONSE = {
  'true-false': [oneOf('true', 'false'), oneOf('true', 'false')],
  choice: [distinct(list('[,]', 36, short)), distinct(list('[,]', 36, short))],
  'fill-in': [list('[,]', 10, text(250)), flagged(['case_matters', 'order_matters'], list('[,]', 10, text(250)))],
  'long-fill-in': [text(4000), flagged(['case_matters'], text(4000))],
  likert: [short, short],
  matching: [list('[,]', 36, pair(short, short)), list('[,]', 36, pair(short, short))],
  performance: [steps, flagged(['order_matters'], steps)],
  sequencing: [list('[,]', 36, short), list('[,]', 36, short)],
  numeric: [anyReal, (value) => /\[:\]/.test(value) && list('[:]', 2, numberOrNothing)(value)],
  other: [upTo(4000), upTo(4000)],
};

/** What a SCO may set, with the form of its value. @type {[RegExp, Form][]} */
const SETTABLE = [
  [/^cmi\.completion_status$/, oneOf('completed', 'incomplete', 'not attempted', 'unknown')],
  [/^cmi\.success_status$/, oneOf('passed', 'failed', 'unknown')],
  [/^cmi\.score\.scaled$/, real(-1, 1)],
  [/^cmi\.score\.(raw|min|max)$/, anyReal],
  [/^cmi\.progress_measure$/, real(0, 1)],
  [/^cmi\.location$/, upTo(1000)],
  [/^cmi\.exit$/, oneOf('time-out', 'suspend', 'normal', 'logout', '')],
  [/^cmi\.session_time$/, like(INTERVAL)],
  [/^cmi\.suspend_data$/, upTo(64000)],
  [/^cmi\.learner_preference\.(audio_level|delivery_speed)$/, real(0, Infinity)],
  [/^cmi\.learner_preference\.language$/, like(/^([A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*)?$/)],
  [/^cmi\.learner_preference\.audio_captioning$/, oneOf('-1', '0', '1')],
  [/^cmi\.comments_from_learner\.\d+\.comment$/, text(4000)],
  [/^cmi\.comments_from_learner\.\d+\.location$/, upTo(250)],
  [/^cmi\.comments_from_learner\.\d+\.timestamp$/, like(TIME)],
  [/^cmi\.interactions\.\d+\.id$/, like(URI)],
  [/^cmi\.interactions\.\d+\.type$/, (value) => value in RESPONSE],
  [/^cmi\.interactions\.\d+\.objectives\.\d+\.id$/, like(URI)],
  [/^cmi\.interactions\.\d+\.timestamp$/, like(TIME)],
  [/^cmi\.interactions\.\d+\.correct_responses\.\d+\.pattern$/, () => true], // see #interaction
  [/^cmi\.interactions\.\d+\.learner_response$/, () => true],
  [/^cmi\.interactions\.\d+\.weighting$/, anyReal],
  [/^cmi\.interactions\.\d+\.result$/, (value) => /^(correct|incorrect|unanticipated|neutral)$/.test(value) || REAL.test(value)],
  [/^cmi\.interactions\.\d+\.latency$/, like(INTERVAL)],
  [/^cmi\.interactions\.\d+\.description$/, text(250)],
  [/^cmi\.objectives\.\d+\.id$/, like(URI)],
  [/^cmi\.objectives\.\d+\.score\.scaled$/, real(-1, 1)],
  [/^cmi\.objectives\.\d+\.score\.(raw|min|max)$/, anyReal],
  [/^cmi\.objectives\.\d+\.success_status$/, oneOf('passed', 'failed', 'unknown')],
  [/^cmi\.objectives\.\d+\.completion_status$/, oneOf('completed', 'incomplete', 'not attempted', 'unknown')],
  [/^cmi\.objectives\.\d+\.progress_measure$/, real(0, 1)],
  [/^cmi\.objectives\.\d+\.description$/, text(250)],
  [/^adl\.nav\.request$/, like(NAVIGATION)],
  [/^adl\.data\.\d+\.store$/, upTo(64000)],
];

/** How many entries an LMS has to hold (SPM). @type {[RegExp, number][]} */
const MOST = [
  [/^cmi\.interactions\.\d+\.objectives\.(\d+)/, 10],
  [/^cmi\.interactions\.\d+\.correct_responses\.(\d+)/, 10],
  [/^cmi\.interactions\.(\d+)/, 250],
  [/^cmi\.objectives\.(\d+)/, 100],
  [/^cmi\.comments_from_learner\.(\d+)/, 250],
];

export class StrictLms2004 extends Recorder {
  /** @param {Launch} [launch] */
  constructor({ record = {}, scaledPassingScore, completionThreshold, ...launch } = {}) {
    // Only a suspended attempt goes on; after any other end the next launch is a new one (RTE 4.2.8, cmi.exit).
    super({ ...launch, record: record['cmi.exit'] === 'suspend' ? record : {} }, SESSION);
    this.scaledPassingScore = scaledPassingScore;
    this.completionThreshold = completionThreshold;
    this.terminated = false;
    this.api = this.makeApi();
    /** The eight functions under the name that the SCO looks for. */
    this.API_1484_11 = {
      Initialize: this.recorded('Initialize', (p) => this.initialize(p)),
      Terminate: this.recorded('Terminate', (p) => this.terminate(p)),
      GetValue: this.recorded('GetValue', (element) => this.get(element)),
      SetValue: this.recorded('SetValue', (element, value) => this.set(element, value)),
      Commit: this.recorded('Commit', (p) => this.commit(p)),
      GetLastError: () => this.code,
      GetErrorString: (/** @type {string} */ code) => this.api.GetErrorString(code),
      GetDiagnostic: (/** @type {string} */ code) => this.api.GetDiagnostic(code),
    };
  }

  /** @protected */
  makeApi() {
    const api = new Scorm2004API({ autocommit: false, logLevel: 5 });
    api.loadFromFlattenedJSON(this.values);
    api.cmi.mode = this.mode;
    api.cmi.credit = this.credit;
    api.cmi.entry = Object.keys(this.record).length ? 'resume' : 'ab-initio';
    if (this.scaledPassingScore !== undefined) api.cmi.scaled_passing_score = String(this.scaledPassingScore);
    if (this.completionThreshold !== undefined) api.cmi.completion_threshold = String(this.completionThreshold);
    return api;
  }

  /** @protected @param {string} parameter @returns {Answer} */
  initialize(parameter) {
    this.expect(parameter === '', 'empty-parameter', 'Initialize takes the empty string.');
    return this.ask(this.api.Initialize(parameter), 'initialize-once');
  }

  /** @protected @param {string} element @returns {Answer} */
  get(element) {
    if (this.terminated) return this.#over(`GetValue ${element}`, '', '123');
    if (!this.interactions && element.startsWith('cmi.interactions')) return { answer: '', code: '402' };
    const answer = this.api.GetValue(element);
    const code = String(this.api.GetLastError());
    this.expect(code === '0' || code === '403', 'readable', `Refused with ${code}: ${element}`); // 403: no value yet
    return { answer, code };
  }

  /** @protected @param {string} element @param {string} value @returns {Answer} */
  set(element, value) {
    const note = `${element} = ${JSON.stringify(value)?.slice(0, 80)}`;
    if (this.terminated) return this.#over(note, 'false', '133');
    this.expect(typeof value === 'string', 'string-values', `Not a string: ${note}`);
    const form = SETTABLE.find(([pattern]) => pattern.test(element))?.[1];
    const fits = Boolean(form?.(String(value)));
    this.expect(form !== undefined, 'settable', `A SCO may not set ${note}`);
    this.expect(!form || fits, 'value-form', `Outside its vocabulary, form or length: ${note}`);
    this.expect(this.mode === 'normal' && this.credit === 'credit', 'read-only-visit', `Set in ${this.mode}, ${this.credit}: ${note}`);
    const [, index] = MOST.map(([pattern]) => pattern.exec(element)).find(Boolean) ?? [];
    const most = MOST.find(([pattern]) => pattern.test(element))?.[1] ?? Infinity;
    this.expect(Number(index ?? 0) < most, 'entries', `More than ${most}: ${note}`);
    const ordered = this.#order(element, String(value));
    this.#policy(element, value, note);
    this.batch.push(element);
    if (!this.interactions && element.startsWith('cmi.interactions')) return this.refuse('402');
    if (form && !fits) return this.refuse('406');
    if (ordered !== '0') return this.refuse(ordered);
    const answer = this.ask(this.api.SetValue(element, value), 'accepted', note);
    if (answer.answer === 'true') this.values[element] = value;
    return answer;
  }

  /** @protected @param {string} parameter @returns {Answer} */
  commit(parameter) {
    this.expect(parameter === '', 'empty-parameter', 'Commit takes the empty string.');
    if (this.terminated) return this.#over('Commit', 'false', '143');
    const ready = this.ask(this.api.Commit(parameter), 'running');
    this.batch = [];
    return ready.answer === 'true' ? this.store(false) : ready;
  }

  /** May be tried again until it was answered with true. @protected @param {string} parameter @returns {Answer} */
  terminate(parameter) {
    this.expect(parameter === '', 'empty-parameter', 'Terminate takes the empty string.');
    this.expect(!this.terminated, 'terminate-once', 'Terminate after it was answered with true.');
    if (this.terminated) return this.refuse('113');
    if (!this.api.isInitialized()) return this.ask(this.api.Terminate(parameter), 'running');
    const scaled = this.values['cmi.score.scaled'];
    const progress = this.values['cmi.progress_measure'];
    if (this.scaledPassingScore !== undefined) {
      this.expect(!this.values[SUCCESS] || scaled !== undefined, 'threshold', 'scaled_passing_score is given: success needs score.scaled.');
      this.values[SUCCESS] = scaled === undefined ? 'unknown' : +scaled >= this.scaledPassingScore ? 'passed' : 'failed';
    }
    if (this.completionThreshold !== undefined) {
      this.expect(!this.values[COMPLETION] || progress !== undefined, 'threshold', 'completion_threshold is given: completion needs progress_measure.');
      this.values[COMPLETION] = progress === undefined ? 'unknown' : +progress >= this.completionThreshold ? 'completed' : 'incomplete';
    }
    const before = this.values[TOTAL];
    this.values[TOTAL] = sum(this.record[TOTAL], this.values[SESSION]);
    const stored = this.store(true);
    if (stored.answer !== 'true') {
      if (before === undefined) delete this.values[TOTAL];
      else this.values[TOTAL] = before;
      return stored;
    }
    this.terminated = true;
    return this.ask(this.api.Terminate(parameter), 'running');
  }

  /** @protected @override */
  lastError() {
    return String(this.api.GetLastError());
  }

  /** @param {string} note @param {string} answer @param {string} code @returns {Answer} */
  #over(note, answer, code) {
    this.expect(false, 'after-terminate', `After Terminate: ${note}`);
    return { answer, code };
  }

  /** id first, unique and for ever in objectives; id, type, then the rest in interactions. Gives the error code. @param {string} element @param {string} value */
  #order(element, value) {
    const [, at, list, field] = /^(cmi\.(interactions|objectives)\.\d+\.)(.+)$/.exec(element) ?? [];
    if (!at || !field) return '0';
    const id = this.values[at + 'id'];
    if (!this.expect(field === 'id' || id !== undefined, 'id-first', `${element} before its id`)) return '408';
    if (list === 'objectives' && field === 'id') {
      if (!this.expect(id === undefined || id === value, 'id-immutable', `${element} was ${id}`)) return '351';
      const twin = Object.entries(this.values).some(([name, held]) => name !== element && /^cmi\.objectives\.\d+\.id$/.test(name) && held === value);
      if (!this.expect(!twin, 'id-unique', `Another objective is called ${value}`)) return '351';
    }
    const kind = /^learner_response$/.test(field) ? 0 : /^correct_responses\.\d+\.pattern$/.test(field) ? 1 : null;
    if (list !== 'interactions' || kind === null) return '0';
    const type = this.values[at + 'type'];
    if (!this.expect(type !== undefined, 'type-first', `${element} before its type`)) return '408';
    const fits = RESPONSE[type ?? '']?.[kind](value) === true;
    return this.expect(fits, 'response-form', `${element} = ${value.slice(0, 80)} is none of type ${type}`) ? '0' : '406';
  }

  /** Rules of ours and of practice: nothing reached is taken back, the score stands before the verdict. @param {string} element @param {string} value @param {string} note */
  #policy(element, value, note) {
    const held = this.values[element];
    this.expect(element !== COMPLETION || held !== 'completed' || value === held, 'ratchet', `Taken back: ${note}`);
    this.expect(element !== SUCCESS || held !== 'passed' || value === held, 'ratchet', `Taken back: ${note}`);
    const late = element.startsWith('cmi.score.') && (this.batch.includes(COMPLETION) || this.batch.includes(SUCCESS));
    this.expect(!late, 'score-before-status', `Score after the status in one batch: ${note}`);
    const earlier = this.calls.some(({ name, parameters }) => name === 'SetValue' && parameters[0] === SESSION);
    this.expect(!/^-?\d+\.\d{8,}$/.test(value), 'digits', `An LMS need not keep more than seven decimals: ${note}`);
    this.expect(element !== 'cmi.exit' || value !== 'logout', 'deprecated', `LMSs take it, the 4th edition advises against it: ${note}`);
    this.expect(element !== SESSION || !earlier, 'session-time-once', `Set twice in one session: ${note}`);
  }
}

/** Two intervals of hours, minutes and seconds as one. @param {string|undefined} first @param {string|undefined} second */
function sum(first, second) {
  const hundredths = [first, second].reduce((total, span) => {
    const [, hours = 0, minutes = 0, seconds = 0] = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$/.exec(span ?? '') ?? [];
    return total + Math.round((Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 100);
  }, 0);
  return `PT${Math.floor(hundredths / 360000)}H${Math.floor(hundredths / 6000) % 60}M${(hundredths % 6000) / 100}S`;
}
