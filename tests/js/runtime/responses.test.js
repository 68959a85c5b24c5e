/** The answers of every type of question, in the words of each standard. */

import assert from 'node:assert/strict';
import { webcrypto } from 'node:crypto';
import { test } from 'node:test';
import { told as heard } from '../../../assets/components/spotting/score.js';
import { cmi5 } from '../../../scorm/runtime/cmi5.js';
import { createPort } from '../../../scorm/runtime/port.js';
import { scorm12 } from '../../../scorm/runtime/scorm12.js';
import { scorm2004 } from '../../../scorm/runtime/scorm2004.js';
import { Cmi5Lrs } from '../../../scorm/stand-ins/cmi5-lrs.js';
import { StrictLms2004 } from '../../../scorm/stand-ins/strict-lms-2004.js';
import { StrictLms } from '../../../scorm/stand-ins/strict-lms.js';
import { Browser } from './browser.js';

const ANSWERS = [
  { id: 'final_where', type: 'choice', pattern: ['b'], response: ['b'], right: true },
  { id: 'final_steps', type: 'sequencing', pattern: ['b', 'c', 'a'], response: ['c', 'b', 'a'], right: false },
  { id: 'final_who', type: 'matching', pattern: ['a.c', 'b.a'], response: ['a.c', 'b.a'], right: true },
  { id: 'before_sure', type: 'likert', pattern: [], response: ['4'], right: false },
  { id: 'spot_window', type: 'performance', pattern: [], response: ['a4.12.5', 'x.70.5'], right: 0.5 },
];
const SIGNALS = [{ id: 'a4', from: 11, to: 14 }, { id: 'r1', from: 30, to: 33 }];
/** What is kept, where that is not what is told. */
const KEPT = { spot_window: { picked: ['12.5', '70.5'], right: false } };
const KINDS = { choice: { options: 8 }, sequencing: { options: 28, kind: 'order' }, matching: { options: 28, kind: 'pairs' }, likert: { options: 3, kind: 'number' }, performance: { options: 31, kind: 'marks' } };
const LAYOUT = { course: 'c', parts: [], pages: [], stories: [], questions: ANSWERS.map(({ id, type }) => ({ id, ...KINDS[type] })) };
const REPORTED = ANSWERS.map(({ id, type, pattern }) => ({
  question: id, id, type, pattern, ...(type === 'performance' && { told: (picked) => heard(SIGNALS, picked) }),
}));
const TRUTH = Object.fromEntries(ANSWERS.map(({ id, response: picked, right }) => [id, KEPT[id] ?? { picked, right }]));

/** Real turns of the loop, and the pretended clock on to whatever waits. */
async function until(browser, promise) {
  let settled = false;
  promise.finally(() => (settled = true));
  while (!settled) {
    await new Promise(setImmediate);
    const next = Math.min(...browser.timers.map(({ at }) => at));
    if (!settled && next !== Infinity) await browser.pass(next - browser.time);
  }
  return promise;
}

async function answerAll(adapter, prepare, { told = true } = {}) {
  const browser = new Browser();
  const tab = prepare(browser);
  const port = createPort({ window: tab.window, layout: LAYOUT, adapter, status: 'completed', reported: REPORTED, current: () => port.restore().learner, now: () => browser.time });
  await until(browser, port.open());
  if (told) for (const answer of ANSWERS) port.answer({ ...answer, latency: 3 });
  await until(browser, port.save({ ...port.restore().learner, answers: TRUTH }));
}

const rows = (lms, ...fields) => ANSWERS.map((_, at) => fields.map((field) => lms.record[`cmi.interactions.${at}.${field}`]));

test('SCORM 1.2: each type in its own form, confidence without right or wrong', async () => {
  const lms = new StrictLms({});
  await answerAll(scorm12, (browser) => browser.openTab({ API: lms.API }));
  assert.deepEqual(rows(lms, 'type', 'student_response', 'correct_responses.0.pattern', 'result'), [
    ['choice', 'b', 'b', 'correct'],
    ['sequencing', 'c,b,a', 'b,c,a', 'wrong'],
    ['matching', 'a.c,b.a', 'a.c,b.a', 'correct'],
    ['likert', '4', undefined, 'neutral'],
    ['performance', 'a4.12.5,x.70.5', undefined, '0.5'],
  ]);
  assert.deepEqual(lms.breaches, []);
});

test('SCORM 1.2: the state alone gives every row again', async () => {
  const first = new StrictLms({});
  await answerAll(scorm12, (browser) => browser.openTab({ API: first.API }));
  const record = Object.fromEntries(Object.entries(first.record).filter(([name]) => !name.includes('interactions')));
  const second = new StrictLms({ record });
  await answerAll(scorm12, (browser) => browser.openTab({ API: second.API }), { told: false });
  const fields = ['id', 'type', 'student_response', 'correct_responses.0.pattern', 'result'];
  assert.deepEqual(rows(second, ...fields), rows(first, ...fields));
  assert.deepEqual(second.breaches, []);
});

test('SCORM 2004: each type in its own form, confidence without right or wrong', async () => {
  const lms = new StrictLms2004({});
  await answerAll(scorm2004, (browser) => {
    const tab = browser.openTab();
    tab.window.parent = { API_1484_11: lms.API_1484_11 };
    return tab;
  });
  assert.deepEqual(rows(lms, 'type', 'learner_response', 'correct_responses.0.pattern', 'result'), [
    ['choice', 'b', 'b', 'correct'],
    ['sequencing', 'c[,]b[,]a', 'b[,]c[,]a', 'incorrect'],
    ['matching', 'a[.]c[,]b[.]a', 'a[.]c[,]b[.]a', 'correct'],
    ['likert', '4', undefined, 'neutral'],
    ['performance', 'a4[.]12.5[,]x[.]70.5', undefined, '0.5'],
  ]);
  assert.deepEqual(lms.breaches, []);
});

test('cmi5: each type in its own form, confidence without success', async () => {
  const lms = new Cmi5Lrs();
  await answerAll(cmi5, (browser) => {
    const tab = browser.openTab({ framed: false, search: new URL(lms.launch('index.html'), 'https://course.example/').search });
    Object.assign(tab.window, { crypto: webcrypto, fetch: lms.fetch });
    return tab;
  });
  const answered = lms.statements.filter(({ verb }) => verb.id.endsWith('/answered'));
  assert.deepEqual(
    answered.map(({ object: { definition }, result }) => [definition.interactionType, result.response, definition.correctResponsesPattern?.[0], result.success]),
    [
      ['choice', 'b', 'b', true],
      ['sequencing', 'c[,]b[,]a', 'b[,]c[,]a', false],
      ['matching', 'a[.]c[,]b[.]a', 'a[.]c[,]b[.]a', true],
      ['likert', '4', undefined, undefined],
      ['performance', 'a4[.]12.5[,]x[.]70.5', undefined, undefined],
    ],
  );
  assert.deepEqual(answered.at(-1).result.score, { scaled: 0.5 });
  assert.deepEqual(lms.breaches, []);
});
