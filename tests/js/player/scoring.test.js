import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  judge,
  openQuestion,
  percent,
  points,
  reported,
  reportedQuestions,
  rightCount,
  withoutQuiz,
} from '../../../assets/player/scoring.js';
import { practiceEnd } from '../../../assets/components/quiz/practice-end.js';
import { outline } from './course.js';

const course = outline();
const [final] = course.quizzes;
assert.ok(final);
const [single, multiple, trueFalse] = final.questions;
assert.ok(single && multiple && trueFalse);
const right = { picked: ['b'], right: true };
const wrong = { picked: ['a'], right: false };

test('an answer is right when exactly the right options are picked, in any order', () => {
  assert.equal(judge(single, ['b']).right, true);
  assert.equal(judge(multiple, ['c', 'a']).right, true);
  assert.equal(judge(multiple, ['a']).right, false);
  assert.equal(judge(multiple, ['a', 'b', 'c']).right, false);
  assert.equal(judge(single, []).right, false);
});

test('an answer keeps its letters in order', () => {
  assert.deepEqual(judge(multiple, ['c', 'a']).picked, ['a', 'c']);
});

test('the next question is the first without an answer', () => {
  assert.equal(openQuestion(final, {})?.id, 'q1');
  assert.equal(openQuestion(final, { q1: right, q3: right })?.id, 'q2');
  assert.equal(openQuestion(final, { q1: right, q2: wrong, q3: right }), null);
});

test('the result is the share of right answers, rounded down', () => {
  assert.equal(percent(final, {}), 0);
  assert.equal(percent(final, { q1: right, q2: right, q3: wrong }), 66);
  assert.equal(percent(final, { q1: right, q2: right, q3: right }), 100);
  assert.equal(rightCount(final, { q1: right, q4: right }), 1);
});

test('practice ends on how many were right, and on thanks where it was one question', () => {
  assert.deepEqual(practiceEnd(final, { q1: right }), ['quiz.score-practice', { right: 1, n: final.questions.length }]);
  assert.equal(practiceEnd({ ...final, questions: [single] }, { q1: right })[0], 'quiz.thanks');
});

test('seven of ten is seventy per cent to the dot', () => {
  const ten = { id: 'ten', questions: Array.from({ length: 10 }, (_, at) => ({ ...single, id: `n${at}` })) };
  const answers = Object.fromEntries(ten.questions.map(({ id }, at) => [id, at < 7 ? right : wrong]));
  assert.equal(percent(ten, answers), 70);
});

test('a new try forgets the answers of its own test only', () => {
  assert.deepEqual(withoutQuiz(final, { q1: right, q4: wrong }), { q4: wrong });
});

test('the LMS is told letters and nothing else', () => {
  assert.deepEqual(reported(multiple, { picked: ['a', 'c'], right: true }, 12.5), {
    id: 'final_q2',
    type: 'choice',
    response: ['a', 'c'],
    pattern: ['a', 'c'],
    right: true,
    latency: 12.5,
  });
  assert.equal(reported(trueFalse, { picked: ['t'], right: true }, 1).type, 'true-false');
});

const ordering = { ...single, type: 'ordering', options: ['a', 'b', 'c', 'd'], right: ['c', 'a', 'd', 'b'] };
const matching = { ...single, type: 'matching', right: ['a.b', 'b.b', 'c.a'] };
const many = { ...multiple, options: ['a', 'b', 'c', 'd', 'e'], right: ['a', 'b', 'c'] };
const worth = (question, ...picked) => points(question, judge(question, picked));

test('an order is right in that order alone, pairs in any', () => {
  assert.equal(judge(ordering, ['c', 'a', 'd', 'b']).right, true);
  assert.equal(judge(ordering, ['a', 'b', 'c', 'd']).right, false);
  assert.deepEqual(judge(ordering, ['d', 'c', 'b', 'a']).picked, ['d', 'c', 'b', 'a']);
  assert.equal(judge(matching, ['c.a', 'b.b', 'a.b']).right, true);
  assert.equal(judge(matching, ['a.b', 'b.b', 'c.b']).right, false);
});

test('to suspect wrongly costs what to miss costs', () => {
  assert.equal(worth(many, 'a', 'b', 'c'), 1);
  assert.equal(worth(many, 'a', 'b'), worth(many, 'a', 'b', 'c', 'd'));
  assert.equal(worth(many, 'a'), worth(many, 'a', 'b', 'c', 'd', 'e'));
  assert.equal(worth(many, 'a', 'b', 'd'), worth(many, 'a'));
});

test('nothing chosen, everything wrong, and everything chosen of few right ones are worth nothing', () => {
  assert.equal(worth(many), 0);
  assert.equal(worth(many, 'd', 'e'), 0);
  assert.equal(worth({ ...many, right: ['a'] }, 'a', 'b', 'c'), 0);
  assert.equal(points(many, undefined), 0);
});

test('an order is worth the steps that follow where they should, pairs what fits', () => {
  assert.equal(worth(ordering, 'c', 'a', 'd', 'b'), 1);
  assert.equal(worth(ordering, 'a', 'd', 'b', 'c'), 2 / 3);
  assert.equal(worth(ordering, 'b', 'd', 'a', 'c'), 0);
  assert.equal(worth(matching, 'a.b', 'b.b', 'c.c'), 2 / 3);
});

test('a choice of one is worth all or nothing', () => {
  assert.deepEqual([worth(single, 'b'), worth(single, 'a')], [1, 0]);
  assert.deepEqual([worth({ ...single, type: 'place' }, 'b'), worth({ ...single, type: 'place' }, 'c')], [1, 0]);
});

test('parts of questions add up to the per cent', () => {
  const three = { id: 'three', draw: null, questions: ['x', 'y', 'z'].map((id) => ({ ...many, id })) };
  const two = { picked: ['a', 'b'], right: false };
  assert.equal(percent(three, { x: two, y: two, z: two }), 66);
  assert.equal(percent(three, { x: two, y: { picked: ['a', 'b', 'c'], right: true }, z: { picked: ['c'], right: false } }), 66);
});

test('each type has its word in the standards', () => {
  const words = ['single', 'multiple', 'place', 'true-false', 'ordering', 'matching'].map((type) => reported({ ...single, type }, right, 1).type);
  assert.deepEqual(words, ['choice', 'choice', 'choice', 'true-false', 'sequencing', 'matching']);
});

test('how sure the learner is, is reported from any quiz, without a right answer', () => {
  const sure = { ...single, id: 'sure', type: 'confidence', right: [], interaction: 'before_sure' };
  const before = { id: 'before', draw: null, questions: [sure] };
  assert.deepEqual(reportedQuestions({ ...course, quizzes: [before] }), [{ question: 'sure', id: 'before_sure', type: 'likert', pattern: [] }]);
});

test('no question for practice is ever reported', () => {
  assert.deepEqual(reportedQuestions(course).map(({ id }) => id), ['final_q1', 'final_q2', 'final_q3']);
  assert.deepEqual(reportedQuestions({ ...course, completion: { ...course.completion, test: 'none' } }), []);
});
