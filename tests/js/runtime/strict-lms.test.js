import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildSync } from 'esbuild';
import { createContext, runInContext } from 'node:vm';
import { fileURLToPath } from 'node:url';
import { StrictLms } from '../../../scorm/stand-ins/strict-lms.js';

const Q = 'cmi.interactions.0.';
const READ = ['get', 'cmi.interactions._children'];
const ASKED = [READ, ['set', `${Q}id`, 'q1'], ['set', `${Q}type`, 'choice']];

/** Calls in order; `['set', element, value]` and so on. */
function play(calls, launch) {
  const lms = new StrictLms(launch);
  const { API } = lms;
  const names = { set: API.LMSSetValue, get: API.LMSGetValue, commit: () => API.LMSCommit(''), finish: () => API.LMSFinish('') };
  API.LMSInitialize('');
  const answers = calls.map(([name, ...parameters]) => names[name](...parameters));
  return { lms, answers, rules: [...new Set(lms.breaches.map(({ rule }) => rule))] };
}

const BREACHES = [
  ['suspend_data of 4097 characters', [['set', 'cmi.suspend_data', 'x'.repeat(4097)]], ['value-form']],
  ['lesson_location of 256', [['set', 'cmi.core.lesson_location', 'x'.repeat(256)]], ['value-form']],
  ['"not attempted" set by the SCO', [['set', 'cmi.core.lesson_status', 'not attempted']], ['value-form']],
  ['a status that is no word of the standard', [['set', 'cmi.core.lesson_status', 'done']], ['value-form']],
  ['a score above 100', [['set', 'cmi.core.score.raw', '101']], ['value-form']],
  ['a score below 0', [['set', 'cmi.core.score.min', '-1']], ['value-form']],
  ['a decimal comma', [['set', 'cmi.core.score.raw', '80,5']], ['value-form']],
  ['a number instead of a string', [['set', 'cmi.core.score.raw', 80]], ['string-values']],
  ['exit "normal"', [['set', 'cmi.core.exit', 'normal']], ['value-form']],
  ['session_time 1:2:3', [['set', 'cmi.core.session_time', '1:2:3']], ['value-form']],
  ['session_time twice', [['set', 'cmi.core.session_time', '0000:00:01.00'], ['set', 'cmi.core.session_time', '0000:00:02.00']], ['session-time-once']],
  ['reading what is write-only', [['get', 'cmi.core.session_time']], ['readable']],
  ['writing what is read-only', [['set', 'cmi.core.student_id', 'x']], ['settable', 'accepted']],
  ['an element of SCORM 2004', [['set', 'cmi.completion_status', 'completed']], ['settable', 'accepted']],
  ['an interaction before _children was read', [['set', `${Q}id`, 'q1']], ['children-first']],
  ['type before id', [READ, ['set', `${Q}type`, 'choice']], ['id-first']],
  ['response before type', [READ, ['set', `${Q}id`, 'q1'], ['set', `${Q}student_response`, 'a']], ['type-first']],
  ['an id with a blank', [READ, ['set', `${Q}id`, 'question 1']], ['value-form']],
  ['an id with an umlaut', [READ, ['set', `${Q}id`, 'fräge']], ['value-form']],
  ['an id of 256 characters', [READ, ['set', `${Q}id`, 'x'.repeat(256)]], ['value-form']],
  ['a gap in the indices', [READ, ['set', 'cmi.interactions.1.id', 'q1']], ['accepted']],
  ['a word as answer of a choice', [...ASKED, ['set', `${Q}student_response`, 'blue']], ['feedback-form']],
  ['"true" in a true-false', [READ, ['set', `${Q}id`, 'q'], ['set', `${Q}type`, 'true-false'], ['set', `${Q}correct_responses.0.pattern`, 'true']], ['feedback-form']],
  ['a matching with a hyphen', [READ, ['set', `${Q}id`, 'q'], ['set', `${Q}type`, 'matching'], ['set', `${Q}student_response`, 'a-1']], ['feedback-form']],
  ['a fill-in of 256 characters', [READ, ['set', `${Q}id`, 'q'], ['set', `${Q}type`, 'fill-in'], ['set', `${Q}student_response`, 'x'.repeat(256)]], ['value-form']],
  ['result "incorrect"', [...ASKED, ['set', `${Q}result`, 'incorrect']], ['value-form']],
  ['type "other"', [READ, ['set', `${Q}id`, 'q'], ['set', `${Q}type`, 'other']], ['value-form']],
  ['a time of day of 25 hours', [...ASKED, ['set', `${Q}time`, '25:00:00']], ['value-form']],
  ['a latency in ISO 8601', [...ASKED, ['set', `${Q}latency`, 'PT10S']], ['value-form']],
  ['a status taken back', [['set', 'cmi.core.lesson_status', 'completed'], ['set', 'cmi.core.lesson_status', 'incomplete']], ['ratchet']],
  ['a score after the status in one batch', [['set', 'cmi.core.lesson_status', 'completed'], ['set', 'cmi.core.score.raw', '80']], ['score-before-status']],
  ['a second finish', [['finish'], ['finish']], ['finish-once']],
  ['a value after the finish', [['finish'], ['set', 'cmi.suspend_data', 'x']], ['after-finish']],
  ['a commit after the finish', [['finish'], ['commit']], ['after-finish']],
];

for (const [name, calls, rules] of BREACHES) {
  test(`${name} is a breach`, () => assert.deepEqual(play(calls).rules, rules));
}

test('setting in review, browse or without credit is a breach', () => {
  const set = [['set', 'cmi.suspend_data', 'x']];
  for (const launch of [{ mode: 'review' }, { mode: 'browse' }, { credit: 'no-credit' }]) {
    assert.deepEqual(play(set, launch).rules, ['read-only-visit']);
  }
});

test('arguments where none belong, a call before initialise, and a second initialise are breaches', () => {
  const lms = new StrictLms();
  lms.API.LMSGetValue('cmi.core.lesson_status');
  lms.API.LMSInitialize('x');
  lms.API.LMSInitialize('');
  lms.API.LMSInitialize('');
  assert.deepEqual(lms.breaches.map(({ rule }) => rule), ['readable', 'empty-parameter', 'initialize-once', 'initialize-once']);
});

test('a second LMSFinish answers false with 301', () => {
  const { lms, answers } = play([['finish'], ['finish']]);
  assert.deepEqual([answers, lms.API.LMSGetLastError()], [['true', 'false'], '301']);
});

test('what the standard allows is no breach', () => {
  const { rules } = play([
    ['set', 'cmi.core.lesson_status', 'incomplete'],
    ['set', 'cmi.core.exit', 'suspend'],
    ['set', 'cmi.suspend_data', 'x'.repeat(4096)],
    ['commit'],
    ...ASKED,
    ['set', `${Q}correct_responses.0.pattern`, '{a,c}'],
    ['set', `${Q}student_response`, 'a,c'],
    ['set', `${Q}result`, 'correct'],
    ['set', `${Q}latency`, '0000:00:12.50'],
    ['set', `${Q}id`, 'q1'],
    ['set', 'cmi.core.score.raw', '80'],
    ['set', 'cmi.core.lesson_status', 'completed'],
    ['commit'],
    ['set', 'cmi.student_preference.audio', '-1'],
    ['set', 'cmi.student_preference.language', 'nl'],
    ['set', 'cmi.student_preference.speed', '-20'],
    ['set', 'cmi.student_preference.text', '1'],
    ['get', 'cmi.objectives._children'],
    ['set', 'cmi.objectives.0.id', 'one'],
    ['set', 'cmi.objectives.0.status', 'not attempted'],
    ['set', 'cmi.core.session_time', '0000:10:00.00'],
    ['finish'],
  ]);
  assert.deepEqual(rules, []);
});

test('the record goes to the next launch as JSON: state, interactions, time and entry', () => {
  const { lms } = play([...ASKED, ['set', 'cmi.suspend_data', 'abc'], ['set', 'cmi.core.exit', 'suspend'], ['set', 'cmi.core.session_time', '0000:00:40.50'], ['finish']]);
  const next = play([['set', 'cmi.core.session_time', '0000:00:30.00'], ['get', 'cmi.suspend_data'], ['get', 'cmi.core.entry'], ['get', 'cmi.interactions._count'], ['finish']], { record: JSON.parse(JSON.stringify(lms.record)) });
  assert.deepEqual(next.answers.map(String), ['true', 'abc', 'resume', '1', 'true']);
  assert.equal(next.lms.record['cmi.core.total_time'], '0000:01:10.50');
});

test('an LMS without interactions refuses them with 401', () => {
  const { answers, lms } = play([['get', 'cmi.interactions._children']], { interactions: false });
  assert.deepEqual([answers, lms.API.LMSGetLastError()], [[''], '401']);
});

test('bundled as a classic script it is window.StrictLms', () => {
  const entry = fileURLToPath(new URL('../../../scorm/stand-ins/classic-script.js', import.meta.url));
  const { outputFiles } = buildSync({ entryPoints: [entry], bundle: true, format: 'iife', write: false });
  const page = createContext({ console, setTimeout, clearTimeout });
  runInContext(outputFiles[0].text, page);
  assert.equal(runInContext("const lms = new StrictLms(); lms.API.LMSInitialize('') + lms.breaches.length", page), 'true0');
});
