/**
 * Finds the municipality that somebody means. It never guesses: where a name is split, shared or misspelt, it asks.
 *
 * @typedef {Object} Row          a municipality of today or of former years
 * @property {string} code
 * @property {string} name
 * @property {string} province
 * @property {string[]} aka       other spellings
 * @property {string|null} from   first day, 2019-01-01
 * @property {string|null} to     last day
 * @property {string[]} successors   codes of what it became
 *
 * @typedef {Object} Found
 * @property {'one'|'ask'|'none'} kind
 * @property {{code: string, was: string|null}[]} places   municipalities of today; `was`: the former one that was named
 */

const MOST = 6;
const LONGEST = 80;
/** Below this many letters a typing error could be any other name. */
const SHORTEST_WITH_ERROR = 4;
const SHORTEST_BEGINNING = 3;
const TWO_ERRORS_FROM = 8;

/**
 * @param {Row[]} rows
 * @param {string} typed
 * @param {string} today   2026-11-22
 * @returns {Found}
 */
export function findMunicipality(rows, typed, today) {
  const wanted = key(typed.slice(0, LONGEST).replace(/^\s*(gemeente|municipality of)\s/i, ''));
  if (!wanted) return { kind: 'none', places: [] };
  const known = rows.filter(({ from }) => !from || from <= today);
  const same = known.filter((row) => keys(row).includes(wanted) || key(row.code) === wanted);
  if (same.length) {
    const former = same.filter(isFormer);
    // Haren and Haaren are both gone: one letter too many leads to the other end of the country.
    const alike = former.length ? known.filter((row) => isFormer(row) && errors(row, wanted) === 1) : [];
    const places = current([...same.filter((row) => !isFormer(row)), ...former, ...alike]);
    // "Hengelo" is also a village elsewhere: that is why its official name has a suffix.
    const isShort = same.every((row) => row.name.includes('(') && key(row.name) !== wanted && shortKey(row) === wanted);
    return { kind: places.length === 1 && !isShort ? 'one' : 'ask', places: places.slice(0, MOST) };
  }
  const allowed = wanted.length < SHORTEST_WITH_ERROR ? 0 : wanted.length < TWO_ERRORS_FROM ? 1 : 2;
  const near = known
    .map((row) => ({ row, far: begins(row, wanted) ? 0.5 : errors(row, wanted) }))
    .filter(({ far }) => far <= allowed || far === 0.5)
    .sort((one, other) => one.far - other.far || (one.row.name < other.row.name ? -1 : 1));
  const places = current(near.map(({ row }) => row)).slice(0, MOST);
  return { kind: places.length ? 'ask' : 'none', places };

  /** @param {Row} row */
  function isFormer({ to }) {
    return to !== null && to < today;
  }

  /** Follows what became of former municipalities, each of today once. @param {Row[]} some */
  function current(some) {
    /** @type {Map<string, string|null>} */
    const places = new Map();
    for (const row of some) {
      for (const code of ends(row)) if (!places.has(code)) places.set(code, isFormer(row) ? row.name : null);
    }
    return [...places].map(([code, was]) => ({ code, was }));
  }

  /** @param {Row} row @returns {string[]} */
  function ends(row) {
    if (!isFormer(row)) return [row.code];
    return row.successors.flatMap((code) => rows.filter((each) => each.code === code).flatMap(ends));
  }
}

/** A name without accents, capitals, blanks and marks. @param {string} name */
function key(name) {
  return name.normalize('NFKD').toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** @param {Row} row */
function shortKey({ name }) {
  return key(name.replace(/\(.*\)/, ''));
}

/** @param {Row} row */
function keys(row) {
  return [...new Set([key(row.name), shortKey(row), ...row.aka.map(key)])];
}

/** Tells whether a word of a name begins so. @param {Row} row @param {string} wanted */
function begins({ name, aka }, wanted) {
  if (wanted.length < SHORTEST_BEGINNING) return false;
  return [name, ...aka].some((each) => {
    const words = each.split(/[\s'’(/-]+/);
    return words.some((_, at) => key(words.slice(at).join(' ')).startsWith(wanted));
  });
}

/** @param {Row} row @param {string} wanted */
function errors(row, wanted) {
  return Math.min(...keys(row).map((each) => distance(each, wanted)));
}

/** How many letters were missed, added, changed or exchanged with their neighbour. @param {string} one @param {string} other */
function distance(one, other) {
  if (Math.abs(one.length - other.length) > 2) return Infinity;
  let before = /** @type {number[]} */ ([]);
  let last = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const change = one[i - 1] === other[j - 1] ? 0 : 1;
      row[j] = Math.min(Number(last[j]) + 1, Number(row[j - 1]) + 1, Number(last[j - 1]) + change);
      const isExchanged = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (isExchanged) row[j] = Math.min(Number(row[j]), Number(before[j - 2]) + 1);
    }
    [before, last] = [last, row];
  }
  return Number(last[other.length]);
}
