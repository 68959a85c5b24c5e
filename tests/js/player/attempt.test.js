import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { attempt, draw, shuffle } from '../../../assets/player/attempt.js';

/** A pool of `size` questions, of which every third, or more often, is calm. */
const pools = fc.integer({ min: 1, max: 40 }).chain((size) =>
  fc.record({
    id: fc.constant('final'),
    draw: fc.integer({ min: 1, max: size }),
    questions: fc.constant(
      Array.from({ length: size }, (_, at) => ({ id: `q${at}`, nothingWrong: at % 3 === 0, type: 'single', options: [], right: [], interaction: '' })),
    ),
  }),
);

test('an attempt has as many questions as the quiz draws, each once, all from its pool', () => {
  fc.assert(
    fc.property(pools, (quiz) => {
      const drawn = draw(quiz, {});
      assert.equal(drawn.length, quiz.draw);
      assert.equal(new Set(drawn).size, quiz.draw);
      assert.equal(attempt(quiz, drawn).questions.length, quiz.draw);
    }),
  );
});

test('in at least one in three of those drawn nothing is wrong', () => {
  fc.assert(
    fc.property(pools, (quiz) => {
      const calm = attempt(quiz, draw(quiz, {})).questions.filter((one) => one.nothingWrong).length;
      assert.ok(calm * 3 >= quiz.draw, `${calm} of ${quiz.draw}`);
    }),
  );
});

test('what was answered before there was a pool stays in the attempt', () => {
  fc.assert(
    fc.property(pools, fc.nat(40), (quiz, at) => {
      const one = quiz.questions[at % quiz.questions.length].id;
      assert.ok(draw(quiz, { [one]: {} }).includes(one));
    }),
  );
});

test('two attempts differ, and each question comes up sooner or later', () => {
  const [quiz] = fc.sample(pools.filter(({ questions }) => questions.length === 9), 1);
  const seen = new Set(Array.from({ length: 200 }, () => draw({ ...quiz, draw: 3 }, {})).flat());
  assert.equal(seen.size, 9);
});

test('an attempt keeps the order of the course; without a pool it is the whole quiz', () => {
  const quiz = { id: 'x', draw: 2, questions: ['a', 'b', 'c'].map((id) => ({ id })) };
  assert.deepEqual(attempt(quiz, ['c', 'a']).questions.map(({ id }) => id), ['a', 'c']);
  assert.equal(attempt({ ...quiz, draw: null }, []).questions.length, 3);
});

test('shuffling loses nothing and leaves what it was given as it was', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), (things) => {
      const before = [...things];
      const byNumber = (/** @type {number} */ one, /** @type {number} */ other) => one - other;
      assert.deepEqual(shuffle(things).sort(byNumber), before.toSorted(byNumber));
      assert.deepEqual(things, before);
    }),
  );
});

test('every order comes up, also the one that was given', () => {
  const orders = new Set(Array.from({ length: 300 }, () => shuffle(['a', 'b', 'c']).join('')));
  assert.equal(orders.size, 6);
});
