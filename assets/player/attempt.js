/**
 * Which questions an attempt has, and in which order answers stand. Pure but for chance, which can be given.
 *
 * @typedef {import('./types.js').QuizOutline} QuizOutline
 */

/**
 * Returns the quiz with the questions of the learner's attempt: those drawn, or all where nothing is drawn.
 *
 * @param {QuizOutline} quiz
 * @param {string[]} drawn
 * @returns {QuizOutline}
 */
export function attempt(quiz, drawn) {
  if (!quiz.draw) return quiz;
  return { ...quiz, questions: quiz.questions.filter(({ id }) => drawn.includes(id)) };
}

/**
 * Returns the ids of the questions of a new attempt: those that are answered already, and others up to what the quiz
 * draws. In at least one in three nothing is wrong, as the pool has them.
 *
 * @param {QuizOutline} quiz
 * @param {Record<string, unknown>} answers
 * @param {() => number} [random]
 */
export function draw({ questions, draw: most }, answers, random = Math.random) {
  const count = most ?? questions.length;
  const mixed = shuffle(questions, random);
  const chosen = mixed.filter(({ id }) => answers[id]);
  const take = (/** @type {typeof mixed} */ from, /** @type {number} */ wanted) => {
    for (const one of from) if (wanted-- > 0 && chosen.length < count && !chosen.includes(one)) chosen.push(one);
  };
  const calm = mixed.filter((one) => one.nothingWrong && !chosen.includes(one));
  take(calm, Math.ceil(count / 3) - chosen.filter((one) => one.nothingWrong).length);
  take(mixed.filter((one) => !chosen.includes(one)), count);
  return chosen.map(({ id }) => id);
}

/**
 * Returns the things in another order (Fisher and Yates).
 *
 * @template Thing
 * @param {Thing[]} things
 * @param {() => number} [random]
 */
export function shuffle(things, random = Math.random) {
  const mixed = [...things];
  for (let at = mixed.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [mixed[at], mixed[other]] = [/** @type {Thing} */ (mixed[other]), /** @type {Thing} */ (mixed[at])];
  }
  return mixed;
}
