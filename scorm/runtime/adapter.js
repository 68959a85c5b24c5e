/**
 * What the port asks of an adapter, and an adapter of the port. Answers may be promises where a standard needs them.
 *
 * @typedef {Object} Launch          what the LMS gave at the start of the visit
 * @property {string} state          the packed state, '' when there is none
 * @property {boolean} done          the LMS holds this course as finished
 * @property {boolean} readOnly      review, browse or no credit: nothing may be set
 * @property {number|null} score     the score it holds
 * @property {number} interactions   how many it holds; the next free index
 *
 * @typedef {Object} Reported        one interaction
 * @property {number} index
 * @property {string} id
 * @property {import('./types.js').Answer['type']} type
 * @property {string[]} pattern
 * @property {string[]} [response]   without it there is a row, but no answer that counts just now
 * @property {boolean} [right]
 * @property {number} [latency]      seconds; like `at` only when it was answered in this visit
 * @property {number|undefined} [at]  epoch milliseconds
 *
 * @typedef {Object} Results         what an LMS shows besides the state
 * @property {number|null} score     0..100
 * @property {boolean} complete
 * @property {Reported[]} interactions   in the order of their indices
 *
 * @typedef {Object} Adapter
 * @property {string} standard
 * @property {(window: Window) => Promise<object|'alone'|'unconnected'>} [find]   the LMS's door, whatever `start` wants;
 *   'alone' when opened on purpose without an LMS. Without it there is no LMS at all.
 * @property {{call: string, code: string}[]} errors    newest first
 * @property {(api: any) => Launch|null|Promise<Launch|null>} start   null: there is no LMS behind this API
 * @property {(state: string, results: Results|null) => boolean|Promise<boolean>} send   one batch, one commit;
 *   true when the LMS said that it is kept. Without results: the state alone.
 * @property {(seconds: number|null) => boolean|Promise<boolean>} finish   seconds of active time; null: set nothing
 *
 * @typedef {'completed'|'passed'|'both'} Profile
 */

export {};
