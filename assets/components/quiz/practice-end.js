/**
 * The words at the end of practice. Pure.
 *
 * @typedef {import('../../player/types.js').QuizOutline} QuizOutline
 * @typedef {import('../../player/scoring.js').Answers} Answers
 */

import { rightCount } from '../../player/scoring.js';

/**
 * Returns what is said at the end of practice, as a text and its values: how many were right; of one question alone
 * that has just been said, so there it is thanks.
 *
 * @param {QuizOutline} quiz
 * @param {Answers} answers
 * @returns {[string, {right: number, n: number}]}
 */
export function practiceEnd(quiz, answers) {
  const n = quiz.questions.length;
  return [n > 1 ? 'quiz.score-practice' : 'quiz.thanks', { right: rightCount(quiz, answers), n }];
}
