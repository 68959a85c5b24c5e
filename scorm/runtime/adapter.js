/**
 * What the port asks of an adapter, and an adapter of the port. Answers may be promises where a standard needs them.
 *
 * @typedef {Object} Launch          what the LMS gave at the start of the visit
 * @property {string} state          the packed state, '' when there is none
 * @property {boolean} [done]        the LMS holds this course as finished
 * @property {boolean} [readOnly]    review, browse or no credit: nothing may be set
 * @property {number} [score]        the score it holds; 0 when there is none
 * @property {number} [interactions]   how many it holds; the next free index
 * @property {import('./types.js').Preferences} [preferences]   where the standard has them
 *
 * @typedef {Object} Reported        one interaction
 * @property {string} question       its id in the layout
 * @property {number} [index]        where the standard has one
 * @property {string} id
 * @property {import('./types.js').Answer['type']} type
 * @property {string[]} pattern
 * @property {string[]} [response]   without it there is a row, but no answer that counts just now
 * @property {boolean|number} [right]   a share, 0..1, for performance
 * @property {number} [latency]      seconds; like `at` only when it was answered in this visit
 * @property {number|undefined} [at]  epoch milliseconds
 *
 * @typedef {Object} Results         what an LMS shows besides the state
 * @property {number|null} score     0..100
 * @property {boolean} complete
 * @property {Reported[]} interactions   in the order of the course, or of their indices
 *
 * @typedef {Object} Adapter
 * @property {string} standard
 * @property {(window: Window) => Promise<object|'alone'|undefined>} [find]   the LMS's door, whatever `start` wants;
 *   'alone' when opened on purpose without an LMS, nothing when launched without a door. Without it there is no LMS at all.
 * @property {{call: string, code: string}[]} errors    newest first
 * @property {(api: any) => Launch|null|Promise<Launch|null>} start   null: there is no LMS behind this API
 * @property {(rows: Reported[], indices: Record<string, number>, launch: Launch) => Reported[]} [indexed]   gives
 *   interactions their index where the standard has one; `indices`, by question, are kept in the state
 * @property {(state: string, results: Results|null, seconds: number, closing?: boolean) => boolean|Promise<boolean>} send
 *   one batch, one commit; true when the LMS said that it is kept. Without results: the state alone. Seconds of active
 *   time so far; closing: `finish` comes at once
 * @property {(seconds: number, leaving?: boolean) => boolean|Promise<boolean>} finish   sets nothing when the visit is
 *   read-only; leaving: the page goes away
 *
 * @typedef {'completed'|'passed'|'both'} Profile
 */

export {};
