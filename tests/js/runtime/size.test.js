import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { minify } from 'terser';

const PLAYER = fileURLToPath(new URL('../../../assets/player/', import.meta.url));
const MOST = 5120;

/**
 * The script that a package carries, made as hatch_build.py does: functions and properties keep their names.
 *
 * @param {string} contents
 * @param {import('esbuild').Plugin[]} [plugins]
 */
async function gzipped(contents, plugins = []) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: PLAYER },
    bundle: true, write: false, format: 'iife', target: 'es2021', charset: 'utf8', legalComments: 'none',
    minifyWhitespace: true, minifySyntax: true, plugins,
  });
  const { code } = await minify(outputFiles[0].text, { ecma: 2020, compress: { passes: 3, inline: 0, hoist_funs: true, pure_getters: true }, mangle: true, keep_fnames: true });
  return gzipSync(code ?? '', { level: 9 }).length;
}

// docs/tracking.md has these figures.
for (const adapter of ['scorm12', 'scorm2004', 'cmi5']) {
  test(`the runtime with the adapter ${adapter} makes the player's script at most ${MOST} bytes larger, gzipped`, async (t) => {
    const contents = `import { ${adapter} } from '../../scorm/runtime/${adapter}.js'; import { boot } from './main.js'; boot(${adapter});`;
    const hole = {
      name: 'the player alone',
      /** @param {import('esbuild').PluginBuild} bundling */
      setup: ({ onLoad }) => onLoad({ filter: /scorm.runtime/ }, () => ({ contents: `export const createPort = 0, ${adapter} = 0;` })),
    };
    const size = (await gzipped(contents)) - (await gzipped(contents, [hole]));
    t.diagnostic(`${adapter}: ${size} bytes`);
    assert.ok(size <= MOST, String(size));
  });
}
