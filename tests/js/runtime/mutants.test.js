/** The storms and the recorder can fail: five runtimes, each broken in one place, are caught. */

import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import fc from 'fast-check';
import * as models from '../../../scorm/stand-ins/models.js';
import { FAULTS, LEARNER, storm } from './storm.js';

const RUNTIME = fileURLToPath(new URL('../../../scorm/runtime/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'mutants-'));
after(() => rmSync(folder, { recursive: true }));

/** name → file, what stands there, what stands there instead */
const MUTANTS = {
  'no sequence number': ['port.js', 'envelope.sequence++;', ''],
  'no retry': ['port.js', /timer = window\.setTimeout\(retry, .*\);/, ''],
  'status before score': ['scorm12.js', "values.set('cmi.core.exit'", "if (results?.complete) values.set(STATUS, 'completed');\n      values.set('cmi.core.exit'"],
  'finish twice': ['port.js', 'const finished = adapter.finish(', 'adapter.finish(0);\n    const finished = adapter.finish('],
  'journal without nonce': ['journal.js', /prefix \+ name/g, 'prefix'],
};

let count = 0;

/** @returns {Promise<{createPort: Function, scorm12: Function}>} the runtime with this change in it */
async function runtime(change) {
  const copy = join(folder, String(count++));
  cpSync(RUNTIME, copy, { recursive: true });
  writeFileSync(join(copy, 'package.json'), '{"type": "module"}');
  if (change) {
    const [file, found, instead] = change;
    const source = readFileSync(join(copy, file), 'utf8');
    const mutant = source.replace(found, instead);
    assert.notEqual(mutant, source, `${file} has no ${found} any more: give the mutant a new place`);
    writeFileSync(join(copy, file), mutant);
  }
  const load = (file) => import(pathToFileURL(join(copy, file)).href);
  return { ...(await load('port.js')), ...(await load('scorm12.js')) };
}

/** What a thousand storms find, at most. */
async function weather(parts) {
  const sequence = fc.array(fc.tuple(fc.constantFrom(...LEARNER, ...FAULTS), fc.nat(999)), { minLength: 3, maxLength: 30 });
  const kinds = fc.constantFrom('MoodleLms', 'HonestLms');
  for (const [name, actions] of fc.sample(fc.tuple(kinds, sequence), { numRuns: 1000, seed: 20261122 })) {
    const { lost, mismatch, breaches } = await storm(actions, { ...parts, Lms: models[name] });
    if (lost.length + mismatch.length + breaches.length) return [...lost, ...mismatch, ...breaches];
  }
  return [];
}

for (const [name, change] of Object.entries(MUTANTS)) {
  test(`a runtime with ${name} is caught`, async () => {
    assert.notDeepEqual(await weather(await runtime(change)), []);
  });
}

test('the same storms find nothing in the runtime as it is', async () => {
  assert.deepEqual(await weather(await runtime(null)), []);
});
