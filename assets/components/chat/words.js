/**
 * Reads a sentence as words: normalised, with misspellings set right, shortened to what the index knows. Pure.
 *
 * @typedef {Object} Language   the words of a language as course/chat/words/<language>.yaml gives them
 * @property {string[]} stop
 * @property {string[]} turning
 * @property {string[]} endings
 * @property {string[]} compounds
 * @property {string[]} phrases     "anonymous = without a name | without names"
 * @property {string[]} synonyms    "victim victims survivor"
 * @property {string[]} other       words of other subjects
 * @property {string[]} common      everyday words
 * @property {string[]} asking      what a question begins with
 *
 * @typedef {{term: string, kind: 'known'|'common'|'unknown'|'other'}} Term
 */

/** Misspellings are looked for from this length on: one letter, and two in long words. */
export const ONE_WRONG_FROM = 5;
const TWO_WRONG_FROM = 9;
const LONGEST_PHRASE = 5;
const PLAIN = /^[a-z0-9 ]*$/;
/** Other endings of a synonym are taken for it from this length on. */
const LEAST_FOR_ENDINGS = 7;
const LONGEST_WORD = 24;

/**
 * Returns the words of a text: small letters without accents, apostrophes or anything else.
 *
 * @param {string} text
 * @returns {string[]}
 */
export function wordsOf(text) {
  // What has been through here once is often read again, in pieces.
  if (PLAIN.test(text)) return text.split(' ').filter(Boolean);
  const plain = text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/['’‘`´]/g, '');
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/**
 * Returns a function that finds the known words which a misspelt one is nearest to; often one, often none.
 * Works by leaving out letters on both sides, so that its cost does not grow with the number of known words.
 *
 * @param {Iterable<string>} known
 * @param {number} [most]   wrong letters in a long word
 */
export function createSpelling(known, most = 2) {
  /** @type {Map<number, string[]>} */
  const shorter = new Map();
  for (const word of new Set(known)) {
    if (word.length < ONE_WRONG_FROM || word.length > LONGEST_WORD) continue;
    for (const each of leavingOut(word, word.length >= TWO_WRONG_FROM ? most : 1)) {
      const list = shorter.get(each);
      if (!list) shorter.set(each, [word]);
      else if (list.at(-1) !== word) list.push(word);
    }
  }

  // Nothing that was typed is remembered here, also not to be quicker the next time.
  return (/** @type {string} */ word) => {
    if (word.length < ONE_WRONG_FROM - 1 || word.length > LONGEST_WORD) return [];
    /** @type {Set<string>} */
    let best = new Set();
    let least = 3;
    for (const each of leavingOut(word, word.length >= TWO_WRONG_FROM - 1 ? most : 1)) {
      for (const candidate of shorter.get(each) ?? []) {
        const allowed = candidate.length >= TWO_WRONG_FROM ? most : 1;
        const apart = distance(word, candidate);
        if (apart > allowed || apart > least) continue;
        if (apart < least) [best, least] = [new Set(), apart];
        best.add(candidate);
      }
    }
    return [...best];
  };
}

/** Words are compared as numbers here: writing out all that is left of a word takes a slow phone too long. */
const BASE = 0x01000193;
/** Numbers of 30 bits are looked up faster. */
const SMALL = 0x3fffffff;
const POWERS = [1];
for (let at = 0; at < LONGEST_WORD; at += 1) POWERS.push(Math.imul(Number(POWERS[at]), BASE));

/** @param {string} word @param {number} count @returns {number[]} the word, and what is left without 1 to `count` letters; two may have one number */
function leavingOut(word, count) {
  const { length } = word;
  const upTo = [0];
  for (let at = 0; at < length; at += 1) upTo.push((Math.imul(Number(upTo[at]), BASE) + word.charCodeAt(at)) | 0);
  /** What stands in `before`, with the letters from `from` to `to` behind it. */
  const joined = (/** @type {number} */ before, /** @type {number} */ from, /** @type {number} */ to) =>
    (Math.imul(before - Number(upTo[from]), Number(POWERS[to - from])) + Number(upTo[to])) | 0;
  const all = [Number(upTo[length]) & SMALL];
  for (let at = 0; at < length; at += 1) all.push(joined(Number(upTo[at]), at + 1, length) & SMALL);
  if (count < 2) return all;
  for (let at = 0; at < length; at += 1) {
    for (let next = at + 1; next < length; next += 1) all.push(joined(joined(Number(upTo[at]), at + 1, next), next + 1, length) & SMALL);
  }
  return all;
}

/** @param {string} one @param {string} other @returns {number} letters that differ, are missing, too many or swapped */
export function distance(one, other) {
  let before = /** @type {number[]} */ ([]);
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const cost = one[i - 1] === other[j - 1] ? 0 : 1;
      let least = Math.min(Number(row[j]) + 1, Number(next[j - 1]) + 1, Number(row[j - 1]) + cost);
      const isSwapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (isSwapped) least = Math.min(least, Number(before[j - 2]) + 1);
      next.push(least);
    }
    [before, row] = [row, next];
  }
  return Number(row[other.length]);
}

/**
 * Returns what reads questions and answers of one language alike.
 *
 * @param {Language} language
 * @param {string[]} vocabulary   all words that answers are found by
 */
export function createReader(language, vocabulary) {
  const normal = (/** @type {string} */ word) => wordsOf(word).join('');
  const stop = new Set(language.stop.map(normal));
  const turning = new Set(language.turning.map(normal));
  const other = new Set(language.other.map(normal));
  const common = new Set(language.common.map(normal));
  /** By their last letter, in the order in which they are tried. @type {Map<string, string[][]>} */
  const endings = new Map();
  for (const each of language.endings) {
    const [ending = '', instead = ''] = each.split('/');
    endings.set(ending.slice(-1), [...(endings.get(ending.slice(-1)) ?? []), [ending, instead]]);
  }
  const parts = new Set(language.compounds.map(normal));
  const firstParts = new Set([...parts].flatMap((each) => ['', 's', 'e', 'en'].map((joint) => each + joint)));
  /** @type {Map<string, string>} */
  const synonyms = new Map();
  for (const group of language.synonyms) {
    const words = group.split(/\s+/).filter(Boolean).map(normal);
    for (const word of words) if (!synonyms.has(word)) synonyms.set(word, `=${words[0]}`);
  }
  // A synonym also stands for its other endings; where two groups would claim one, neither gets it.
  /** @type {Map<string, string>} */
  const synonymStems = new Map();
  for (const [word, concept] of synonyms) {
    const known = synonymStems.get(stem(word));
    synonymStems.set(stem(word), known === undefined || known === concept ? concept : '');
  }
  /** @type {Map<string, string>} */
  const phrases = new Map();
  for (const line of language.phrases) {
    const [name = '', said = ''] = line.split('=');
    for (const phrase of said.split('|')) phrases.set(wordsOf(phrase).join(' '), `=${normal(name)}`);
  }
  const phraseBegins = new Set([...phrases.keys()].map((each) => String(each.split(' ')[0])));
  const heard = new Set([...vocabulary.flatMap(wordsOf), ...synonyms.keys(), ...[...phrases.keys()].flatMap((each) => each.split(' '))]);
  const isFamiliar = (/** @type {string} */ word) => stop.has(word) || turning.has(word) || other.has(word) || common.has(word) || heard.has(word);
  const spelling = createSpelling([...heard].filter((word) => !turning.has(word) && !stop.has(word)));
  const stems = new Set([...heard].map(stem));

  /** @param {string} word */
  function stem(word) {
    for (const [ending = '', instead = ''] of endings.get(word.slice(-1)) ?? []) {
      if (word.length - ending.length >= 4 && word.endsWith(ending)) {
        word = word.slice(0, word.length - ending.length) + instead;
        break;
      }
    }
    // Doubled letters come and go with endings (deel, delen; stop, stopped).
    return word.replace(/(.)\1+/g, '$1');
  }

  /** @param {string} word @returns {string[]|undefined} */
  function split(word) {
    if (word.length > LONGEST_WORD) return undefined;
    for (let at = 3; at <= word.length - 3; at += 1) {
      const first = word.slice(0, at);
      if (!firstParts.has(first)) continue;
      const rest = word.slice(at);
      if (parts.has(rest) || heard.has(rest)) return [first, rest];
    }
    return undefined;
  }

  /** @param {string} word @returns {Term[]} */
  function termsOf(word) {
    const short = stem(word);
    const concept = synonyms.get(word) ?? (common.has(word) || word.length < LEAST_FOR_ENDINGS ? '' : synonymStems.get(short));
    if (concept) return [{ term: concept, kind: 'known' }];
    if (common.has(word)) return [{ term: short, kind: 'common' }];
    return [{ term: short, kind: heard.has(word) || stems.has(short) ? 'known' : 'unknown' }];
  }

  /**
   * Returns what a text is searched by, in order; words that say nothing are left out.
   *
   * @param {string} text
   * @param {{isQuestion: boolean}} how   only in a question misspellings are set right
   * @returns {Term[]}
   */
  function read(text, { isQuestion }) {
    const words = wordsOf(text).map((word) => {
      if (!isQuestion || isFamiliar(word) || /\d/.test(word)) return word;
      return stems.has(stem(word)) ? word : (spelling(word)[0] ?? word);
    });
    /** @type {Term[]} */
    const terms = [];
    for (let at = 0; at < words.length; at += 1) {
      const length = phraseAt(words, at);
      if (length) {
        terms.push({ term: String(phrases.get(words.slice(at, at + length).join(' '))), kind: 'known' });
        at += length - 1;
        continue;
      }
      const word = String(words[at]);
      if (stop.has(word)) continue;
      if (isQuestion && other.has(word)) terms.push({ term: `?${word}`, kind: 'other' });
      else if (heard.has(word) || stems.has(stem(word))) terms.push(...termsOf(word));
      else terms.push(...(split(word) ?? [word]).flatMap(termsOf));
    }
    return terms;
  }

  /** @param {string[]} words @param {number} at */
  function phraseAt(words, at) {
    if (!phraseBegins.has(String(words[at]))) return 0;
    for (let length = LONGEST_PHRASE; length > 1; length -= 1) {
      if (at + length <= words.length && phrases.has(words.slice(at, at + length).join(' '))) return length;
    }
    return 0;
  }

  return { read, isFamiliar };
}
