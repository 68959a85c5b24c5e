/**
 * What SCORM 1.2 and 2004 share: calls that never throw, the errors for the support page, and batches of which it is
 * remembered what the LMS has.
 *
 * @typedef {Map<string, string>} Values   element → value, in the order of sending
 */

/** What an LMS may refuse without the rest being in doubt. */
const OPTIONAL = /interactions|score\.[ms]|exit/;

/** @param {string} prefix   of the API's functions */
export function createSession(prefix) {
  /** @type {any} */
  let api;
  /** @type {import('./adapter.js').Adapter['errors']} */
  const errors = [];
  /** What the LMS said it has kept. @type {Values} */
  const kept = new Map();

  /** What GetLastError said last. @type {any} */
  let last;

  /** @param {string} method @param {string[]} parameters */
  function call(method, ...parameters) {
    let value;
    let code = '';
    const before = last;
    try {
      value = api[prefix + method](...parameters);
      last = api[prefix + 'GetLastError']();
      // Some LMSs never take an error back: what stood there before says nothing of a call that was answered.
      if (Number(last) && (last !== before || !value)) code = String(last);
    } catch (error) {
      code = String(error);
    }
    const agreed = !code && /^(true|1)$/i.test(value);
    const asked = method === 'GetValue' && /^(403)?$/.test(code); // 403: no value yet (SCORM 2004)
    if (!agreed && !asked) {
      errors.unshift({ call: `${prefix}${method} ${parameters[0]}`.trim(), code: code || String(value) });
      errors.splice(10);
    }
    return { value: code ? '' : String(value ?? '').trim(), code, agreed };
  }

  const session = {
    errors,
    kept,
    /** The LMS takes interactions. */
    interactions: true,
    call,
    /** @param {string} element */
    get: (element) => call('GetValue', element).value,

    /** True when the visit has begun. @param {any} found @param {string} reloaded   the code for a page that was reloaded inside one session */
    begin(found, reloaded) {
      api = found;
      const { agreed, code } = call('Initialize', '');
      return agreed || code === reloaded;
    },

    /** Sets what the LMS does not hold yet, then commits. @param {Values} values */
    commit(values) {
      let ok = true;
      const sent = [...values].filter(([element, value]) => {
        const interaction = /interactions/.test(element);
        if (kept.get(element) === value || (interaction && !session.interactions)) return false;
        const { agreed } = call('SetValue', element, value);
        if (interaction && !agreed && /40[12]/.test(last)) session.interactions = false;
        if (!agreed && !OPTIONAL.test(element)) ok = false;
        return agreed;
      });
      ok = call('Commit', '').agreed && ok;
      // After a failure nobody knows which value stands there: it is set again, also when it goes back to the one before.
      for (const [element, value] of sent) ok ? kept.set(element, value) : kept.delete(element);
      return ok;
    },
  };
  return session;
}

/**
 * Gives each answered question an index for good, without gaps and each once; what the LMS lost, or has under another
 * question, gets the next places. A question that waits for a new answer keeps its row.
 *
 * @type {NonNullable<import('./adapter.js').Adapter['indexed']>}
 */
export function indexed(rows, indices, { interactions: held = 0 }) {
  for (const { question, response } of rows) if (response) indices[question] ??= 1e9;
  let next = held;
  let last = -1;
  for (const [id, index] of Object.entries(indices).sort(([, a], [, b]) => a - b)) {
    if (index < held && index > last) last = index;
    else indices[id] = next++;
  }
  return rows
    .map((row) => ({ ...row, index: indices[row.question] ?? -1 }))
    .filter(({ index }) => index >= 0)
    .sort((a, b) => a.index - b.index);
}

/** Adds one interaction. @param {Values} values @param {number|undefined} index @param {Record<string, string>} fields */
export function setRow(values, index, fields) {
  for (const [field, value] of Object.entries(fields)) values.set(`cmi.interactions.${index}.${field}`, value);
}
