/** A small course for the tests of the player: two core parts, one extra part, a final test of three questions. */

/** @returns {import('../../../assets/player/types.js').Outline} */
export function outline() {
  const pages = (/** @type {string[]} */ ...ids) => ids;
  const question = { type: /** @type {const} */ ('single'), options: ['a', 'b', 'c'], right: ['b'], nothingWrong: false };
  return {
    id: 'small',
    version: '1.0.0',
    language: 'en',
    format: 'scorm12',
    layout: { course: 'small', parts: [], pages: [], questions: [], stories: [] },
    completion: { test: 'final', passPercent: 70, testOutPercent: null, status: 'completed' },
    parts: [
      { id: 'one', title: 'One', minutes: 4, core: true, file: null, needs: [], pages: pages('p1', 'p2') },
      { id: 'extra', title: 'Extra', minutes: 3, core: false, file: 'part-extra.js', needs: [], pages: pages('x1') },
      { id: 'two', title: 'Two', minutes: 3, core: true, file: 'part-two.js', needs: [], pages: pages('t1', 'end') },
    ],
    quizzes: [
      {
        id: 'final',
        draw: null,
        questions: [
          { ...question, id: 'q1', interaction: 'final_q1' },
          { ...question, id: 'q2', interaction: 'final_q2', type: 'multiple', right: ['a', 'c'] },
          { ...question, id: 'q3', interaction: 'final_q3', type: 'true-false', options: ['t', 'f'], right: ['t'] },
        ],
      },
      { id: 'practice', draw: null, questions: [{ ...question, id: 'q4', interaction: 'practice_q4' }] },
    ],
    stories: [],
    texts: {},
  };
}

/** @returns {import('../../../scorm/runtime/types.js').Learner} */
export function newcomer() {
  return { place: null, done: [], answers: {}, best: null, tries: 0, complete: false, films: {}, drawn: [] };
}
