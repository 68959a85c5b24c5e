/**
 * Notices what must not wait for a search: danger, despair, names, images. What it finds is weighed by likeness.js. Pure.
 *
 * The rules are data (course/chat/safety.yaml explains how they are written).
 *
 * @typedef {{language: string, classes: string[], rules: {id: string, rules: string[]}[]}} Patterns
 * @typedef {{term: string, forms: string[][]}} Wanted   the ways to say one thing, each as words in a row
 * @typedef {Map<string, [number, number][]>} Sentence   for each term, the first and last word of each place where it stands
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
const MOST_DOUBTFUL = 120;
/** The shortest beginning or ending that may stand before or after a star. */
const SHORTEST_PART = 2;
/** So many letters of a message are looked at for a name that nobody knows. */
const READ = 600;
const WORDS = /[\p{L}\p{M}'’-]+/gu;
const CAPITAL = /^\p{Lu}\p{Ll}{2,}$/u;
const SENTENCE_END = /[.!?;:\n"“”„(]+/;
/** The class of words that every language has for those it is about. */
const PUPIL = 'pupil';

/**
 * Returns what gives the ids of the safety texts whose rules fit a sentence, and what tells whether it names somebody,
 * may name somebody, or is about a pupil.
 *
 * @param {Patterns} patterns
 * @param {{names: string[], capitalNames: string[], isFamiliar: (word: string) => boolean}} known
 * @returns {{rulesIn: (text: string) => string[], hasName: (text: string) => boolean, mayHaveName: (text: string) => boolean, isAboutPupil: (text: string) => boolean}}
 */
export function createSafety(patterns, { names, capitalNames, isFamiliar }) {
  const classes = new Map(
    patterns.classes.map((line) => {
      const [name = '', forms = ''] = line.split('=');
      return [name.trim(), forms.trim()];
    }),
  );
  const rules = new Map(patterns.rules.map(({ id, rules: lines }) => [id, lines.map((line) => ruleOf(line, classes))]));
  const pupil = ruleOf(`@${PUPIL}`, classes);
  const all = [pupil, ...[...rules.values()].flat()].flatMap(({ wanted, refused }) => [...wanted, ...refused]);
  const terms = new Map(all.map((each) => [each.term, each]));
  const every = new Set(all.flatMap(({ forms }) => forms.flat()));
  /** What may begin with a word, so that a sentence need not be searched for all there is. @type {Map<string, {term: string, form: string[]}[]>} */
  const begun = new Map();
  for (const { term, forms } of terms.values()) {
    for (const form of forms) {
      const begins = String(form[0]);
      begun.set(begins, [...(begun.get(begins) ?? []), { term, form }]);
    }
  }
  const whole = [...every].filter((word) => !word.includes('*'));
  const beginnings = [...every].filter((word) => word.endsWith('*')).map((word) => word.slice(0, -1));
  const isRuleWord = new Set(whole);
  const spelling = createSpelling(whole);
  const beginningSpelling = createSpelling(beginnings, 1);
  const beginningsOf = lookedUp(beginnings, (word) => word.slice(0, SHORTEST_PART));
  const endingsOf = lookedUp([...every].filter((word) => word.startsWith('*')).map((word) => word.slice(1)), (word) => word.slice(-SHORTEST_PART));
  const longestBeginning = Math.max(0, ...beginnings.map((each) => each.length));

  const isAboutPupil = (/** @type {string} */ text) => fits(pupil, read(text));
  return { rulesIn, hasName: createNames({ names, capitalNames, isFamiliar }), mayHaveName, isAboutPupil };

  /** Tells whether a capital stands inside a sentence about a pupil, before a word that nobody knows: Saartje. @param {string} text */
  function mayHaveName(text) {
    const begin = text.slice(0, READ);
    const inside = begin.split(SENTENCE_END).flatMap((sentence) => (sentence.match(WORDS) ?? []).slice(1));
    return inside.some((word) => CAPITAL.test(word) && !isFamiliar(wordsOf(word)[0] ?? '')) && isAboutPupil(begin);
  }

  /** @param {string} text */
  function rulesIn(text) {
    const sentence = read(text);
    return [...rules].filter(([, own]) => own.some((rule) => fits(rule, sentence))).map(([id]) => id);
  }

  /** @param {string} text @returns {Sentence} of each word as written and as it may be meant */
  function read(text) {
    /** @type {Map<string, Set<number>>} */
    const places = new Map();
    const put = (/** @type {string} */ form, /** @type {number[]} */ where) => {
      const known = places.get(form);
      if (!known) places.set(form, new Set(where));
      else for (const at of where) known.add(at);
    };
    // A word also stands for each form with a star that it fits, so that rules need only look things up.
    const note = (/** @type {string} */ word, /** @type {number[]} */ where) => {
      put(word, where);
      for (const beginning of beginningsOf(word)) if (word.startsWith(beginning)) put(`${beginning}*`, where);
      for (const ending of endingsOf(word)) if (word.endsWith(ending)) put(`*${ending}`, where);
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
    /** @type {Sentence} */
    const sentence = new Map();
    for (const [word, where] of places) {
      for (const { term, form } of begun.get(word) ?? []) {
        for (const start of where) {
          if (!form.every((each, offset) => offset === 0 || places.get(each)?.has(start + offset))) continue;
          const spans = sentence.get(term);
          if (spans) spans.push([start, start + form.length - 1]);
          else sentence.set(term, [[start, start + form.length - 1]]);
        }
      }
    }
    return sentence;
  }
}

/**
 * Returns what gives, for a word, the few of `known` that have two letters in common with it.
 *
 * @param {string[]} known
 * @param {(word: string) => string} lettersOf
 * @returns {(word: string) => string[]}
 */
function lookedUp(known, lettersOf) {
  /** @type {Map<string, string[]>} */
  const found = new Map();
  for (const each of new Set(known)) found.set(lettersOf(each), [...(found.get(lettersOf(each)) ?? []), each]);
  return (word) => found.get(lettersOf(word)) ?? [];
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
    const spans = sentence.get(wanted.term);
    if (!spans) return false;
    found.push(spans);
  }
  const refused = rule.refused.flatMap(({ term }) => sentence.get(term) ?? []);
  const holds = (/** @type {number} */ from, /** @type {number} */ to) =>
    !refused.some(([start, end]) => end >= from - NEAR && start <= to + NEAR);
  return rule.isOrdered ? followOn(found, rule.gap, holds) : standTogether(found, holds);
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
  /\b(?:student|pupil|leerling|studenten|burgerservice)[\s-]?(?:number|nummer|nr|no)\D{0,6}\d{4,}|\bbsn\D{0,6}\d{6,}/i, // number of a pupil
  /(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.[a-z]{2,}/i, // mail
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
  const spelling = createSpelling(always, 1);

  return (/** @type {string} */ text) => {
    if (DETAILS.some((detail) => detail.test(text)) || INTRODUCED.test(text)) return true;
    const isShouted = text === text.toUpperCase();
    const written = text.match(WORDS) ?? [];
    /** @type {Set<string>} */
    const seen = new Set();
    return written.some((word, at) => {
      const isCapital = /^\p{Lu}\p{Ll}/u.test(word) && !isShouted;
      if (!isCapital && seen.has(word)) return false;
      seen.add(word);
      const name = plain(word.replace(/['’]s$/, ''));
      if (always.has(name)) return true;
      if (!isCapital) return false;
      if (capital.has(name)) return true;
      // Names are written in many ways: Aïcha, Kaylie.
      if (at > 0 && !isFamiliar(name) && spelling(name).some((known) => known[0] === name[0])) return true;
      // Two capitals in a row inside a sentence, neither a word of the field: Noah Jansen.
      const next = written[at + 1] ?? '';
      return at > 0 && /^\p{Lu}\p{Ll}{2,}/u.test(next) && ![name, plain(next)].some(isFamiliar);
    });
  };
}
