import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  judge,
  openQuestion,
  percent,
  reported,
  reportedQuestions,
  rightCount,
  withoutQuiz,
} from '../../../assets/player/scoring.js';
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

test('only questions of the final test are ever reported', () => {
  assert.deepEqual(reportedQuestions(course).map(({ id }) => id), ['final_q1', 'final_q2', 'final_q3']);
  assert.deepEqual(reportedQuestions({ ...course, completion: { ...course.completion, test: 'none' } }), []);
});
