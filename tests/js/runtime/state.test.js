import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { merge, pack, unpack, worstCase } from '../../../scorm/runtime/state.js';
import { LAYOUT } from './storm.js';

const ENVELOPE = { sequence: 7, nonce: 123456789012, visit: 99, indices: { q1: 0, q3: 4 }, rest: '' };
const LEARNER = {
  place: { part: 'story', page: 'film' },
  done: ['welcome', 'film'],
  answers: { q1: { picked: ['a', 'd'], right: true }, q3: { picked: [], right: false } },
  best: 85,
  tries: 3,
  complete: true,
  films: { one: 211 },
  drawn: ['q1', 'q3'],
};

const id = fc.stringMatching(/^[a-z][a-z0-9-]{0,9}$/);
const letters = (count) => [...'abcdefghijklmnopqrstuvwxyz'].slice(0, count);
const KINDS = {
  letters: fc.integer({ min: 1, max: 26 }).map((options) => ({ options })),
  order: fc.constant({ options: 28, kind: 'order' }),
  pairs: fc.constant({ options: 28, kind: 'pairs' }),
  number: fc.constant({ options: 3, kind: 'number' }),
  marks: fc.constant({ options: 31, kind: 'marks' }),
};
const PICKED = {
  letters: ({ options }) => fc.subarray(letters(options)),
  order: () => fc.shuffledSubarray(letters(7)),
  pairs: () => fc.subarray(letters(7)).chain((some) => fc.tuple(...some.map((one) => fc.constantFrom(...letters(7)).map((to) => `${one}.${to}`)))),
  number: () => fc.constantFrom('1', '2', '3', '4', '5').map((one) => [one]),
  marks: () => fc.array(fc.integer({ min: 1, max: 1023 }), { maxLength: 12 }).map((halves) => halves.map((half) => String(half / 2))),
};
const questions = fc.tuple(id, fc.oneof(...Object.values(KINDS))).map(([one, kind]) => ({ id: one, ...kind }));
const layouts = fc.record({
  course: id,
  parts: fc.uniqueArray(id, { maxLength: 8 }),
  pages: fc.uniqueArray(id, { maxLength: 40 }),
  questions: fc.uniqueArray(questions, { maxLength: 30, selector: (one) => one.id }),
  stories: fc.uniqueArray(id, { maxLength: 6 }),
  languages: fc.constant(['en', 'nl']),
});
const worlds = layouts.chain((layout) =>
  fc.record({
    layout: fc.constant(layout),
    learner: fc.record({
      place: layout.parts.length && layout.pages.length
        ? fc.option(fc.record({ part: fc.constantFrom(...layout.parts), page: fc.constantFrom(...layout.pages) }))
        : fc.constant(null),
      done: fc.subarray(layout.pages),
      answers: fc.subarray(layout.questions).chain((some) =>
        fc.record(Object.fromEntries(some.map((one) => [
          one.id,
          fc.record({ picked: PICKED[one.kind ?? 'letters'](one), right: fc.boolean() }),
        ]))),
      ),
      best: fc.option(fc.integer({ min: 0, max: 100 })),
      tries: fc.integer({ min: 0, max: 255 }),
      language: fc.constantFrom('en', 'nl'),
      complete: fc.boolean(),
      drawn: fc.subarray(layout.questions.map((one) => one.id)),
      films: fc.subarray(layout.stories).chain((some) => fc.record(Object.fromEntries(some.map((one) => [one, fc.integer({ min: 1, max: 4095 })])))),
    }),
    envelope: fc.record({
      sequence: fc.integer({ min: 0, max: 2 ** 24 - 1 }),
      nonce: fc.integer({ min: 1, max: 2 ** 48 - 1 }),
      visit: fc.integer({ min: 0, max: 4095 }),
      indices: fc.subarray(layout.questions).chain((some) => fc.record(Object.fromEntries(some.map((one) => [one.id, fc.integer({ min: 0, max: 1022 })])))),
      rest: fc.constant(''),
    }),
  }),
);

const plain = (value) => JSON.parse(JSON.stringify(value));

test('what is packed comes back whole, in safe characters, never longer than the worst case', () => {
  fc.assert(
    fc.property(worlds, ({ layout, learner, envelope }) => {
      const text = pack(learner, layout, envelope);
      assert.match(text, /^[A-Za-z0-9_.-]+$/);
      assert.ok(text.length <= worstCase(layout), `${text.length} > ${worstCase(layout)}`);
      assert.deepEqual(plain(unpack(text, layout)), plain({ learner, envelope, notes: [] }));
    }),
  );
});

test('the worst case is reached when everything is answered', () => {
  const answers = Object.fromEntries(LAYOUT.questions.map(({ id: question }) => [question, { picked: ['a'], right: true }]));
  assert.equal(pack({ ...LEARNER, answers }, LAYOUT, ENVELOPE).length, worstCase(LAYOUT));
});

test('the formula of docs/tracking.md gives the same number', () => {
  const sections = [128, LAYOUT.pages.length, 12 * LAYOUT.stories.length, LAYOUT.questions.reduce((sum, one) => sum + 17 + one.options, 0), LAYOUT.questions.length];
  assert.equal(worstCase(LAYOUT), 1 + sections.reduce((sum, bits) => sum + 5 + Math.ceil(bits / 5), 0));
});

test('a large course stays far below the ceiling of 3,500 characters', () => {
  const many = (count, make) => Array.from({ length: count }, (_, at) => make(at));
  const layout = { course: 'large', parts: many(20, String), pages: many(200, String), stories: many(30, String), questions: many(300, (at) => ({ id: `q${at}`, options: 6 })) };
  assert.ok(worstCase(layout) < 2000, String(worstCase(layout)));
});

test('the whole course with eighty questions of every type, half of them sequences, takes less than a third of it', () => {
  const many = (count, make) => Array.from({ length: count }, (_, at) => make(at));
  const kinds = [{ options: 8 }, { options: 28, kind: 'order' }, { options: 20 }, { options: 28, kind: 'pairs' }];
  const questions = many(80, (at) => ({ id: `q${at}`, ...kinds[at % 4] }));
  const layout = { course: 'whole', parts: many(10, String), pages: many(120, String), stories: many(8, String), questions };
  assert.ok(worstCase(layout) < 3500 / 3, String(worstCase(layout)));
});

test('an answer of a question that has become another kind means nothing any more, and harms no other', () => {
  const layout = (...kinds) => ({ ...LAYOUT, questions: kinds.map((kind, at) => ({ id: `q${at}`, ...kind })) });
  const [choice, order, number] = [{ options: 8 }, { options: 28, kind: 'order' }, { options: 3, kind: 'number' }];
  const answers = { q0: { picked: ['c', 'a', 'b'], right: true }, q1: { picked: ['b'], right: true }, q2: { picked: ['4'], right: false } };
  const text = pack({ ...LEARNER, answers, drawn: [] }, layout(order, choice, number), { ...ENVELOPE, indices: {} });
  assert.deepEqual(unpack(text, layout(number, order, number)).learner.answers, { q2: answers.q2 });
  assert.deepEqual(unpack(text, layout(order, choice, number)).learner.answers, answers);
});

test('moments of a film come back to the half second, and a film that is gone costs no other answer', () => {
  const marks = { id: 'spotting/one', options: 31, kind: 'marks' };
  const layout = { ...LAYOUT, questions: [{ id: 'q0', options: 8 }, marks, { id: 'q1', options: 8 }] };
  const answers = { q0: { picked: ['a'], right: true }, 'spotting/one': { picked: ['0.5', '12.5', '511.5'], right: false }, q1: { picked: ['b'], right: true } };
  const text = pack({ ...LEARNER, answers, drawn: [] }, layout, { ...ENVELOPE, indices: { 'spotting/one': 3 } });
  const read = unpack(text, layout);
  assert.deepEqual([read.learner.answers, read.envelope.indices], [answers, { 'spotting/one': 3 }]);
  const without = { ...layout, questions: [layout.questions[0], { ...marks, id: '' }, layout.questions[2]] };
  const { 'spotting/one': _, ...others } = answers;
  assert.deepEqual(unpack(text, without).learner.answers, others);
});

test('a course that gets films to mark in reads the states from before', () => {
  const text = pack(LEARNER, LAYOUT, ENVELOPE);
  const layout = { ...LAYOUT, questions: [...LAYOUT.questions, { id: 'spotting/one', options: 31, kind: 'marks' }] };
  assert.deepEqual([unpack(text, layout).learner.answers, unpack(text, layout).notes], [LEARNER.answers, []]);
});

test('values outside their field become the nearest that fits, and nothing throws', () => {
  const wild = { ...LEARNER, best: 250, tries: 1e9, films: { one: 1e9, two: NaN }, place: { part: 'gone', page: 'film' } };
  const { learner } = unpack(pack(wild, LAYOUT, ENVELOPE), LAYOUT);
  assert.deepEqual([learner.best, learner.tries, learner.films, learner.place], [null, 255, { one: 4095 }, null]);
});

test('an empty state is a new learner, without a note', () => {
  assert.deepEqual(unpack('', LAYOUT).notes, []);
  assert.deepEqual(unpack('', LAYOUT).learner.done, []);
});

test('any text at all can be read without throwing', () => {
  fc.assert(fc.property(fc.string(), (text) => void unpack(text, LAYOUT)));
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'1hpsqd.AZ_-') }), (text) => void unpack(text, LAYOUT)));
});

test('one wrong character costs one section, and is always noticed', () => {
  const text = pack(LEARNER, LAYOUT, ENVELOPE);
  fc.assert(
    fc.property(fc.integer({ min: 2, max: text.length - 1 }), fc.constantFrom(...'ABCXYZabcxyz0189_-'), (at, char) => {
      fc.pre(text[at] !== char && text[at] !== '.');
      const { learner, envelope, notes } = unpack(text.slice(0, at) + char + text.slice(at + 1), LAYOUT);
      assert.deepEqual(notes, ['partly']);
      const kept = [
        envelope.nonce === ENVELOPE.nonce && learner.complete && learner.best === 85,
        learner.done.length === 2,
        learner.films.one === 211,
        Object.keys(learner.answers).length === 2 && envelope.indices.q3 === 4,
        learner.drawn.length === 2,
      ];
      assert.equal(kept.filter(Boolean).length, 4);
    }),
  );
});

test('a tail that was cut off costs the tail, never the verdict', () => {
  const text = pack(LEARNER, LAYOUT, ENVELOPE);
  const head = text.indexOf('.p');
  for (let length = head; length < text.length; length++) {
    if (length === text.indexOf('.d')) continue; // the length of a state from before there were pools
    const { learner, notes } = unpack(text.slice(0, length), LAYOUT);
    assert.deepEqual([learner.best, learner.complete, learner.tries, notes], [85, true, 3, ['partly']], `cut at ${length}`);
  }
});

test('a state of which nothing can be read says so, and gives a new learner', () => {
  for (const text of ['1.hAAAA', 'undefined', '{"v":1}', 'x'.repeat(4000)]) {
    assert.deepEqual(unpack(text, LAYOUT).notes, ['damaged'], text);
    assert.equal(unpack(text, LAYOUT).learner.complete, false);
  }
});

test('the state of another course is not ours', () => {
  assert.deepEqual(unpack(pack(LEARNER, { ...LAYOUT, course: 'other' }, ENVELOPE), LAYOUT).notes, ['damaged']);
});

test('a newer edition keeps its own sections through a visit with an older one', () => {
  const section = 'xNewThings';
  let sum = 7;
  for (const char of LAYOUT.course + section) sum = (sum * 31 + char.charCodeAt(0)) % 36 ** 3;
  const newer = `2${pack(LEARNER, LAYOUT, ENVELOPE).slice(1)}.${section}${sum.toString(36).padStart(3, '0')}`;
  const { learner, envelope, notes } = unpack(newer, LAYOUT);
  assert.deepEqual(notes, ['newer']);
  assert.deepEqual(plain(learner), plain(LEARNER));
  assert.ok(pack(learner, LAYOUT, envelope).endsWith(newer.slice(newer.indexOf('.xNew'))));
});

test('an edited course reads the old state: removed, added and reordered items, and more options', () => {
  const text = pack(LEARNER, LAYOUT, ENVELOPE);
  const edited = {
    ...LAYOUT,
    parts: ['start', 'the-story', 'test', 'extra'],
    pages: ['welcome', 'privacy', '', '', 'signals', 'result', 'added'],
    questions: [{ id: 'practice', options: 3 }, { id: '', options: 4 }, { id: 'q2', options: 6 }, { id: 'q3', options: 8 }, { id: 'q4', options: 20 }, { id: 'q5', options: 4 }],
    stories: ['one', '', 'three'],
  };
  const { learner, envelope, notes } = unpack(text, edited);
  assert.deepEqual(notes, []);
  assert.deepEqual([learner.done, learner.films], [['welcome'], { one: 211 }]);
  assert.deepEqual([learner.answers, envelope.indices], [{ q3: { picked: [], right: false } }, { q3: 4 }]);
  assert.deepEqual([learner.best, learner.complete, learner.place], [85, true, null]);
});

test('two truths that went apart become one in which nothing done is undone', () => {
  const older = { ...LEARNER, best: 90, done: ['welcome', 'signals'], tries: 5 };
  const newer = { ...LEARNER, complete: false, best: null, done: ['privacy'], answers: { q1: { picked: ['b'], right: false } } };
  const one = merge(older, newer);
  assert.deepEqual([one.best, one.complete, one.tries], [90, true, 5]);
  assert.deepEqual(one.done.sort(), ['privacy', 'signals', 'welcome']);
  assert.deepEqual(one.answers, { q1: { picked: ['b'], right: false }, q3: { picked: [], right: false } });
});

test('of two attempts that were drawn the newer counts, and who has drawn none takes none away', () => {
  assert.deepEqual(merge(LEARNER, { ...LEARNER, drawn: [] }).drawn, LEARNER.drawn);
  assert.deepEqual(merge(LEARNER, { ...LEARNER, drawn: ['q4'] }).drawn, ['q4']);
});

/**
 * The states that editions have written, by the beginning of the SHA-256 of course and text. Lines are only added here: a
 * teacher whose course waits in an LMS in one of these forms must always be able to go on.
 */
const WRITTEN = {
  'v1-course-edited.json': 'b0e2ee68f19f0c8d',
  'v1-every-kind-of-answer.json': 'e1892d234d3734fe',
  'v1-finished-tail-cut.json': 'd06b63c811cb3283',
  'v1-finished.json': 'b0e2ee68f19f0c8d',
  'v1-head-damaged.json': '0530693f1bf330c0',
  'v1-in-the-middle.json': 'acb6c3925231beaa',
  'v1-just-entered.json': '1608f2e3bcd923ce',
};
const corpus = new URL('states/', import.meta.url);
const readState = (file) => JSON.parse(readFileSync(new URL(file, corpus), 'utf8'));

test('no state of an older edition was taken out or changed, and each new one is noted', () => {
  const held = readdirSync(corpus).map((file) => {
    const { layout, text } = readState(file);
    return [file, createHash('sha256').update(layout.course + text).digest('hex').slice(0, 16)];
  });
  assert.deepEqual(Object.fromEntries(held), WRITTEN);
});

for (const file of Object.keys(WRITTEN)) {
  test(`states/${file} still resumes`, () => {
    const { layout, text, learner, indices, notes } = readState(file);
    const read = unpack(text, layout);
    assert.deepEqual(plain({ learner: read.learner, indices: read.envelope.indices, notes: read.notes }), { learner: { drawn: [], ...learner }, indices, notes });
  });
}
