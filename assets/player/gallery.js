/** Brings examples of the gallery to life: a desk in memory, no port. Never in a package. */

import { mountCheckIn } from '../components/check-in/check-in.js';
import { mountConversation } from '../components/conversation/conversation.js';
import { mountQuiz } from '../components/quiz/quiz.js';
import { budget, noticed, rounded, told } from '../components/spotting/score.js';
import { all, find, focusOn } from './find.js';
import { createTexts } from './texts.js';

const live = find(document, '[data-live]');
const given = JSON.parse(live.dataset['live'] ?? '{}');
/** @type {import('../../scorm/runtime/types.js').Learner} */
let learner = { place: null, done: [], answers: {}, best: null, tries: 0, complete: false, films: {}, drawn: [], language: '' };

/** @type {import('./player.js').Desk} */
const desk = {
  outline: { ...given, completion: { test: '', passPercent: 70, testOutPercent: null, status: 'completed' } },
  say: createTexts(given.texts, given.language),
  learner: () => learner,
  change: (change) => void (learner = { ...learner, ...change }),
  wishes: () => undefined,
  save: () => undefined,
  report: () => undefined,
  score: () => undefined,
  isComplete: () => false,
  whatIsLeft: () => ({ parts: [], test: false }),
  isTestedOut: () => false,
  marks: { budget, noticed, rounded, told },
  refresh: () => undefined,
  land(root) {
    const heading = all(root, 'h2').find((each) => each.offsetParent !== null);
    if (heading) focusOn(heading);
  },
};

for (const quiz of all(live, '[data-quiz]')) mountQuiz(quiz, desk);
for (const sheet of all(live, '[data-check-in]')) mountCheckIn(sheet, desk);
for (const talk of all(live, '[data-conversation]')) mountConversation(talk, desk);
