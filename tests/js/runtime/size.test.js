import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { buildSync } from 'esbuild';

const RUNTIME = new URL('../../../scorm/runtime/', import.meta.url).pathname;

/** Bytes over the wire of the port with the SCORM 1.2 adapter, as a package carries it. */
function gzipped(options) {
  const contents = "import { createPort } from './port.js'; import { scorm12 } from './scorm12.js'; window.port = (o) => createPort({ ...o, adapter: scorm12 });";
  const stdin = { contents, resolveDir: RUNTIME };
  const { outputFiles } = buildSync({ stdin, bundle: true, write: false, format: 'iife', target: 'es2020', minifyWhitespace: true, minifySyntax: true, ...options });
  return gzipSync(outputFiles[0].contents, { level: 9 }).length;
}

test('the runtime with one adapter costs a learner less than 5.7 kB with its names, less than 5 kB without', (t) => {
  const sizes = [gzipped({}), gzipped({ minifyIdentifiers: true })];
  t.diagnostic(`runtime gzipped: ${sizes[0]} bytes, names shortened ${sizes[1]} bytes`);
  assert.ok(sizes[0] < 5700 && sizes[1] < 5000, String(sizes));
});
