import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const PLAYER = fileURLToPath(new URL('../../../assets/player/', import.meta.url));

/**
 * The script that a package carries, bundled as hatch_build.py does: white space and syntax minified, names kept.
 *
 * @param {string} adapter
 * @param {{runtime?: boolean, shorten?: boolean}} [options]   without the runtime: the player alone, with a hole in its place
 */
async function gzipped(adapter, { runtime = true, shorten = false } = {}) {
  const { outputFiles } = await build({
    stdin: { contents: `import { ${adapter} } from '../../scorm/runtime/${adapter}.js'; import { boot } from './main.js'; boot(${adapter});`, resolveDir: PLAYER },
    bundle: true, write: false, format: 'iife', target: 'es2021', charset: 'utf8', legalComments: 'none',
    minifyWhitespace: true, minifySyntax: true, minifyIdentifiers: shorten,
    plugins: runtime ? [] : [{
      name: 'without the runtime',
      setup: ({ onLoad }) => onLoad({ filter: /scorm.runtime/ }, () => ({ contents: `export const createPort = 0, ${adapter} = 0;` })),
    }],
  });
  return gzipSync(outputFiles[0].contents, { level: 9 }).length;
}

// cmi5 brings its own HTTP, statements and session; docs/tracking.md says why it cannot be smaller.
for (const [adapter, most] of [['scorm12', 5400], ['scorm2004', 5300], ['cmi5', 6600]]) {
  test(`the runtime with the adapter ${adapter} adds at most ${most} bytes, gzipped, to what a learner loads`, async (t) => {
    const costs = async (options) => (await gzipped(adapter, options)) - (await gzipped(adapter, { ...options, runtime: false }));
    const [named, shortened] = [await costs({}), await costs({ shorten: true })];
    t.diagnostic(`${adapter}: ${named} bytes gzipped in the player's bundle as shipped; with names shortened it would be ${shortened}`);
    assert.ok(named <= most, String(named));
  });
}
