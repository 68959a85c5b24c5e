/**
 * Notices, before anything is searched, what must not wait for a search: danger, despair, names, images. Pure.
 *
 * The rules are data (course/chat/safety.yaml explains how they are written).
 *
 * @typedef {{language: string, classes: string[], rules: {id: string, rules: string[]}[]}} Patterns
 * @typedef {{term: string, forms: string[][]}} Wanted   the ways to say one thing, each as words in a row
 * @typedef {{places: Map<string, number[]>, spans: Map<string, [number, number][]>}} Sentence
 * @typedef {(from: number, to: number) => boolean} Holds   whether a rule may stand for these words
 * @typedef {{wanted: Wanted[], refused: Wanted[], gap: number, isOrdered: boolean}} Rule
 */

import { createSpelling, ONE_WRONG_FROM, wordsOf } from './words.js';

/** How far apart the words of a rule may stand. */
const WINDOW = 10;
const ORDERED_GAP = 3;
/** How near a word must stand to take a rule back: in a long message it may belong to something else. */
const NEAR = 6;
/** So many different words that nobody knows are looked at for misspellings: more than a long message has. */
const MOST_DOUBTFUL = 250;
const NAME = 'name';
/** The class of words that every language has for those it is about. */
const PUPIL = 'pupil';

/**
 * Returns what gives the id of the safety text a sentence asks for, or null; and what tells whether it is about a pupil.
 *
 * @param {Patterns} patterns
 * @param {{order: string[], names: string[], capitalNames: string[], isFamiliar: (word: string) => boolean}} known
 * @returns {{safetyOf: (text: string) => string|null, isAboutPupil: (text: string) => boolean}}
 */
export function createSafety(patterns, { order, names, capitalNames, isFamiliar }) {
  const classes = new Map(
    patterns.classes.map((line) => {
      const [name = '', forms = ''] = line.split('=');
      return [name.trim(), forms.trim()];
    }),
  );
  const rules = new Map(patterns.rules.map(({ id, rules: lines }) => [id, lines.map((line) => ruleOf(line, classes))]));
  const all = [...rules.values()].flat();
  const every = new Set(all.flatMap(({ wanted, refused }) => [...wanted, ...refused]).flatMap(({ forms }) => forms.flat()));
  const whole = [...every].filter((word) => !word.includes('*'));
  const beginnings = [...every].filter((word) => word.endsWith('*')).map((word) => word.slice(0, -1));
  const isRuleWord = new Set(whole);
  const spelling = createSpelling(whole);
  const beginningSpelling = createSpelling(beginnings, 1);
  const longestForm = Math.max(0, ...[...every].map((each) => each.length));
  const longestBeginning = Math.max(0, ...beginnings.map((each) => each.length));
  const findsName = createNames({ names, capitalNames, isFamiliar });

  const pupil = ruleOf(`@${PUPIL}`, classes);
  const isAboutPupil = (/** @type {string} */ text) => fits(pupil, read(text));
  return { safetyOf, isAboutPupil };

  /** @param {string} text */
  function safetyOf(text) {
    const sentence = read(text);
    for (const id of order) {
      if (id === NAME ? findsName(text) : rules.get(id)?.some((rule) => fits(rule, sentence))) return id;
    }
    return null;
  }

  /** @param {string} text @returns {Sentence} where each word stands, as written and as it may be meant */
  function read(text) {
    /** @type {Map<string, number[]>} */
    const places = new Map();
    const put = (/** @type {string} */ form, /** @type {number[]} */ where) => places.set(form, [...(places.get(form) ?? []), ...where]);
    // A word also stands for each form with a star that it fits, so that rules need only look things up.
    const note = (/** @type {string} */ word, /** @type {number[]} */ where) => {
      put(word, where);
      for (let length = 2; length <= word.length && length <= longestForm; length += 1) {
        if (every.has(`${word.slice(0, length)}*`)) put(`${word.slice(0, length)}*`, where);
        if (every.has(`*${word.slice(-length)}`)) put(`*${word.slice(-length)}`, where);
      }
    };
    /** @type {Map<string, number[]>} */
    const written = new Map();
    for (const [at, word] of wordsOf(text).entries()) {
      const where = written.get(word);
      if (where) where.push(at);
      else written.set(word, [at]);
    }
    let doubtful = 0;
    for (const [word, where] of written) {
      note(word, where);
      if (isRuleWord.has(word) || isFamiliar(word) || /\d/.test(word) || doubtful === MOST_DOUBTFUL) continue;
      doubtful += 1;
      for (const meant of spelling(word)) note(meant, where);
      for (let length = ONE_WRONG_FROM - 1; length <= Math.min(word.length, longestBeginning + 1); length += 1) {
        for (const beginning of beginningSpelling(word.slice(0, length))) note(beginning, where);
      }
    }
    return { places, spans: new Map() };
  }
}

/** @param {string} line @param {Map<string, string>} classes @returns {Rule} */
function ruleOf(line, classes) {
  const order = /^>(\d*)\s+/.exec(line);
  const terms = line.slice(order?.[0].length ?? 0).trim().split(/\s+/);
  const read = (/** @type {string} */ term) => ({
    term,
    forms: term
      .replace(/@(\w+)/g, (_, name) => classes.get(name) ?? name)
      .split('|')
      .map((form) => form.split('_').map((word) => (word.match(/\*/) ? starred(word) : (wordsOf(word)[0] ?? '')))),
  });
  return {
    wanted: terms.filter((term) => !term.startsWith('-')).map(read),
    refused: terms.filter((term) => term.startsWith('-')).map((term) => read(term.slice(1))),
    isOrdered: order !== null,
    gap: Number(order?.[1] || ORDERED_GAP),
  };
}

/** @param {string} word @returns {string} with its star, the rest as words are compared */
function starred(word) {
  const plain = wordsOf(word.replace('*', ''))[0] ?? '';
  return word.startsWith('*') ? `*${plain}` : `${plain}*`;
}

/** @param {Rule} rule @param {Sentence} sentence */
function fits(rule, sentence) {
  /** @type {[number, number][][]} */
  const found = [];
  for (const wanted of rule.wanted) {
    const spans = spansOf(wanted, sentence);
    if (!spans.length) return false;
    found.push(spans);
  }
  const refused = rule.refused.flatMap((each) => spansOf(each, sentence));
  const holds = (/** @type {number} */ from, /** @type {number} */ to) =>
    !refused.some(([start, end]) => end >= from - NEAR && start <= to + NEAR);
  return rule.isOrdered ? followOn(found, rule.gap, holds) : standTogether(found, holds);
}

/** @param {Wanted} wanted @param {Sentence} sentence @returns {[number, number][]} first and last word of each place */
function spansOf(wanted, { places, spans }) {
  const known = spans.get(wanted.term);
  if (known) return known;
  /** @type {[number, number][]} */
  const found = [];
  for (const form of wanted.forms) {
    for (const start of places.get(String(form[0])) ?? []) {
      const isWhole = form.every((word, offset) => offset === 0 || places.get(word)?.includes(start + offset));
      if (isWhole) found.push([start, start + form.length - 1]);
    }
  }
  found.sort((one, other) => one[0] - other[0]);
  spans.set(wanted.term, found);
  return found;
}

/**
 * @param {[number, number][][]} found
 * @param {number} gap   at most so many words between one and the next
 * @param {Holds} holds
 */
function followOn(found, gap, holds) {
  const [first = [], ...others] = found;
  let ranges = first;
  for (const spans of others) {
    ranges = ranges.flatMap(([from, to]) =>
      spans.filter(([start]) => start > to && start - to - 1 <= gap).map(([, end]) => /** @type {[number, number]} */ ([from, end])),
    );
  }
  return ranges.some(([from, to]) => holds(from, to));
}

/** @param {[number, number][][]} found @param {Holds} holds */
function standTogether(found, holds) {
  const [first = [], ...others] = found;
  return first.some(([start, end]) => reaches([[start, end]], others, holds));
}

/** @param {[number, number][]} taken @param {[number, number][][]} others @param {Holds} holds @returns {boolean} */
function reaches(taken, others, holds) {
  const [spans, ...rest] = others;
  if (!spans) return holds(Math.min(...taken.map(([from]) => from)), Math.max(...taken.map(([, to]) => to)));
  return spans.some(([start, end]) => {
    const isFree = taken.every(([from, to]) => end < from || start > to);
    const from = Math.min(start, ...taken.map(([each]) => each));
    const to = Math.max(end, ...taken.map(([, each]) => each));
    return isFree && to - from <= WINDOW && reaches([...taken, [start, end]], rest, holds);
  });
}

const DETAILS = [
  /\b(?:student|pupil|leerling|studenten|burgerservice)[\s-]?(?:number|nummer)\D{0,6}\d{4,}|\bbsn\D{0,6}\d{6,}/i, // number of a pupil
  /[\w.+-]{1,64}@[\w-]{1,64}\.[a-z]{2,}/i, // mail
  /(^|\s)@\w{3,}/, // name of an account
  /(?<!\d)(?!0[89]00)(?:\+31|0031|0)[\s-]?\d(?:[\s-]?\d){7,8}(?!\d)/, // telephone, but no help line
  /\b\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d{2}\b/, // day of birth
  /\b[1-9]\d{3}\s?[A-Z]{2}\b/, // postcode
  /\b(?:klas|groep|class|group|form|year|uit|from|in|van)\s+[1-6]\s?[a-hA-HkmtvKMTV]{1,3}\d?\b/i, // class
  /\b[1-6](?:[A-HKMTV]{1,3}|[hvmtHVMT])\d{1,2}\b/, // class: 4H2
  /\b(?:straat|laan|weg|plein|street|road|avenue)\s+\d+|\w(?:straat|laan|weg|plein)\s+\d+/i,
];
const INTRODUCED =
  /\b(?:heet|genaamd|naam is|naam van (?:de|het|mijn) \w+ is|noemen (?:hem|haar)|called|named|name is|name's|names|goes by)\s+(\p{Lu}\p{L}+)/u;

/** @param {{names: string[], capitalNames: string[], isFamiliar: (word: string) => boolean}} known */
function createNames({ names, capitalNames, isFamiliar }) {
  const plain = (/** @type {string} */ word) => wordsOf(word)[0] ?? '';
  const capital = new Set(capitalNames.map(plain));
  const always = new Set(names.map(plain).filter((name) => !capital.has(name)));

  return (/** @type {string} */ text) => {
    if (DETAILS.some((detail) => detail.test(text)) || INTRODUCED.test(text)) return true;
    const isShouted = text === text.toUpperCase();
    const written = text.match(/[\p{L}\p{M}'’-]+/gu) ?? [];
    return written.some((word, at) => {
      const name = plain(word.replace(/['’]s$/, ''));
      if (always.has(name)) return true;
      const isCapital = /^\p{Lu}\p{Ll}/u.test(word) && !isShouted;
      if (!isCapital) return false;
      if (capital.has(name)) return true;
      // Two capitals in a row inside a sentence, neither a word of the field: Noah Jansen.
      const next = written[at + 1] ?? '';
      return at > 0 && /^\p{Lu}\p{Ll}{2,}/u.test(next) && ![name, plain(next)].some(isFamiliar);
    });
  };
}
