import assert from 'node:assert/strict';
import { test } from 'node:test';
import { budget, noticed, told } from '../../../assets/components/spotting/score.js';

/** Signals that show for two seconds each. @param {...number} starts */
const signals = (...starts) => starts.map((from, at) => ({ id: `s${at + 1}`, from, to: from + 2 }));

test('a signal is met from half a second before it shows until four seconds after it', () => {
  const one = signals(20);
  const found = [19, 19.5, 20, 22, 26, 26.5].map((at) => noticed(one, [at]).found.length);
  assert.deepEqual(found, [0, 1, 1, 1, 1, 0]);
});

test('marks nearer to one another than a second and a half are one', () => {
  const marks = (/** @type {number[]} */ given) => noticed(signals(60), given).marks.map(({ at }) => at);
  assert.deepEqual(marks([10, 11, 11.5]), [10, 11.5]);
  assert.deepEqual(marks([11.5, 10.5]), [10.5]);
});

test('where two signals show at once, the one that is over first takes the mark, and the next mark meets the other', () => {
  const both = [
    { id: 'long', from: 10, to: 30 },
    { id: 'short', from: 10, to: 12 },
  ];
  assert.deepEqual(noticed(both, [11]).found, ['short']);
  assert.deepEqual(noticed(both, [11, 25]).missed, []);
});

test('a film takes two marks a signal and two more, never more than twelve; later ones count for nothing', () => {
  assert.deepEqual([1, 2, 5, 9].map((count) => budget(signals(...Array(count).keys()))), [4, 6, 12, 12]);
  const early = [2, 4, 6, 8]; // all that one signal allows
  assert.deepEqual(noticed(signals(60), [...early, 61]).found, []);
  assert.deepEqual(noticed(signals(60), [...early.slice(1), 61]).found, ['s1']);
});

test('one mark elsewhere is free for every three signals, each more takes back a find, and less than nothing is nothing', () => {
  const three = signals(100, 120, 140);
  const all = [101, 121, 141];
  const score = (/** @type {number} */ strays) => noticed(three, [...Array.from({ length: strays }, (_, at) => 2 + 2 * at), ...all]).score;
  assert.deepEqual([0, 1, 2, 3].map(score), [1, 1, 2 / 3, 1 / 3]);
  assert.equal(noticed(three, [2, 4, 6, 8]).score, 0);
});

test('what the LMS is told fits into the 255 characters that SCORM 1.2 promises, in whole marks', () => {
  const long = signals(...Array.from({ length: 5 }, (_, at) => 10 + 10 * at)).map((one) => ({ ...one, id: one.id.padEnd(32, 'x') }));
  const { response, right } = told(long, [11, 13, 21, 23, 31, 33, 41, 43, 51, 53].map(String));
  assert.equal(response.length, 7);
  assert.ok(response.join().length <= 255);
  assert.ok(response.every((one) => /^s\dx{30}\.\d\d$/.test(one)));
  assert.equal(right, 1);
});
