import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const PLAYER = fileURLToPath(new URL('../../../assets/player/', import.meta.url));

/**
 * The script that a package carries, bundled as hatch_build.py does: white space and syntax minified, names kept.
 *
 * @param {string} contents
 * @param {object} [more]   other options of esbuild
 */
async function gzipped(contents, more = {}) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: PLAYER },
    bundle: true, write: false, format: 'iife', target: 'es2021', charset: 'utf8', legalComments: 'none',
    minifyWhitespace: true, minifySyntax: true, ...more,
  });
  return gzipSync(outputFiles[0].contents, { level: 9 }).length;
}

/** What a learner loads more, because the runtime is in the player's script as packages carry it. @param {string} adapter */
async function asShipped(adapter) {
  const contents = `import { ${adapter} } from '../../scorm/runtime/${adapter}.js'; import { boot } from './main.js'; boot(${adapter});`;
  const hole = {
    name: 'the player alone',
    setup: ({ onLoad }) => onLoad({ filter: /scorm.runtime/ }, () => ({ contents: `export const createPort = 0, ${adapter} = 0;` })),
  };
  return (await gzipped(contents)) - (await gzipped(contents, { plugins: [hole] }));
}

/** Port and adapter alone, minified whole, as libraries tell their size. @param {string} adapter */
const minified = (adapter) =>
  gzipped(
    `import { createPort } from '../../scorm/runtime/port.js'; import { ${adapter} } from '../../scorm/runtime/${adapter}.js';
     window.port = (options) => createPort({ ...options, adapter: ${adapter} });`,
    { minifyIdentifiers: true },
  );

// docs/tracking.md has these figures, and what each duty of cmi5 costs.
for (const [adapter, whole, shipped] of [['scorm12', 5080, 5440], ['scorm2004', 4990, 5360], ['cmi5', 5660, 6060]]) {
  test(`the runtime with the adapter ${adapter}: at most ${whole} bytes minified and gzipped; ${shipped} with the names that packages keep`, async (t) => {
    const sizes = [await minified(adapter), await asShipped(adapter)];
    t.diagnostic(`${adapter}: ${sizes[0]} bytes minified and gzipped, ${sizes[1]} as shipped`);
    assert.ok(sizes[0] <= whole && sizes[1] <= shipped, String(sizes));
  });
}
