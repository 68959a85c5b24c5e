/** docs/tracking.md tells the truth: its drawing and its table are the runtime's, and each proof it names is a test. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { TABLE } from '../../../scorm/runtime/port.js';

const read = (path) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const page = read('docs/tracking.md');
const states = Object.keys(TABLE);
/** Ways as `from>to`, in order of the alphabet. */
const ways = (pairs) => pairs.map(([from, to]) => `${from}>${to}`).sort();
const held = ways(states.flatMap((from) => TABLE[from].map((to) => [from, to])));

test('the drawing of the states is the table of the runtime', () => {
  const drawn = [...page.matchAll(/^ {2}(\w+) --> (\w+)/gm)].map(([, from, to]) => [from, to]);
  assert.deepEqual(ways(drawn), held);
});

test('the table of the states is the table of the runtime', () => {
  const [, rows] = /\| From \| it can go to \|\n\| --- \| --- \|\n((?:\|.*\n)+)/.exec(page);
  const words = (cell) => states.filter((state) => new RegExp(`\\b${state}\\b`).test(cell));
  const written = rows.trim().split('\n').flatMap((row) => {
    const [, from, to] = row.split('|');
    return words(from).flatMap((one) => words(to).map((other) => [one, other]));
  });
  assert.deepEqual(ways(written), held);
});

const FILES = { each: 'tests/js/runtime/each-standard.test.js', Browser: 'tests/browser/test_loss.py' };

test('every vice names a proof, and every proof is there', () => {
  const section = page.slice(page.indexOf('## Vices'), page.indexOf('### What cannot be had'));
  const rows = section.split('\n').filter((line) => line.startsWith('| ') && !/^\| (Vice|---)/.test(line));
  assert.ok(rows.length > 30, String(rows.length));
  for (const row of rows) {
    const proof = row.split('|').at(-2);
    const named = proof.split(/; (?=`|each|Browser)/).map((one) => /^\s*`?([\w-]+)`?: (.*)/.exec(one));
    if (/tests\/test_paths/.test(proof)) continue;
    if (/^ `connect`/.test(proof)) continue; // the whole file
    for (const [, where, claims] of named) {
      const path = FILES[where] ?? `tests/js/runtime/${where}.test.js`;
      const text = path.endsWith('.py') ? read(path).replaceAll('_', ' ') : read(path).replaceAll("\\'", "'");
      for (const [, claim] of claims.matchAll(/"([^"]+)"/g)) {
        for (const part of claim.split('…').map((each) => each.trim()).filter(Boolean)) assert.ok(text.includes(part), `${path} has no test “${part}”`);
      }
      assert.match(claims, /"/, row);
    }
  }
});
