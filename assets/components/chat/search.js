/**
 * Answers a question from fixed texts: first the safety layer, then a search, else a person. Pure; the same in Node and page.
 *
 * @typedef {Object} Answer
 * @property {string} id
 * @property {string} title
 * @property {string[]} asks     other ways to ask for it
 *
 * @typedef {Object} ChatData   what searching needs of course/chat (seemenow/chat.py writes it)
 * @property {import('./words.js').Language} words
 * @property {import('./safety.js').Patterns} patterns
 * @property {string[]} names
 * @property {string[]} capitalNames
 * @property {{id: string}[]} safety
 * @property {Answer[]} answers
 *
 * @typedef {Object} Reply
 * @property {'safety'|'answer'|'did-you-mean'|'people'} kind
 * @property {string|null} id        of the safety text or the answer; of the likeliest one for did-you-mean
 * @property {number} score          how sure the search is, 0 to 1
 * @property {string[]} choices      ids of the answers that come nearest, best first, at most three
 */

import MiniSearch from 'minisearch';

import { createSafety } from './safety.js';
import { createReader, wordsOf } from './words.js';

/** What is read of a question; safety reads everything. */
const READ = 600;
const CHOICES = 3;
/** The safety text for a report that no answer fits, and how many words make one. */
const REPORT = 'running';
const SHORTEST_REPORT = 5;
/** What a word weighs that no answer knows, one of another subject, and an everyday one, against a word of the field. */
const UNKNOWN = 1;
const OTHER = 2;
const COMMON = 0.3;
/**
 * How sure a search must be: the share of the question that its answer explains, how far ahead of the next answer it
 * is, and the weight of what the two have in common. Found on the open part of the questions.
 */
const SHOWN = { share: 0.5, margin: 1.08, weight: 2 };
const OFFERED = { share: 0.4, weight: 1.5 };

/**
 * Returns the function that answers.
 *
 * @param {ChatData} data
 * @returns {(text: string) => Reply}
 */
export function createChat(data) {
  const reader = createReader(data.words, data.answers.flatMap(({ title, asks }) => [title, ...asks]));
  const asking = new Set(data.words.asking);
  const { safetyOf, isAboutPupil } = createSafety(data.patterns, {
    order: data.safety.map(({ id }) => id),
    names: data.names,
    capitalNames: data.capitalNames,
    isFamiliar: reader.isFamiliar,
  });
  const terms = (/** @type {string} */ text) => reader.read(text, { isQuestion: false }).map(({ term }) => term);
  const index = new MiniSearch({
    fields: ['title', 'asks'],
    tokenize: (text) => terms(text),
    processTerm: (term) => term,
    searchOptions: { tokenize: (text) => text.split(' '), boost: { title: 1.5 }, prefix: false, fuzzy: false },
  });
  index.addAll(data.answers.map(({ id, title, asks }) => ({ id, title, asks: asks.join(' . ') })));
  /** In how many answers each term stands. @type {Map<string, number>} */
  const spread = new Map();
  for (const { title, asks } of data.answers) {
    for (const term of new Set(terms([title, ...asks].join(' . ')))) spread.set(term, (spread.get(term) ?? 0) + 1);
  }

  return (text) => {
    const danger = safetyOf(text);
    if (danger) return { kind: 'safety', id: danger, score: 1, choices: [] };
    const reply = search(text.slice(0, READ));
    return reply.kind === 'people' && isReport(text) ? { ...reply, kind: 'safety', id: REPORT } : reply;
  };

  /**
   * Tells whether somebody reports about a pupil what nothing here understands. Then it is treated as if it were going
   * on: too much is better than "I do not know that".
   *
   * @param {string} text
   */
  function isReport(text) {
    const words = wordsOf(text);
    if (words.length < SHORTEST_REPORT || text.includes('?') || asking.has(String(words[0]))) return false;
    return isAboutPupil(text) && !reader.read(text, { isQuestion: true }).some(({ kind }) => kind === 'other');
  }

  /** @param {string} text @returns {Reply} */
  function search(text) {
    const asked = new Map(reader.read(text, { isQuestion: true }).map(({ term, kind }) => [term, weight(term, kind)]));
    const total = sum(asked.values());
    const found = index.search([...asked.keys()].join(' '), { boostTerm: (term) => (asked.get(term) ?? 1) / rarity(term) }).slice(0, CHOICES);
    const [first, second] = found;
    if (!first) return { kind: 'people', id: null, score: 0, choices: [] };
    const weights = found.map(({ terms: matched }) => sum(matched.map((term) => asked.get(term) ?? 0)));
    const choices = found.map(({ id }) => String(id));
    const score = Math.round((100 * Number(weights[0])) / total) / 100;
    const margin = second ? first.score / second.score : Infinity;
    const best = Math.max(...weights);
    if (score >= SHOWN.share && margin >= SHOWN.margin && Number(weights[0]) >= SHOWN.weight) {
      return { kind: 'answer', id: String(first.id), score, choices };
    }
    if (best / total >= OFFERED.share && best >= OFFERED.weight) return { kind: 'did-you-mean', id: choices[0] ?? null, score, choices };
    return { kind: 'people', id: null, score, choices };
  }

  /** @param {string} term */
  function rarity(term) {
    return Math.log(1 + data.answers.length / ((spread.get(term) ?? 0) + 0.5));
  }

  /**
   * What a term says about the subject: rare ones more. What no answer knows speaks for another subject.
   *
   * @param {string} term
   * @param {import('./words.js').Term['kind']} kind
   */
  function weight(term, kind) {
    if (kind === 'other') return OTHER * rarity(term);
    if (kind === 'unknown') return UNKNOWN * rarity(term);
    return rarity(term) * (kind === 'common' ? COMMON : 1);
  }
}

/** @param {Iterable<number>} values */
function sum(values) {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
