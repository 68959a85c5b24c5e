import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

const ASSETS = new URL('../../../assets/', import.meta.url);
const read = (/** @type {string} */ name) => readFileSync(new URL(name, ASSETS), 'utf8');
const names = (/** @type {string} */ ending) =>
  ['player', 'components'].flatMap((room) =>
    readdirSync(new URL(room, ASSETS), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith(ending))
      .map((name) => `${room}/${name}`),
  );

/** Keys by section: a key stands two blanks in, with its text or, for a plural, a mapping behind it. */
const sections = Object.fromEntries(
  read('player/texts.yaml')
    .split(/^(?=\w+:$)/m)
    .slice(1)
    .map((section) => [section.split(':')[0], [...section.matchAll(/^ {2}([\w.-]+): /gm)].map(([, key]) => key ?? '')]),
);
const every = Object.values(sections).flat();
const said = (/** @type {string[]} */ files, /** @type {RegExp} */ pattern) =>
  new Set(files.flatMap((file) => [...read(file).matchAll(pattern)].map(([, key]) => key ?? '')));
/** A key that is put together, such as `notice.` with a note, stands for all keys that begin so. */
const found = (/** @type {string} */ key, /** @type {string[]} */ keys) =>
  /[.-]$/.test(key) ? keys.some((each) => each.startsWith(key)) : keys.includes(key);

test('no key stands twice', () => {
  assert.equal(new Set(every).size, every.length);
});

test('every text that a script says goes along with it', () => {
  const spoken = ['conversation', 'confidence', 'matching', 'ordering', 'spotting', 'progress', 'part', 'turn', 'foot', 'notice', 'question', 'quiz', 'result', 'signals', 'film', 'about'];
  /** The section that goes along with a script. @type {(file: string) => string} */
  const sectionOf = (file) => (/^components\/(?!banner)/.test(file) ? 'blocks' : 'script');
  const all = names('.js').map((file) => ({ file, keys: [...said([file], new RegExp(`['"\`]((?:${spoken.join('|')})\\.[\\w-]*)`, 'g'))] }));
  assert.ok(all.flatMap(({ keys }) => keys).length > 40);
  const missing = all.flatMap(({ file, keys }) => keys.filter((key) => !found(key, [...(sections['script'] ?? []), ...(sections[sectionOf(file)] ?? [])])));
  assert.deepEqual(missing, []);
});

test('every text that a template says exists', () => {
  const keys = [...said(names('.html'), /t\('([\w.-]+)'/g)];
  assert.ok(keys.length > 80);
  assert.deepEqual(keys.filter((key) => !found(key, every)), []);
});

test('the Dutch catalogue is whole: every key, with the same placeholders', () => {
  const entries = read('player/locale/nl.po').split('\n\n').slice(1);
  const dutch = new Map(entries.map((entry) => [/msgctxt "(.+)"/.exec(entry)?.[1] ?? '', entry]));
  assert.deepEqual(every.filter((key) => !dutch.has(key)), []);
  for (const [key, entry] of dutch) {
    const [source, target] = entry.split(/^msgstr(?=\W)/m);
    const holes = (/** @type {string|undefined} */ text) => [...new Set(text?.match(/\{\w+\}/g))].sort();
    assert.deepEqual(holes(entry.slice(source?.length)), holes(source), key);
    assert.doesNotMatch(entry, /msgstr(\[\d\])? ""\n?$/, key);
    assert.ok(target, key);
  }
});
