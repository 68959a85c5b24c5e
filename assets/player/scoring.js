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

/**
 * Returns the answer as it counts: right when exactly the right options were picked.
 *
 * @param {QuestionOutline} question
 * @param {string[]} picked
 * @returns {Given}
 */
export function judge(question, picked) {
  const right = picked.length === question.right.length && picked.every((id) => question.right.includes(id));
  return { picked: [...picked].sort(), right };
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
 * Returns the share of right answers in whole per cent, rounded down: 70 is reached, never rounded to.
 *
 * @param {QuizOutline} quiz
 * @param {Answers} answers
 */
export function percent(quiz, answers) {
  return Math.floor((100 * rightCount(quiz, answers)) / Math.max(1, quiz.questions.length));
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
    type: question.type === 'true-false' ? 'true-false' : 'choice',
    response: given.picked,
    pattern: question.right,
    right: given.right,
    latency,
  };
}

/**
 * Returns the questions whose answers the LMS gets to see: those of the final test, and no others.
 *
 * @param {Outline} outline
 * @returns {{question: string, id: string, type: 'choice'|'true-false', pattern: string[]}[]}
 */
export function reportedQuestions({ quizzes, completion }) {
  const questions = quizzes.find(({ id }) => id === completion.test)?.questions ?? [];
  return questions.map(({ id, interaction, type, right }) => ({
    question: id,
    id: interaction,
    type: type === 'true-false' ? 'true-false' : 'choice',
    pattern: right,
  }));
}
