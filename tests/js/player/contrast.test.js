import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const css = readFileSync(new URL('../../../assets/player/tokens.css', import.meta.url), 'utf8');
const [lightPart, darkPart] = css.split('@media (prefers-color-scheme: dark)');
const colours = (/** @type {string} */ text) =>
  Object.fromEntries([...text.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]));
const light = colours(lightPart ?? '');
/** @type {Record<string, Record<string, string|undefined>>} */
const themes = { light, dark: { ...light, ...colours((darkPart ?? '').split('@media')[0] ?? '') } };

// The pairs that style sheets use, as [ink, ground]; themes of schools are held to the same list (builder/seemenow/theme/look.py).
/** @type {{text: string[][], label: string[][], shape: string[][]}} */
const pairs = JSON.parse(readFileSync(new URL('../../../assets/player/contrast.json', import.meta.url), 'utf8'));
// Body text reaches AAA here; labels AA; borders and focus that carry meaning 3 to 1.
const WANTED = /** @type {const} */ ([[7, 'text'], [4.5, 'label'], [3, 'shape']]);

for (const [theme, tokens] of Object.entries(themes)) {
  for (const [wanted, kind] of WANTED) {
    for (const [front = '', ground = ''] of pairs[kind]) {
      test(`${theme}: ${front} on ${ground} reaches ${wanted} to 1`, () => {
        const reached = contrast(tokens[front] ?? '', tokens[ground] ?? '');
        assert.ok(reached >= wanted, `it is ${reached.toFixed(2)}`);
      });
    }
  }
}

/** WCAG 2.2, contrast ratio. @param {string} one @param {string} other */
function contrast(one, other) {
  const [dark = 0, bright = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
}

/** @param {string} colour */
function luminance(colour) {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
