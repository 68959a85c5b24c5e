/**
 * Fault storms. STORMS sets how many over the three standards (2,000; 50,000 in the long run), STANDARD gives them all to
 * one, SEED replays one run, STORM_PATH one sequence.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createPort } from '../../../scorm/runtime/port.js';
import { STANDARDS } from './standards.js';
import { FAULTS, LEARNER, storm } from './storm.js';

const { STORMS = '2000', SEED = String(Date.now() % 2 ** 31), STORM_PATH, STANDARD } = process.env;

/** Moodle thrice: it is what most schools have. By standard: its LMSs, and its share of the storms. */
const SCORM = ['MoodleLms', 'MoodleLms', 'MoodleLms', 'HonestLms', 'FalseWithoutErrorLms', 'NullLms', 'ThrowingLms', 'ExpiringLms', 'SlowLms', 'PlainLms', 'StickyErrorLms', 'CurtLms'];
const WEATHER = {
  scorm12: [SCORM, 0.5],
  scorm2004: [SCORM, 0.25],
  cmi5: [['HonestLrs', 'MoodyLrs'], 0.25],
};

/** What storms found once and must never find again. */
const EXAMPLES = {
  scorm12: [
    ['MoodleLms', 'completed', [['answer', 519], ['refused', 0], ['answer', 654], ['page', 0]]],
    ['MoodleLms', 'completed', [['pass', 0], ['refused', 0], ['page', 0], ['kill', 0], ['wipe', 0], ['stranger', 0]]],
  ],
};

const sequence = fc.array(fc.tuple(fc.constantFrom(...LEARNER, ...FAULTS), fc.nat(999)), { minLength: 3, maxLength: 30 });

for (const [name, [kinds, share]] of Object.entries(WEATHER)) {
  if (STANDARD && STANDARD !== name) continue;
  test(`${name}: no storm loses a step, and the LMS shows what the learner has`, async () => {
    const standard = STANDARDS[name];
    const sum = { sequences: 0, faults: 0, lost: 0, mismatch: 0 };
    const property = fc.asyncProperty(fc.constantFrom(...kinds), fc.constantFrom('completed', 'passed', 'both'), sequence, async (kind, status, actions) => {
      const { lost, mismatch, breaches, faults } = await storm(actions, { createPort, standard, Lms: standard.models[kind], status });
      sum.sequences++;
      sum.faults += faults;
      sum.lost += lost.length;
      sum.mismatch += mismatch.length;
      assert.deepEqual({ lost, mismatch, breaches }, { lost: [], mismatch: [], breaches: [] });
    });
    try {
      await fc.assert(property, {
        examples: STORM_PATH ? [] : EXAMPLES[name],
        numRuns: Number(STORMS) * (STANDARD ? 1 : share),
        seed: Number(SEED),
        path: STORM_PATH,
        endOnFailure: Boolean(STORM_PATH),
      });
    } finally {
      console.log(`storms: ${name} sequences=${sum.sequences} faults=${sum.faults} lost=${sum.lost} mismatch=${sum.mismatch} seed=${SEED}`);
    }
  });
}
