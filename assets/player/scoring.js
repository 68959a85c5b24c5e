/**
 * Right or not, per cent of a test, and what the LMS is told of an answer. Pure.
 *
 * @typedef {import('./types.js').Outline} Outline
 * @typedef {import('./types.js').QuizOutline} QuizOutline
 * @typedef {import('./types.js').QuestionOutline} QuestionOutline
 * @typedef {import('../../scorm/runtime/types.js').Given} Given
 * @typedef {import('../../scorm/runtime/types.js').Answer} Answer
 * @typedef {Record<string, Given>} Answers
 */

import { told } from '../components/spotting/score.js';

/** The word of the standards for a type of question. @type {Record<QuestionOutline['type'], Answer['type']>} */
const INTERACTION = {
  single: 'choice',
  multiple: 'choice',
  place: 'choice',
  'true-false': 'true-false',
  ordering: 'sequencing',
  matching: 'matching',
  confidence: 'likert',
};

/**
 * Returns the answer as it counts: right when exactly the right options were picked, in an order where that is asked.
 *
 * @param {QuestionOutline} question
 * @param {string[]} picked
 * @returns {Given}
 */
export function judge({ type, right }, picked) {
  const kept = type === 'ordering' ? picked : [...picked].sort();
  const wanted = type === 'ordering' ? right : [...right].sort();
  return { picked: kept, right: kept.join() === wanted.join() };
}

/**
 * Returns how much of a question an answer has, 0 to 1. Where several things are to be found, to suspect wrongly costs
 * what to miss costs: the share of one right answer. An order is as good as its steps follow one another.
 *
 * @param {QuestionOutline} question
 * @param {Given|undefined} given
 */
export function points({ type, right }, given) {
  if (!given || given.right) return given ? 1 : 0;
  const { picked } = given;
  const hits = picked.filter((id) => right.includes(id)).length;
  if (type === 'multiple') return Math.max(0, 1 - (right.length - hits + picked.length - hits) / right.length);
  if (type === 'matching') return hits / right.length;
  if (type !== 'ordering') return 0;
  const follows = picked.filter((id, at) => at > 0 && right.indexOf(id) === right.indexOf(picked[at - 1] ?? '') + 1).length;
  return follows / (right.length - 1);
}

/**
 * Returns the first question without an answer, or null when all have one.
 *
 * @param {QuizOutline} quiz
 * @param {Answers} answers
 */
export function openQuestion(quiz, answers) {
  return quiz.questions.find(({ id }) => !answers[id]) ?? null;
}

/**
 * @param {QuizOutline} quiz
 * @param {Answers} answers
 */
export function rightCount(quiz, answers) {
  return quiz.questions.filter(({ id }) => answers[id]?.right).length;
}

/**
 * Returns what was reached of the questions in whole per cent, rounded down: 70 is reached, never rounded to.
 *
 * @param {QuizOutline} quiz
 * @param {Answers} answers
 */
export function percent(quiz, answers) {
  const reached = quiz.questions.reduce((sum, question) => sum + points(question, answers[question.id]), 0);
  return Math.floor((100 * reached) / Math.max(1, quiz.questions.length) + 1e-9); // thirds add up to nearly one
}

/**
 * Returns `answers` without those of this test, for a new try.
 *
 * @param {QuizOutline} quiz
 * @param {Answers} answers
 * @returns {Answers}
 */
export function withoutQuiz(quiz, answers) {
  const own = new Set(quiz.questions.map(({ id }) => id));
  return Object.fromEntries(Object.entries(answers).filter(([id]) => !own.has(id)));
}

/**
 * Returns what the LMS is told. `latency` is in active seconds.
 *
 * @param {QuestionOutline} question
 * @param {Given} given
 * @param {number} latency
 * @returns {Answer}
 */
export function reported(question, given, latency) {
  return {
    id: question.interaction,
    type: INTERACTION[question.type],
    response: given.picked,
    pattern: question.right,
    right: given.right,
    latency,
  };
}

/**
 * Returns the questions whose answers the LMS gets to see: those of the final test, how sure the learner is, and what she
 * noticed in films.
 *
 * @param {Outline} outline
 * @returns {import('../../scorm/runtime/port.js').Reportable[]}
 */
export function reportedQuestions({ quizzes, stories, completion }) {
  /** @type {import('../../scorm/runtime/port.js').Reportable[]} */
  const asked = quizzes.flatMap((quiz) =>
    quiz.questions
      .filter(({ type }) => quiz.id === completion.test || type === 'confidence')
      .map(({ id, interaction, type, right }) => ({ question: id, id: interaction, type: INTERACTION[type], pattern: right })),
  );
  const spotted = stories.map(({ question, interaction, signals }) => ({
    question,
    id: interaction,
    type: /** @type {const} */ ('performance'),
    pattern: [],
    told: (/** @type {string[]} */ marks) => told(signals, marks),
  }));
  return [...asked, ...spotted];
}
