/** Finding a municipality: exact where it can be, asking where it must, and never guessing. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { findMunicipality } from '../../../assets/player/municipalities.js';

/** @param {string} code @param {string} name */
const row = (code, name, more = {}) => ({ code, name, province: 'Somewhere', aka: [], from: null, to: null, successors: [], ...more });
const ROWS = [
  row('GM0014', 'Groningen'),
  row('GM0017', 'Haren', { to: '2018-12-31', successors: ['GM0014'] }),
  row('GM0788', 'Haaren', { to: '2020-12-31', successors: ['GM0824', 'GM0757'] }),
  row('GM0824', 'Oisterwijk'),
  row('GM0757', 'Boxtel'),
  row('GM0893', 'Bergen (L.)', { aka: ['Bergen (Limburg)'] }),
  row('GM0373', 'Bergen (NH.)', { aka: ['Bergen (Noord-Holland)'] }),
  row('GM0164', 'Hengelo (O.)', { aka: ['Hengelo'] }),
  row('GM0796', "'s-Hertogenbosch", { aka: ['Den Bosch'] }),
  row('GM1900', 'Súdwest-Fryslân'),
  row('GM0228', 'Ede'),
  row('GM0232', 'Epe'),
  row('GM0001', 'Later Place', { from: '2027-01-01' }),
];
/** @param {string} typed */
const find = (typed, today = '2026-11-22') => {
  const { kind, places } = findMunicipality(ROWS, typed, today);
  return [kind, ...places.map(({ code, was }) => (was ? `${code} was ${was}` : code))];
};

test('accents, capitals, apostrophes, hyphens, blanks and the word gemeente make no difference', () => {
  assert.deepEqual(find('  SUDWEST fryslan '), ['one', 'GM1900']);
  assert.deepEqual(find('s hertogenbosch'), ['one', 'GM0796']);
  assert.deepEqual(find('gemeente den bosch'), ['one', 'GM0796']);
  assert.deepEqual(find('gm0796'), ['one', 'GM0796']);
});

test('a name that several places bear is asked about, and a longer form of it is not', () => {
  assert.deepEqual(find('Bergen'), ['ask', 'GM0893', 'GM0373']);
  assert.deepEqual(find('Bergen NH'), ['one', 'GM0373']);
  assert.deepEqual(find('bergen, limburg'), ['one', 'GM0893']);
});

test('a name whose official form has a suffix is asked about: villages elsewhere bear it too', () => {
  assert.deepEqual(find('Hengelo'), ['ask', 'GM0164']);
  assert.deepEqual(find('Hengelo (O.)'), ['one', 'GM0164']);
});

test('a former municipality that was split, or has a twin one letter away, is asked about', () => {
  assert.deepEqual(find('Haaren'), ['ask', 'GM0824 was Haaren', 'GM0757 was Haaren', 'GM0014 was Haren']);
  assert.deepEqual(find('Haren'), ['ask', 'GM0014 was Haren', 'GM0824 was Haaren', 'GM0757 was Haaren']);
  assert.deepEqual(find('Haren', '2018-12-31')[1], 'GM0017');
});

test('a typing error is asked about, also when only one place is near', () => {
  assert.deepEqual(find('Oisterwjik'), ['ask', 'GM0824']);
  assert.deepEqual(find('Gronigen'), ['ask', 'GM0014']);
});

test('of short names no letter may differ', () => {
  assert.deepEqual(find('Ede'), ['one', 'GM0228']);
  assert.deepEqual(find('Ete'), ['none']);
});

test('the beginning of a word brings what begins so', () => {
  assert.deepEqual(find('hertogen'), ['ask', 'GM0796']);
  assert.deepEqual(find('frysl'), ['ask', 'GM1900']);
});

test('a municipality counts from its first day on', () => {
  assert.deepEqual(find('Later Place'), ['none']);
  assert.deepEqual(find('Later Place', '2027-01-01'), ['one', 'GM0001']);
});

test('nothing, nonsense and ten thousand letters find nothing and throw nothing', () => {
  for (const typed of ['', '   ', '🙂', '<script>alert(1)</script>', 'x'.repeat(10_000), '¿?', '0000AA']) {
    assert.deepEqual(find(typed), ['none']);
  }
});
