/**
 * What the strict LMSs of SCORM 1.2 and 2004 share: one launch, the record, every call, and every breach of a rule.
 *
 * @typedef {Record<string, string>} LmsRecord     element → value, e.g. {'cmi.suspend_data': '…'}
 * @typedef {{name: string, parameters: unknown[], answer: unknown, code: string}} Call
 * @typedef {{rule: string, message: string, call: string}} Breach
 * @typedef {{answer: unknown, code: string}} Answer
 *
 * @typedef {Object} Launch
 * @property {LmsRecord} [record]
 * @property {'normal'|'review'|'browse'} [mode]
 * @property {'credit'|'no-credit'} [credit]
 * @property {boolean} [interactions]    false: an LMS that has none
 * @property {(changes: LmsRecord) => void} [persist]    told what to write at every commit and end that is stored
 */

export class Recorder {
  /** @param {Launch} launch @param {string} sessionTime   the element that is of one session only */
  constructor({ record = {}, mode = 'normal', credit = 'credit', interactions = true, persist = () => {} }, sessionTime) {
    this.record = { ...record };
    /** What the SCO sees: the record and what was set since. @type {LmsRecord} */
    this.values = { ...record };
    this.mode = mode;
    this.credit = credit;
    this.interactions = interactions;
    this.persist = persist;
    this.sessionTime = sessionTime;
    /** @type {Call[]} */
    this.calls = [];
    /** @type {Breach[]} */
    this.breaches = [];
    /** Elements set since the last commit, in order. @type {string[]} */
    this.batch = [];
    this.code = '0';
  }

  /** How often a function was called. @param {string} name */
  count(name) {
    return this.calls.filter((call) => call.name === name).length;
  }

  /** Keeps what was set. An LMS model overrides this to lose some of it. @protected @param {boolean} _end @returns {Answer} */
  store(_end) {
    return this.write(this.values);
  }

  /** @protected @param {LmsRecord} changes @returns {Answer} */
  write(changes) {
    const kept = { ...changes };
    delete kept[this.sessionTime]; // total_time has it
    this.record = { ...this.record, ...kept };
    this.persist(kept);
    return { answer: 'true', code: '0' };
  }

  /** @protected @param {string} code @returns {Answer} */
  refuse(code) {
    return { answer: 'false', code };
  }

  /** What scorm-again says of its last call. @protected @returns {string} */
  lastError() {
    return '0';
  }

  /** @protected @param {boolean} held @param {string} rule @param {string} message */
  expect(held, rule, message) {
    if (!held) this.breaches.push({ rule, message, call: `call ${this.calls.length + 1}` });
    return held;
  }

  /** Takes scorm-again's answer, and its error as a breach. @protected @param {unknown} answer @param {string} rule @param {string} [note] */
  ask(answer, rule, note = '') {
    const code = this.lastError();
    this.expect(code === '0', rule, `Refused with ${code}: ${note}`);
    return { answer, code };
  }

  /** @protected @param {string} name @param {(...parameters: any[]) => Answer} act */
  recorded(name, act) {
    return (/** @type {unknown[]} */ ...parameters) => {
      const call = { name, parameters, answer: /** @type {unknown} */ ('thrown'), code: '101' };
      try {
        Object.assign(call, act(...parameters));
        return call.answer;
      } finally {
        this.code = call.code;
        this.calls.push(call);
      }
    };
  }
}
