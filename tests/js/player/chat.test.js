import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createSafety } from '../../../assets/components/chat/safety.js';
import { createSpelling, distance, wordsOf } from '../../../assets/components/chat/words.js';

const KNOWN = { order: ['danger', 'name'], names: ['alice'], capitalNames: ['Noor'], isFamiliar: () => false };
const patterns = (/** @type {string[]} */ rules) => ({
  language: 'en',
  classes: ['pupil = girl|boy'],
  rules: [{ id: 'danger', rules }],
});

test('words are compared without capitals, accents and apostrophes', () => {
  assert.deepEqual(wordsOf("Zoë's SUÏCIDE-poging!"), ['zoes', 'suicide', 'poging']);
});

test('a swap of two letters is one mistake', () => assert.equal(distance('pupli', 'pupil'), 1));

test('short words are never taken for others', () => {
  const spelling = createSpelling(['geen', 'school', 'exploitation']);
  assert.deepEqual(spelling('geel'), []);
  assert.deepEqual(spelling('scholl'), ['school']);
  assert.deepEqual(spelling('explotiaton'), ['exploitation']);
});

test('a rule wants all its words near each other, in its order where it says so, and nothing that takes it back', () => {
  const { safetyOf } = createSafety(patterns(['> hits @pupil -target']), KNOWN);
  assert.equal(safetyOf('he hits the girl'), 'danger');
  assert.equal(safetyOf('the girl hits'), null);
  assert.equal(safetyOf('this hits the girl target'), null);
  assert.equal(safetyOf(`he hits the boy ${'and so on '.repeat(10)} target`), 'danger');
});

test('stars stand for any letters, lines for words in a row', () => {
  const { safetyOf } = createSafety(patterns(['suicid*|no_way_out']), KNOWN);
  assert.equal(safetyOf('suicidal'), 'danger');
  assert.equal(safetyOf('she sees no way out'), 'danger');
  assert.equal(safetyOf('no other way out'), null);
});

test('names, classes, numbers and addresses are noticed, help lines are not', () => {
  const { safetyOf } = createSafety(patterns(['never']), KNOWN);
  for (const text of ['alice is tired', 'he is called Zebedee', 'from class 3b', '06-12345678', 'a.b@example.org', '12-03-2010']) {
    assert.equal(safetyOf(text), 'name', text);
  }
  for (const text of ['call 0800-2000', 'noor', 'ten past 3']) assert.equal(safetyOf(text), null, text);
});
