import assert from 'node:assert/strict';
import { test } from 'node:test';
import { footWords, savedHook } from '../../../assets/components/banner/banner.js';
import { supportLines } from '../../../assets/player/support.js';
import { outline } from './course.js';

/** @type {import('../../../scorm/runtime/types.js').PortState[]} */
const STATES = ['connecting', 'running', 'saving', 'unsaved', 'finishing', 'finished', 'review', 'alone', 'unconnected', 'elsewhere'];

test('only what the LMS confirmed counts as saved', () => {
  assert.deepEqual(STATES.filter((state) => savedHook(state) === 'yes'), ['running', 'finished']);
  assert.deepEqual(STATES.filter((state) => footWords(state) === 'foot.saved'), ['running', 'finished']);
});

test('review and alone have hooks of their own', () => {
  assert.equal(savedHook('review'), 'review');
  assert.equal(savedHook('alone'), 'alone');
});

test('where nothing is stored the foot of the page says so', () => {
  assert.deepEqual(
    STATES.filter((state) => footWords(state) === 'foot.not-stored'),
    ['review', 'alone', 'unconnected', 'elsewhere'],
  );
});

test('support lines tell of the connection and of nobody', () => {
  const lines = supportLines(outline(), {
    standard: 'SCORM 1.2',
    state: 'unsaved',
    sequence: 12,
    savedAt: Date.UTC(2026, 10, 22, 20, 40),
    errors: [{ call: 'LMSCommit', code: '101' }],
  });
  assert.equal(
    lines,
    'course small 1.0.0 en scorm12\nstandard SCORM 1.2\nstate unsaved\nsaves 12\nsaved at 2026-11-22T20:40:00.000Z\nerrors LMSCommit 101',
  );
});
