/** Finds a municipality outside a browser: JSON in on stdin ({rows, typed, today}), JSON out on stdout (what was found). */

import { findMunicipality } from './municipalities.js';

const { process } = /** @type {any} */ (globalThis);
let given = '';
process.stdin.setEncoding('utf8');
process.stdin.on('data', (/** @type {string} */ some) => (given += some));
process.stdin.on('end', () => {
  const { rows, typed, today } = JSON.parse(given);
  process.stdout.write(JSON.stringify(findMunicipality(rows, typed, today)));
});
