/** The storms and the recorder can fail: six runtimes, each broken in one place, are caught under each standard. */

import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { STANDARDS } from './standards.js';
import { FAULTS, LEARNER, storm } from './storm.js';

const RUNTIME = fileURLToPath(new URL('../../../scorm/runtime/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'mutants-'));
after(() => rmSync(folder, { recursive: true }));

const EARLY = "if (results?.complete) values.set(STATUS, 'completed');\n      ";

/** name → file, what stands there, what stands there instead; and the standards where that can go wrong */
const MUTANTS = {
  'no sequence number': ['port.js', 'envelope.sequence++;', ''],
  'no retry': ['port.js', /timer = window\.setTimeout\(retry, .*\);/, ''],
  'status before score': {
    scorm12: ['scorm12.js', "values.set('cmi.core.exit'", EARLY + "values.set('cmi.core.exit'"],
    scorm2004: ['scorm2004.js', "values.set('cmi.exit'", EARLY.replace('STATUS', 'COMPLETION') + "values.set('cmi.exit'"],
  }, // cmi5 has the score inside the verdict
  'finish twice': ['port.js', 'const finished = adapter.finish(', 'adapter.finish(0);\n    const finished = adapter.finish('],
  'a look before the player has anything': ['port.js', 'isOpen && keep(current())', 'keep(current())'],
  'journal without nonce': ['journal.js', /prefix \+ name/g, 'prefix'],
};

let count = 0;

/** The runtime with this change in it. @returns {Promise<{createPort: Function, adapter: Function}>} */
async function runtime(standard, change) {
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
  const { createPort } = await load('port.js');
  return { createPort, adapter: (await load(`${standard}.js`))[standard] };
}

/** What two hundred storms find. */
async function weather(standard, parts) {
  const sequence = fc.array(fc.tuple(fc.constantFrom(...LEARNER, ...FAULTS), fc.nat(999)), { minLength: 3, maxLength: 30 });
  const { models } = standard;
  const kinds = fc.constantFrom(...(models.HonestLrs ? ['HonestLrs'] : ['MoodleLms', 'HonestLms']));
  for (const [name, actions] of fc.sample(fc.tuple(kinds, sequence), { numRuns: 200, seed: 20261122 })) {
    const { lost, mismatch, breaches } = await storm(actions, { ...parts, standard, Lms: models[name] });
    if (lost.length + mismatch.length + breaches.length) return [...lost, ...mismatch, ...breaches];
  }
  return [];
}

for (const [id, standard] of Object.entries(STANDARDS)) {
  for (const [name, change] of Object.entries(MUTANTS)) {
    const here = Array.isArray(change) ? change : change[id];
    if (!here) continue;
    test(`${id}: a runtime with ${name} is caught`, async () => {
      assert.notDeepEqual(await weather(standard, await runtime(id, here)), []);
    });
  }

  test(`${id}: the same storms find nothing in the runtime as it is`, async () => {
    assert.deepEqual(await weather(standard, await runtime(id, null)), []);
  });
}
