/**
 * What marks in a film are worth, the same whether they were set while watching or in the transcript. Pure.
 *
 * Soon or late earns nothing: who needs a switch, a keyboard or a screen reader notices no less. To notice elsewhere is
 * free a few times; beyond that each mark takes back a find, so that marking everything is worth nothing.
 *
 * @typedef {Object} Signal   when it shows, in seconds of the film
 * @property {string} id
 * @property {number} from
 * @property {number} to
 *
 * @typedef {Object} Noticed
 * @property {{at: number, signal: string|null}[]} marks   those that count, in order; null: noticed elsewhere
 * @property {string[]} found    signals, in order
 * @property {string[]} missed
 * @property {number} stray      how many marks were elsewhere
 * @property {number} score      0 to 1
 */

/** Marks nearer to one another than this are one. */
const MERGE_S = 1.5;
/** A signal may be seen coming, and a mark may take its time. */
const BEFORE_S = 0.5;
const AFTER_S = 4;
/** So many marks fit into the packed state (scorm/runtime/state.js). */
const MOST_MARKS = 12;

/**
 * Returns how many marks a film takes.
 *
 * @param {Signal[]} signals
 */
export const budget = (signals) => Math.min(2 * signals.length + 2, MOST_MARKS);

/** Returns a moment as it is kept: half seconds, and none before the first. @param {number} seconds */
export const rounded = (seconds) => Math.max(1, Math.round(seconds * 2)) / 2;

/**
 * Returns what was noticed. Marks beyond the budget are not counted.
 *
 * @param {Signal[]} signals
 * @param {number[]} marks   seconds, in any order
 * @returns {Noticed}
 */
export function noticed(signals, marks) {
  /** @type {Map<string, Signal>} */
  const open = new Map(signals.map((signal) => [signal.id, signal]));
  const counted = merged(marks)
    .slice(0, budget(signals))
    .map((at) => {
      const here = signals.filter(({ from, to }) => from - BEFORE_S <= at && at <= to + AFTER_S);
      // The one that is over first takes the mark: so as many signals as can be get one.
      const [first] = here.filter(({ id }) => open.has(id)).sort((a, b) => a.to - b.to);
      open.delete(first?.id ?? '');
      return { at, signal: (first ?? here[0])?.id ?? null };
    });
  const stray = counted.filter(({ signal }) => !signal).length;
  const free = Math.max(1, Math.ceil(signals.length / 3));
  const hits = signals.length - open.size;
  return {
    marks: counted,
    found: signals.filter(({ id }) => !open.has(id)).map(({ id }) => id),
    missed: [...open.keys()],
    stray,
    score: Math.max(0, hits - Math.max(0, stray - free)) / Math.max(1, signals.length),
  };
}

/**
 * Returns what the LMS is told: each mark with its signal, `x` for one elsewhere, and the share that was found.
 *
 * @param {Signal[]} signals
 * @param {string[]} kept   marks as they are kept
 * @returns {{response: string[], right: number}}
 */
export function told(signals, kept) {
  const { marks, score } = noticed(signals, kept.map(Number));
  const response = marks.map(({ at, signal }) => `${signal ?? 'x'}.${at}`);
  // SCORM 1.2 promises 255 characters.
  while (response.join().length > 255) response.pop();
  return { response, right: Math.round(score * 100) / 100 };
}

/** @param {number[]} marks */
function merged(marks) {
  /** @type {number[]} */
  const kept = [];
  for (const at of [...marks].map(rounded).sort((a, b) => a - b)) {
    if (at - (kept.at(-1) ?? -Infinity) >= MERGE_S) kept.push(at);
  }
  return kept;
}
