import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clock, createTexts } from '../../../assets/player/texts.js';

const texts = {
  plain: 'Back',
  filled: 'Part {n} of {total}',
  many: { one: 'about {n} minute left', other: 'about {n} minutes left' },
};

test('placeholders are filled, and unknown ones stay to be seen', () => {
  const say = createTexts(texts, 'en');
  assert.equal(say('filled', { n: 2, total: 6 }), 'Part 2 of 6');
  assert.equal(say('filled', { n: 2 }), 'Part 2 of {total}');
});

test('n chooses the plural by the rules of the language', () => {
  const [en, fr] = [createTexts(texts, 'en'), createTexts(texts, 'fr')];
  assert.equal(en('many', { n: 1 }), 'about 1 minute left');
  assert.equal(en('many', { n: 0 }), 'about 0 minutes left');
  assert.equal(fr('many', { n: 0 }), 'about 0 minute left');
});

test('a missing text shows its key, not nothing', () => {
  assert.equal(createTexts(texts, 'en')('not.there'), 'not.there');
});

test('a value with a dollar sign is said as it is', () => {
  assert.equal(createTexts({ a: '{x}' }, 'en')('a', { x: '$&' }), '$&');
});

test('seconds read as a clock', () => {
  assert.deepEqual([0, 7.9, 60, 750, -1].map(clock), ['0:00', '0:07', '1:00', '12:30', '0:00']);
});
