/**
 * Answers a question from fixed texts: a safety text, else an answer, else people. Pure; the same in Node and page.
 *
 * What a text is most like, by the weights that were learnt (likeness.js), decides between safety texts, answers and other
 * subjects. The rules of safety.js are among what is weighed.
 *
 * @typedef {Object} Answer
 * @property {string} id
 * @property {string} title
 *
 * @typedef {Object} Reading    what reading a sentence needs of course/chat (seemenow/chat/knowledge.py writes it)
 * @property {import('./words.js').Language} words
 * @property {import('./safety.js').Patterns} patterns
 * @property {string[]} names
 * @property {string[]} capitalNames
 * @property {{id: string}[]} safety
 *
 * @typedef {Reading & {answers: Answer[], learnt: import('./likeness.js').Learnt}} ChatData
 *
 * @typedef {Object} Reply
 * @property {'safety'|'answer'|'did-you-mean'|'people'} kind
 * @property {string|null} id        of the safety text or the answer; of the likeliest one for did-you-mean
 * @property {number} score          how much more it is like this than like anything else
 * @property {string[]} choices      ids of the answers that come nearest, best first, at most three; with a safety text only in doubt
 * @property {string|null} near      of a safety text that is not shown, but not so far behind that it may be left unsaid
 */

import { BESIDE, createFeatures, createLikeness, WORDS } from './likeness.js';
import { createSafety } from './safety.js';
import { createReader, wordsOf } from './words.js';

const CHOICES = 3;
/**
 * A message is also looked at in pieces: sentences, and long ones in parts of so many words. Of a message with more
 * pieces the rules read the rest. Of any longer message those few words in a row are looked at that sound most
 * alarming: what matters may stand in the middle of a long sentence without a full stop.
 */
const PIECE = 30;
const MOST_PIECES = 6;
const SPAN = 12;
const MOST_SPANS = 8;
/** Torn out of what was said, some words always sound a little alarming: they must be so far ahead. */
const AHEAD = { piece: 0.2, span: 0.4 };
const SENTENCE = /[.!?;:\n]+/;
/** Found by their form, not by what a sentence is like; shown unless something more urgent is there. */
const NAME = 'name';
const LESS_URGENT = 'verdict';
/** So far ahead of every answer another subject is likelier than a name. */
const OTHER_SUBJECT = 0.6;
/** The safety text for a report that nothing fits, and how many words make one. */
const REPORT = 'running';
const SHORTEST_REPORT = 5;
/** What is read again of a message to see which subject its words are of. */
const READ = 600;
/**
 * Chosen on the totals of the measured sets, so that their figures flatter (docs/chat.md). A safety text may be so far
 * behind an answer, or another subject, and is still shown, with the answers under it; a report that no answer fits well
 * may be further behind.
 */
const DOUBT = { answer: 0.2, beyond: 0.25 };
/** Words that say hardly anything are like nothing much; a safety text then needs a report (below). */
const CLEAR = 0.3;
/** So far ahead of everything else a safety text is shown without doubting it. */
const SURE = 0.8;
/** Less than this is no likeness at all: another language, nonsense. */
const LEAST = 0.1;
const REPORTED = { answer: 0.9, beyond: 0.7 };
/** Further behind than in doubt, a safety text is one press away. Not those that only say what the chat does not do. */
const NEAR = { answer: 0.6, beyond: 0.6 };
const NOT_OFFERED = ['offender', 'verdict'];
/** An answer is shown when it is so sure and so far ahead of the next one, and offered unless another subject is likelier. */
const SHOWN = { score: 0.9, ahead: 0.15 };
const OFFERED = { behind: 0.05, ahead: 0.3, share: 0.45 };

/**
 * Returns the function that answers.
 *
 * @param {ChatData} data
 * @returns {(text: string) => Reply}
 */
export function createChat(data) {
  const reader = createReader(data.words, [data.learnt.vocabulary]);
  const asking = new Set(data.words.asking);
  const { rulesIn, hasName, mayHaveName, isAboutPupil } = createSafety(data.patterns, { ...data, isFamiliar: reader.isFamiliar });
  const { classes } = data.learnt;
  const { scoresOf, glanced, shareOf } = createLikeness(data.learnt, createFeatures({ read: reader.read, rulesIn }));
  const numbersOf = (/** @type {Iterable<string>} */ ids) => [...new Set(ids)].flatMap((id) => (classes.includes(id) ? classes.indexOf(id) : [])).sort((one, other) => one - other);
  const answering = numbersOf(data.answers.map(({ id }) => id));
  const alarming = numbersOf(data.safety.map(({ id }) => id));
  const beside = numbersOf(BESIDE);

  return (text) => {
    const sentences = text.split(SENTENCE).map(wordsOf);
    const words = sentences.flat();
    const whole = looked(words.slice(0, WORDS).join(' '));
    const { answers, beyond } = whole;
    const [first, second] = answers;
    const choices = answers.slice(0, CHOICES).map(({ id }) => id);
    const urgent = mostUrgent(text, sentences, whole);
    const isNamed = hasName(text) || (beyond - (first?.score ?? 0) < OTHER_SUBJECT && mayHaveName(text));
    if (urgent && (urgent.id !== LESS_URGENT || !isNamed)) {
      return { kind: 'safety', id: urgent.id, score: rounded(urgent.ahead), choices: urgent.ahead < SURE ? choices : [], near: null };
    }
    if (isNamed) return { kind: 'safety', id: NAME, score: 1, choices: [], near: null };
    const near = nearest(whole);
    if (!words.length || !first || isBeyond(text, first, beyond)) return { kind: 'people', id: null, score: 0, choices, near };
    const ahead = first.score - Math.max(second?.score ?? 0, beyond);
    const isSure = first.score >= SHOWN.score && ahead >= SHOWN.ahead;
    return { kind: isSure ? 'answer' : 'did-you-mean', id: first.id, score: rounded(first.score), choices, near };
  };

  /** @param {string} piece */
  function looked(piece) {
    const scores = scoresOf(piece);
    const [beyond] = best(scores, beside, 1);
    const [safety] = best(scores, alarming, 1);
    return { answers: best(scores, answering, CHOICES), beyond: beyond?.score ?? 0, safety };
  }

  /** @param {Float64Array} scores @param {number[]} among @param {number} most @returns {{id: string, score: number}[]} best first */
  function best(scores, among, most) {
    /** @type {number[]} */
    const found = [];
    for (const at of among) {
      const score = Number(scores[at]);
      if (found.length === most && score <= Number(scores[Number(found.at(-1))])) continue;
      const place = found.findIndex((other) => score > Number(scores[other]));
      found.splice(place < 0 ? found.length : place, 0, at);
      found.length = Math.min(found.length, most);
    }
    return found.map((at) => ({ id: String(classes[at]), score: Number(scores[at]) }));
  }

  /**
   * Returns the safety text that is to be shown, if any: too much is better than "I do not know that".
   *
   * @param {string} text
   * @param {string[][]} sentences   its words
   * @param {ReturnType<typeof looked>} whole
   * @returns {{id: string, ahead: number}|undefined}   ahead: of everything else
   */
  function mostUrgent(text, sentences, whole) {
    const pieces = piecesOf(sentences);
    const left = pieces.slice(MOST_PIECES);
    const first = pieces.slice(0, MOST_PIECES);
    const spans = sentences.flat().length > 2 * SPAN ? mostAlarming(spansOf(sentences)) : [];
    const looks = [...first, ...spans].map((piece) => looked(piece.join(' ')));
    const found = [whole, ...looks].flatMap((each, at) => {
      if (!each.safety) return [];
      const { id, score } = each.safety;
      if (score < LEAST) return [];
      const answer = each.answers[0]?.score ?? 0;
      const ahead = score - Math.max(answer, each.beyond);
      const isClear = score >= CLEAR;
      const isAhead = ahead > (at === 0 ? 0 : at > first.length ? AHEAD.span : AHEAD.piece);
      if (isClear && (isAhead || (at === 0 && score > answer - DOUBT.answer && score > each.beyond - DOUBT.beyond))) return [{ id, ahead }];
      return at === 0 && isUnanswered(each, score) && isReport(text) ? [{ id: REPORT, ahead }] : [];
    });
    const [ruled] = left.length ? rulesIn(left.flat().join(' ')) : [];
    if (ruled) found.push({ id: ruled, ahead: SURE });
    return found.sort((one, other) => other.ahead - one.ahead)[0];
  }

  /** @param {string[][]} spans @returns {string[][]} those whose words are most like a safety text */
  function mostAlarming(spans) {
    return spans
      .map((span) => ({ span, alarm: glanced(span, alarming) }))
      .sort((one, other) => other.alarm - one.alarm)
      .slice(0, MOST_SPANS)
      .map(({ span }) => span);
  }

  /** @param {ReturnType<typeof looked>} whole @returns {string|null} the safety text that is worth a button */
  function nearest({ answers, beyond, safety }) {
    if (!safety || safety.score < LEAST || NOT_OFFERED.includes(safety.id)) return null;
    const isNear = safety.score > (answers[0]?.score ?? 0) - NEAR.answer && safety.score > beyond - NEAR.beyond;
    return isNear ? safety.id : null;
  }

  /** Tells whether neither an answer nor another subject fits well. @param {ReturnType<typeof looked>} each @param {number} safety */
  function isUnanswered({ answers, beyond }, safety) {
    return (answers[0]?.score ?? 0) < REPORTED.answer && beyond - safety < REPORTED.beyond;
  }

  /** Tells whether somebody reports something about a pupil, instead of asking. @param {string} text */
  function isReport(text) {
    const begin = text.slice(0, READ);
    const words = wordsOf(begin);
    return words.length >= SHORTEST_REPORT && !text.includes('?') && !asking.has(String(words[0])) && isAboutPupil(begin);
  }

  /** Tells whether it is about another subject. @param {string} text @param {{id: string, score: number}} first @param {number} beyond */
  function isBeyond(text, first, beyond) {
    if (beyond - first.score > OFFERED.behind) return true;
    const terms = reader.read(text.slice(0, READ), { isQuestion: true });
    return first.score - beyond < OFFERED.ahead && shareOf(terms, first.id) < OFFERED.share;
  }
}

/** @param {string[][]} sentences @returns {string[][]} the pieces of a longer message; none when it is in one piece */
function piecesOf(sentences) {
  const pieces = sentences.flatMap((words) => Array.from({ length: Math.ceil(words.length / PIECE) }, (_, at) => words.slice(at * PIECE, (at + 1) * PIECE)));
  return pieces.length > 1 ? pieces : [];
}

/** @param {string[][]} sentences @returns {string[][]} all their words, a few in a row; each stands whole in one if it can */
function spansOf(sentences) {
  const step = SPAN / 2;
  return sentences.flatMap((words) =>
    words.length <= SPAN ? [words] : Array.from({ length: Math.ceil(words.length / step) - 1 }, (_, at) => words.slice(at * step, at * step + SPAN)),
  );
}

/** @param {number} score */
function rounded(score) {
  return Math.round(100 * score) / 100;
}
