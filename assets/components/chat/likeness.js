/**
 * Tells what a sentence is most like: an answer, a safety text or another subject. By weights that were learnt from
 * the wordings of course/chat/words (learn.js); the same in Node and page. Pure.
 *
 * @typedef {Object} Learnt
 * @property {string[]} classes      ids of answers and safety texts, and the other subjects
 * @property {string} vocabulary     every word of the wordings of answers
 * @property {number} scale          what the largest weight stands for
 * @property {string} weights        base64; rowsOf: for each feature its hash, and the classes it speaks for or against
 *
 * @typedef {(text: string) => string[][]} FeaturesOf   what stands in a sentence, in kinds that weigh equally
 */

import { wordsOf } from './words.js';

/** Of a longer piece only the beginning is compared; search.js cuts messages into pieces. */
export const WORDS = 60;
const LETTERS = 3;
const LONGEST = 24;
/** What a rule that fits weighs, against 1 for all words of the sentence together. */
const RULE = 0.7;
const RULES = 3;
export const LARGEST = 63;
/** What is asked of other subjects, and what only sounds alarming. */
export const BESIDE = ['outside', 'harmless'];
/** What a word says about the subject. @type {Record<import('./words.js').Term['kind'], number>} */
const SAYS = { known: 1, common: 0.3, unknown: 1, other: 2 };

/**
 * @param {{read: ReturnType<typeof import('./words.js').createReader>['read'], rulesIn: (text: string) => string[]}} known
 * @returns {FeaturesOf}
 */
export function createFeatures({ read, rulesIn }) {
  return (text) => {
    const words = wordsOf(text).slice(0, WORDS);
    const short = words.join(' ');
    const ideas = read(short, { isQuestion: true }).map(({ term }) => term);
    return [
      [...words.map(asWord), ...pairs(words).map((pair) => `W${pair}`)],
      [...new Set(words)].flatMap((word) => pieces(`_${word.slice(0, LONGEST)}_`)),
      [...ideas.map(idea), ...pairs(ideas).map((pair) => `I${pair}`)],
      rulesIn(short).map((id) => `r${id}`),
    ];
  };
}

/** @param {string} word */
function asWord(word) {
  return `w${word}`;
}

/** @param {string} term */
function idea(term) {
  return `i${term}`;
}

/** @param {string[]} words */
function pairs(words) {
  return words.slice(1).map((word, at) => `${words[at]} ${word}`);
}

/** @param {string} word @returns {string[]} every few letters in a row: they outlive endings, compounds and slips */
function pieces(word) {
  return Array.from({ length: Math.max(0, word.length - LETTERS + 1) }, (_, at) => `c${word.slice(at, at + LETTERS)}`);
}

/** @param {string[][]} kinds @param {(feature: string) => boolean} isKnown @returns {[string, number][]} each feature with its share */
export function weighed(kinds, isKnown) {
  return kinds.flatMap((kind, number) => {
    const known = [...new Set(kind)].filter(isKnown);
    const share = shareIn(number, known.length);
    return known.map((feature) => /** @type {[string, number]} */ ([feature, share]));
  });
}

/** @param {number} number   of the kind @param {number} count   of its features */
function shareIn(number, count) {
  return number === RULES ? RULE : 1 / Math.sqrt(count);
}

/** @param {string} feature @returns {number} 24 bits (FNV-1a) */
export function hashOf(feature) {
  let hash = 0x811c9dc5;
  for (let at = 0; at < feature.length; at += 1) hash = Math.imul(hash ^ feature.charCodeAt(at), 0x01000193);
  return hash >>> 8;
}

/**
 * Returns what gives a sentence's score for each class, and how much of it the wordings of one class account for.
 *
 * @param {Learnt} learnt
 * @param {FeaturesOf} featuresOf
 */
export function createLikeness({ classes, scale, weights }, featuresOf) {
  const bytes = Uint8Array.from(atob(weights), (letter) => letter.charCodeAt(0));
  const rows = beginnings(bytes);
  const glance = new Float64Array(classes.length);

  return { scoresOf: (/** @type {string} */ text) => scored(featuresOf(text)), glanced, shareOf };

  /**
   * Tells much less than scoresOf, and sooner: by words alone, how like one of some classes they are.
   *
   * @param {string[]} words
   * @param {number[]} wanted   classes
   */
  function glanced(words, wanted) {
    glance.fill(0);
    const known = added(glance, words.map(asWord), () => scale);
    let most = -Infinity;
    for (const of of wanted) most = Math.max(most, Number(glance[of]));
    return most / Math.sqrt(known || 1);
  }

  /** @param {string[][]} kinds */
  function scored(kinds) {
    const scores = new Float64Array(classes.length);
    for (const [number, kind] of kinds.entries()) {
      added(scores, kind, (count) => shareIn(number, count) * scale);
    }
    return scores;
  }

  /**
   * Adds to scores what some features say; returns how many of them are known.
   *
   * @param {Float64Array} scores
   * @param {string[]} features
   * @param {(count: number) => number} shareOf   what each weighs when so many are known
   */
  function added(scores, features, shareOf) {
    /** @type {Set<number>} */
    const known = new Set();
    for (const feature of features) {
      const row = rows.get(hashOf(feature));
      if (row !== undefined) known.add(row);
    }
    const share = shareOf(known.size);
    for (const row of known) {
      for (let at = row, isLast = false; !isLast; at += 2) {
        const of = Number(bytes[at]);
        const weight = Number(bytes[at + 1]);
        scores[of] = Number(scores[of]) + signed(weight) * share;
        isLast = weight % 2 === 1;
      }
    }
    return known.size;
  }

  /**
   * Rare words say more, everyday ones little; words of another subject speak against every answer.
   *
   * @param {import('./words.js').Term[]} terms
   * @param {string} id
   * @returns {number} 0 to 1
   */
  function shareOf(terms, id) {
    const wanted = classes.indexOf(id);
    let total = 0;
    let accounted = 0;
    for (const { term, kind } of terms) {
      const row = rowOf(idea(term));
      const weight = Math.log(1 + classes.length / (row.length + 0.5)) * SAYS[kind];
      total += weight;
      if (kind !== 'other' && row.some(([of, each]) => of === wanted && each > 0)) accounted += weight;
    }
    return total ? accounted / total : 1;
  }

  /** @param {string} feature @returns {[number, number][]} classes, and what it says for or against each */
  function rowOf(feature) {
    /** @type {[number, number][]} */
    const row = [];
    const begin = rows.get(hashOf(feature));
    for (let at = begin ?? 0, isLast = begin === undefined; !isLast; at += 2) {
      const weight = Number(bytes[at + 1]);
      row.push([Number(bytes[at]), signed(weight)]);
      isLast = weight % 2 === 1;
    }
    return row;
  }
}

/**
 * Returns what every feature says, in as few bytes as it can be: by rising hash, how much higher that is than the one
 * before (seven bits a byte, the eighth: more follow), then two bytes a class: its number, and the weight, whose lowest
 * bit is set for the last class of the feature.
 *
 * @param {{hash: number, row: [number, number][]}[]} features   classes and weights, none of them empty
 * @returns {number[]}
 */
export function rowsOf(features) {
  /** @type {number[]} */
  const bytes = [];
  let before = 0;
  for (const { hash, row } of [...features].sort((one, other) => one.hash - other.hash)) {
    let rest = hash - before;
    before = hash;
    for (; rest > 127; rest >>= 7) bytes.push((rest & 127) | 128);
    bytes.push(rest, ...row.flatMap(([of, weight], at) => [of, ((weight << 1) | (at === row.length - 1 ? 1 : 0)) & 255]));
  }
  return bytes;
}

/** @param {Uint8Array} bytes   rowsOf @returns {Map<number, number>} for each hash, where its first class stands */
function beginnings(bytes) {
  const rows = new Map();
  let hash = 0;
  for (let at = 0; at < bytes.length; ) {
    for (let shift = 0, isMore = true; isMore; shift += 7, at += 1) {
      const byte = Number(bytes[at]);
      hash += (byte & 127) << shift;
      isMore = byte > 127;
    }
    rows.set(hash, at);
    while (Number(bytes[at + 1]) % 2 === 0) at += 2;
    at += 2;
  }
  return rows;
}

/** @param {number} byte   of a weight */
function signed(byte) {
  return (byte << 24) >> 25;
}
