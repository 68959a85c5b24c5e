/**
 * Fault storms. STORMS sets how many (2,000; 50,000 in the long run), SEED replays one run, STORM_PATH one sequence.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createPort } from '../../../scorm/runtime/port.js';
import { scorm12 } from '../../../scorm/runtime/scorm12.js';
import * as models from '../../../scorm/stand-ins/models.js';
import { FAULTS, LEARNER, storm } from './storm.js';

const { STORMS = '2000', SEED = String(Date.now() % 2 ** 31), STORM_PATH } = process.env;

/** Moodle thrice: it is what most schools have. */
const LMSS = ['MoodleLms', 'MoodleLms', 'MoodleLms', 'HonestLms', 'FalseWithoutErrorLms', 'NullLms', 'ThrowingLms', 'ExpiringLms', 'SlowLms', 'PlainLms'];

test('no storm loses a step, and the LMS shows what the learner has', async () => {
  const sum = { sequences: 0, faults: 0, lost: 0, mismatch: 0 };
  const sequence = fc.array(fc.tuple(fc.constantFrom(...LEARNER, ...FAULTS), fc.nat(999)), { minLength: 3, maxLength: 30 });
  const property = fc.asyncProperty(fc.constantFrom(...LMSS), fc.constantFrom('completed', 'passed', 'both'), sequence, async (name, status, actions) => {
    const { lost, mismatch, breaches, faults } = await storm(actions, { createPort, scorm12, Lms: models[name], status });
    sum.sequences++;
    sum.faults += faults;
    sum.lost += lost.length;
    sum.mismatch += mismatch.length;
    assert.deepEqual({ lost, mismatch, breaches }, { lost: [], mismatch: [], breaches: [] });
  });
  // What storms found once and must never find again.
  const examples = [['MoodleLms', 'completed', [['answer', 519], ['refused', 0], ['answer', 654], ['page', 0]]]];
  try {
    await fc.assert(property, {
      examples: STORM_PATH ? [] : examples,
      numRuns: Number(STORMS),
      seed: Number(SEED),
      path: STORM_PATH,
      endOnFailure: Boolean(STORM_PATH),
    });
  } finally {
    console.log(`storms: sequences=${sum.sequences} faults=${sum.faults} lost=${sum.lost} mismatch=${sum.mismatch} seed=${SEED}`);
  }
});
