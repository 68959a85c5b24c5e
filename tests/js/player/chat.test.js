import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createAhead } from '../../../assets/components/chat/ahead.js';
import { practise } from '../../../assets/components/chat/practice.js';
import { createSafety } from '../../../assets/components/chat/safety.js';
import { createSpelling, distance, wordsOf } from '../../../assets/components/chat/words.js';

const KNOWN = { names: ['alice'], capitalNames: ['Noor'], isFamiliar: () => false };
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
  const { rulesIn } = createSafety(patterns(['> hits @pupil -target']), KNOWN);
  assert.deepEqual(rulesIn('he hits the girl'), ['danger']);
  assert.deepEqual(rulesIn('the girl hits'), []);
  assert.deepEqual(rulesIn('this hits the girl target'), []);
  assert.deepEqual(rulesIn(`he hits the boy ${'and so on '.repeat(10)} target`), ['danger']);
});

test('stars stand for any letters, lines for words in a row', () => {
  const { rulesIn } = createSafety(patterns(['suicid*|no_way_out']), KNOWN);
  assert.deepEqual(rulesIn('suicidal'), ['danger']);
  assert.deepEqual(rulesIn('she sees no way out'), ['danger']);
  assert.deepEqual(rulesIn('no other way out'), []);
});

test('names, classes, numbers and addresses are noticed, help lines are not', () => {
  const { hasName } = createSafety(patterns(['never']), KNOWN);
  for (const text of ['alice is tired', 'this is about Alise', 'he is called Zebedee', 'student nr 12345', 'from class 3b', '06-12345678', 'a.b@example.org', '12-03-2010']) {
    assert.ok(hasName(text), text);
  }
  for (const text of ['call 0800-2000', 'noor', 'alise', 'it is about Elise', 'ten past 3']) assert.ok(!hasName(text), text);
});

test('it practises in slices, with ever longer messages, and ends', () => {
  /** @type {string[]} */
  const asked = [];
  /** @type {(() => void)[]} */
  const slices = [];
  practise((text) => asked.push(text), ['May I ring the parents?', 'Who helps?'], (slice) => slices.push(slice));
  assert.deepEqual(asked, []);
  for (let slice = slices.pop(); slice; slice = slices.pop()) {
    const before = asked.length;
    slice();
    assert.ok(asked.length > before);
    assert.ok(slices.length <= 1);
  }
  assert.equal(asked.length, 240);
  assert.ok(String(asked.at(-1)).length >= String(asked[0]).length);
});

test('a reply is worked out once, when typing pauses, and not for what was typed over', () => {
  /** @type {string[]} */
  const asked = [];
  /** @type {(() => void)[]} */
  const pauses = [];
  const ahead = createAhead((text) => asked.push(text), (work) => pauses.push(work));
  ahead.type('may I');
  ahead.type('may I ring the parents');
  assert.deepEqual(asked, []);
  for (const work of pauses) work();
  assert.deepEqual(asked, ['may I ring the parents']);
  assert.equal(ahead.replyTo('may I ring the parents'), 1);
  assert.deepEqual(asked, ['may I ring the parents']);
});

test('what was not worked out before is answered all the same, and nothing typed is kept once it is forgotten', () => {
  /** @type {string[]} */
  const asked = [];
  /** @type {(() => void)[]} */
  const pauses = [];
  const ahead = createAhead((text) => asked.push(text), (work) => pauses.push(work));
  ahead.type('who helps');
  assert.equal(ahead.replyTo('who helps me'), 1);
  ahead.forget();
  for (const work of pauses) work();
  assert.deepEqual(asked, ['who helps me']);
  ahead.replyTo('who helps me');
  assert.deepEqual(asked, ['who helps me', 'who helps me']);
});
