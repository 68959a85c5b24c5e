import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { duration } from '../../../scorm/runtime/duration.js';
import { createPort } from '../../../scorm/runtime/port.js';
import { scorm2004 } from '../../../scorm/runtime/scorm2004.js';
import { scorm2004 as Moodle } from '../../../scorm/stand-ins/models.js';
import { StrictLms2004 } from '../../../scorm/stand-ins/strict-lms-2004.js';
import { Browser } from './browser.js';
import { LAYOUT, REPORTED } from './storm.js';

const STATE = 'cmi.suspend_data';
const COMPLETION = 'cmi.completion_status';
const SUCCESS = 'cmi.success_status';
const SUSPENDED = { 'cmi.exit': 'suspend', [COMPLETION]: 'incomplete' };

/** Refuses commits and ends while `way` says so; like Moodle's 2004 API it then sends everything at the next. */
class RefusingLms extends StrictLms2004 {
  way = 'up';
  store(end) {
    return this.way === 'up' ? super.store(end) : this.refuse('391');
  }
}

/** Refuses the first end only. */
class StubbornLms extends StrictLms2004 {
  ends = 0;
  store(end) {
    return end && this.ends++ === 0 ? this.refuse('111') : super.store(end);
  }
}

async function visit({ browser = new Browser(), Lms = StrictLms2004, launch = {}, record, profile = 'completed', port: portOptions } = {}) {
  const lms = new Lms({ record, ...launch });
  const tab = browser.openTab();
  tab.window.parent = { API_1484_11: lms.API_1484_11 };
  const port = createPort({ window: tab.window, layout: LAYOUT, adapter: scorm2004, status: profile, reported: REPORTED, current: () => port.restore().learner, now: () => browser.time, ...portOptions });
  const opened = await browser.until(port.open());
  const learner = () => port.restore().learner;
  return {
    browser, lms, tab, port, opened, learner,
    save: (change = {}) => browser.until(port.save({ ...learner(), ...change })),
    answer(question, picked, right = true) {
      const { id, type, pattern } = REPORTED.find((one) => one.question === question);
      port.answer({ id, type, pattern, response: picked, right, latency: 12.5 });
      return { answers: { ...learner().answers, [question]: { picked, right } } };
    },
    async passTest(percent = 80) {
      port.score(percent);
      port.complete();
      return browser.until(port.save({ ...learner(), best: percent, tries: 1, complete: true }));
    },
    close: () => browser.until(port.close()),
    calls() {
      const seen = lms.calls.map(({ name, parameters }) => `${name} ${parameters.join('=')}`.trim());
      lms.calls.length = 0;
      return seen;
    },
  };
}

const row = (lms, index) => Object.fromEntries(Object.entries(lms.record).filter(([name]) => name.startsWith(`cmi.interactions.${index}.`)).map(([name, value]) => [name.split('.').slice(3).join('.'), value]));

test('a first launch takes 8 GetValue, 3 SetValue, 1 Commit; exit suspend, incomplete and a state are committed', async () => {
  const { lms, opened } = await visit();
  assert.equal(opened, 'running');
  assert.deepEqual(['Initialize', 'GetValue', 'SetValue', 'Commit'].map((name) => lms.count(name)), [1, 8, 3, 1]);
  assert.deepEqual([lms.record['cmi.exit'], lms.record[COMPLETION], lms.record[STATE].slice(0, 3)], ['suspend', 'incomplete', '1.h']);
  assert.deepEqual(lms.breaches, []);
});

test('an element without a value yet (403) is no error on the support page', async () => {
  assert.deepEqual((await visit()).port.support().errors, []);
});

test('a whole walk keeps every line of the standard, and the LMS shows what the learner has', async () => {
  const first = await visit();
  await first.save({ done: ['welcome'], place: { part: 'start', page: 'welcome' } });
  await first.save(first.answer('q1', ['c'], false));
  await first.browser.pass(61_000);
  await first.tab.leave();
  const second = await visit({ record: first.lms.record });
  assert.deepEqual([second.learner().done, second.lms.api.cmi.entry], [['welcome'], 'resume']);
  await second.save(second.answer('q1', ['b']));
  await second.save(second.answer('q3', ['a', 'c']));
  await second.save(second.answer('q4', ['f'], false));
  await second.passTest(83);
  assert.equal(await second.close(), true);
  await second.tab.leave();
  const { record } = second.lms;
  assert.deepEqual(
    [COMPLETION, SUCCESS, 'cmi.score.raw', 'cmi.score.min', 'cmi.score.max', 'cmi.score.scaled', 'cmi.exit'].map((name) => record[name]),
    ['completed', 'passed', '83', '0', '100', '0.83', 'suspend'],
  );
  assert.deepEqual([0, 1, 2, 3].map((index) => row(second.lms, index).id), ['test_q1', 'test_q3', 'test_q4', undefined]);
  assert.deepEqual([row(second.lms, 0).learner_response, row(second.lms, 0).result], ['b', 'correct']);
  assert.deepEqual([first.lms.breaches, second.lms.breaches], [[], []]);
  assert.deepEqual([first.lms.count('Terminate'), second.lms.count('Terminate')], [1, 1]);
  assert.match(record['cmi.total_time'], /^PT0H1M1\.\d+S$/);
});

test('an answer carries id, type, timestamp, pattern, weighting, response, result and latency, in this order', async () => {
  const { lms, save, answer, calls } = await visit();
  calls();
  await save(answer('q3', ['c', 'a'], true));
  const { timestamp, ...others } = row(lms, 0);
  assert.match(timestamp, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d\dZ$/);
  assert.deepEqual(others, {
    id: 'test_q3',
    type: 'choice',
    'correct_responses.0.pattern': 'a[,]c',
    weighting: '1',
    learner_response: 'c[,]a',
    result: 'correct',
    latency: 'PT0H0M12.5S',
  });
  const order = calls().filter((call) => call.includes('interactions')).map((call) => /interactions\.0\.([\w.]+)=/.exec(call)[1]);
  assert.deepEqual(order.slice(0, 2), ['id', 'type']);
});

for (const [name, question, picked, right, expected] of [
  ['a true-false is true', 'q4', ['t'], true, ['true', 'true', 'correct']],
  ['or false', 'q4', ['f'], false, ['false', 'true', 'incorrect']],
  ['one of a choice', 'q1', ['b'], true, ['b', 'b', 'correct']],
  ['nothing picked has a word that LMSs take', 'q1', [], false, ['none', 'b', 'incorrect']],
]) {
  test(`responses: ${name}`, async () => {
    const { lms, save, answer } = await visit();
    await save(answer(question, picked, right));
    const { learner_response, 'correct_responses.0.pattern': pattern, result } = row(lms, 0);
    assert.deepEqual([[learner_response, pattern, result], lms.breaches], [expected, []]);
  });
}

test('the score comes before both verdicts; done says completed and passed in every profile', async () => {
  for (const profile of ['completed', 'passed', 'both']) {
    const { calls, passTest, lms } = await visit({ profile });
    calls();
    await passTest(7);
    assert.deepEqual(calls().filter((call) => /score|status/.test(call)), [
      'SetValue cmi.score.raw=7',
      'SetValue cmi.score.min=0',
      'SetValue cmi.score.max=100',
      'SetValue cmi.score.scaled=0.07',
      'SetValue cmi.completion_status=completed',
      'SetValue cmi.success_status=passed',
    ]);
    assert.deepEqual(lms.breaches, []);
  }
});

test('every whole score gives a scaled one that the standard takes', async () => {
  for (let score = 0; score <= 100; score++) {
    const lms = new StrictLms2004();
    const adapter = scorm2004('completed');
    adapter.start(lms.API_1484_11);
    assert.equal(adapter.send('x', { score, complete: true, interactions: [] }), true);
    assert.deepEqual([Math.round(lms.record['cmi.score.scaled'] * 100), lms.breaches], [score, []]);
  }
});

test('no score before there is one; a failed test leaves incomplete and unknown, never failed', async () => {
  const { lms, save, port } = await visit();
  await save({ done: ['welcome'] });
  assert.equal('cmi.score.raw' in lms.record, false);
  port.score(40);
  await save();
  assert.deepEqual([lms.record['cmi.score.raw'], lms.record[COMPLETION], lms.record[SUCCESS]], ['40', 'incomplete', undefined]);
});

test('a score that the LMS holds, raw or scaled, is never lowered', async () => {
  for (const held of [{ 'cmi.score.raw': '95' }, { 'cmi.score.scaled': '0.95' }]) {
    const { lms, save, port } = await visit({ record: { ...SUSPENDED, ...held } });
    port.score(60);
    await save();
    assert.deepEqual(Object.fromEntries(Object.entries(lms.record).filter(([name]) => /score/.test(name))), held);
  }
});

test('a score in the LMS that is no number stands in the way of nothing', async () => {
  for (const element of ['cmi.score.raw', 'cmi.score.scaled']) {
    class WordyLms extends StrictLms2004 {
      get(name) {
        return name === element ? { answer: 'N/A', code: '0' } : super.get(name);
      }
    }
    const { lms, save, passTest } = await visit({ Lms: WordyLms });
    assert.equal(await save({ done: ['welcome'] }), true);
    assert.equal(lms.record['cmi.score.raw'], undefined);
    await passTest(80);
    assert.equal(lms.record['cmi.score.raw'], '80');
  }
});

test('completed or passed in the LMS is finished, and is not taken back', async () => {
  for (const held of [{ [COMPLETION]: 'completed' }, { [SUCCESS]: 'passed' }]) {
    const { lms, save, learner } = await visit({ record: { 'cmi.exit': 'suspend', ...held } });
    assert.equal(learner().complete, true);
    await save({ done: ['welcome'] });
    assert.deepEqual([lms.record[COMPLETION], lms.record[SUCCESS], lms.breaches], ['completed', 'passed', []]);
  }
});

test('review, browse and no credit: nothing is set, one Terminate', async () => {
  for (const launch of [{ mode: 'review' }, { mode: 'browse' }, { credit: 'no-credit' }]) {
    const { lms, opened, tab } = await visit({ launch, record: SUSPENDED });
    await tab.leave();
    assert.deepEqual([opened, lms.count('SetValue'), lms.count('Commit'), lms.count('Terminate'), lms.breaches], ['review', 0, 0, 1, []]);
  }
});

test('a finished step is one batch and one commit; what the LMS has is not set again', async () => {
  const { calls, save } = await visit();
  calls();
  await save({ done: ['welcome'] });
  assert.deepEqual(calls().map((call) => call.split('=')[0]), ['SetValue cmi.suspend_data', 'Commit']);
});

test('after a failed commit everything is set again, also a value that went back', async () => {
  const { lms, save, answer, browser, port } = await visit({ Lms: RefusingLms });
  await save(answer('q1', ['b']));
  lms.way = 'refused';
  assert.equal(await save(answer('q1', ['c'], false)), false);
  assert.equal(port.state, 'unsaved');
  await browser.pass(1000);
  await save(answer('q1', ['b']));
  lms.way = 'up';
  await browser.pass(60_000);
  assert.deepEqual([port.state, row(lms, 0).learner_response, row(lms, 0).result, lms.breaches], ['running', 'b', 'correct', []]);
});

test('inside one failed batch a value that goes back is set again', () => {
  const lms = new RefusingLms();
  const adapter = scorm2004('completed');
  adapter.start(lms.API_1484_11);
  const results = (response) => ({ score: null, complete: false, interactions: [{ index: 0, id: 'q', type: 'choice', pattern: ['b'], response: [response], right: response === 'b' }] });
  adapter.send('1', results('b'));
  lms.way = 'refused';
  assert.equal(adapter.send('2', results('c')), false);
  lms.way = 'up';
  assert.equal(adapter.send('3', results('b')), true);
  assert.equal(row(lms, 0).learner_response, 'b');
});

test('an LMS that forgets what a failed commit held is given it again', () => {
  class ForgetfulLms extends RefusingLms {
    store(end) {
      const answer = super.store(end);
      this.values = { ...this.record };
      return answer;
    }
  }
  const lms = new ForgetfulLms();
  const adapter = scorm2004('completed');
  adapter.start(lms.API_1484_11);
  lms.way = 'refused';
  const results = { score: 80, complete: true, interactions: [] };
  assert.equal(adapter.send('1', results), false);
  lms.way = 'up';
  assert.equal(adapter.send('2', results), true);
  assert.deepEqual([lms.record['cmi.score.raw'], lms.record[COMPLETION], lms.record[SUCCESS], lms.record['cmi.exit']], ['80', 'completed', 'passed', 'suspend']);
});

test('a refused interaction costs the interactions and nothing else', async () => {
  const { lms, save, answer, passTest } = await visit({ launch: { interactions: false } });
  assert.equal(await save(answer('q1', ['b'])), true);
  assert.equal(await passTest(), true);
  const tried = lms.calls.filter(({ name, parameters }) => name === 'SetValue' && /interactions/.test(parameters[0]));
  assert.deepEqual([tried.length, lms.record[COMPLETION]], [1, 'completed']);
});

test('Terminate is tried again once when the LMS refuses it, with one session time', async () => {
  const { lms, tab, save } = await visit({ Lms: StubbornLms });
  await save({ done: ['welcome'] });
  await tab.leave();
  assert.deepEqual([lms.count('Terminate'), lms.terminated, lms.breaches], [2, true, []]);
  assert.equal(lms.calls.filter(({ parameters }) => parameters[0] === 'cmi.session_time').length, 1);
});

test('an API that is initialised already goes on; one that has ended is no LMS', () => {
  const API = (code) => ({ Initialize: () => 'false', GetValue: () => '', GetLastError: () => code });
  assert.equal(scorm2004('completed').start(API('104')), null);
  assert.notEqual(scorm2004('completed').start(API('103')), null);
});

test('an LMS that throws or hands out null is survived, and said', () => {
  const adapter = scorm2004('completed');
  const API = { Initialize: () => 'true', GetValue: () => null, SetValue: () => 'true', Commit: () => { throw new Error('gone'); }, GetLastError: () => '0' };
  assert.deepEqual(adapter.start(API), { state: '', done: false, readOnly: false, score: 0, interactions: 0 });
  assert.equal(adapter.send('x', null), false);
  assert.deepEqual(adapter.errors[0], { call: 'Commit', code: 'Error: gone' });
});

test('the learner\'s name and id are never asked for', async () => {
  const { calls, save, tab } = await visit();
  await save();
  await tab.leave();
  assert.deepEqual(calls().filter((call) => /learner_(id|name)/.test(call)), []);
});

test('every duration is well-formed, right to the hundredth, and never a bare PT', () => {
  for (const [seconds, text] of [[0, 'PT0H0M0S'], [59.999, 'PT0H1M0S'], [3599.994, 'PT0H59M59.99S'], [3903.5, 'PT1H5M3.5S'], [1e9, 'PT24H0M0S'], [NaN, 'PT0H0M0S'], [-5, 'PT0H0M0S']]) {
    assert.equal(duration(seconds), text);
  }
  fc.assert(fc.property(fc.integer({ min: 0, max: 24 * 360000 }), (hundredths) => {
    const [, hours, minutes, rest] = /^PT(\d+)H([0-5]?\d)M([0-5]?\d(?:\.\d{1,2})?)S$/.exec(duration(hundredths / 100));
    assert.equal(Math.round((hours * 3600 + minutes * 60 + Number(rest)) * 100), hundredths);
  }));
});

// --- the recorder --------------------------------------------------------------------------------

const Q = 'cmi.interactions.0.';
const asked = (type) => [['set', `${Q}id`, 'q1'], ['set', `${Q}type`, type]];
const said = (type, response) => [...asked(type), ['set', `${Q}learner_response`, response]];
const meant = (type, pattern) => [...asked(type), ['set', `${Q}correct_responses.0.pattern`, pattern]];
const many = (count, separator = '[,]') => Array.from({ length: count }, (_, at) => `a${at}`).join(separator);

function play(calls, launch) {
  const lms = new StrictLms2004(launch);
  const { API_1484_11: API } = lms;
  const names = { set: API.SetValue, get: API.GetValue, commit: () => API.Commit(''), end: () => API.Terminate('') };
  API.Initialize('');
  const answers = calls.map(([name, ...parameters]) => names[name](...parameters));
  return { lms, answers, rules: [...new Set(lms.breaches.map(({ rule }) => rule))] };
}

const BREACHES = [
  ['suspend_data of 64,001 characters', [['set', 'cmi.suspend_data', 'x'.repeat(64001)]], ['value-form']],
  ['location of 1,001', [['set', 'cmi.location', 'x'.repeat(1001)]], ['value-form']],
  ['a status of SCORM 1.2', [['set', COMPLETION, 'passed']], ['value-form']],
  ['success "completed"', [['set', SUCCESS, 'completed']], ['value-form']],
  ['scaled above 1', [['set', 'cmi.score.scaled', '1.5']], ['value-form']],
  ['scaled with eight decimals', [['set', 'cmi.score.scaled', '0.12345678']], ['digits']],
  ['a decimal comma', [['set', 'cmi.score.raw', '80,5']], ['value-form']],
  ['progress above 1', [['set', 'cmi.progress_measure', '1.2']], ['value-form']],
  ['a number instead of a string', [['set', 'cmi.score.raw', 80]], ['string-values']],
  ['exit "logout"', [['set', 'cmi.exit', 'logout']], ['deprecated']],
  ['session_time PT', [['set', 'cmi.session_time', 'PT']], ['value-form']],
  ['session_time P', [['set', 'cmi.session_time', 'P']], ['value-form']],
  ['session_time with three decimals', [['set', 'cmi.session_time', 'PT1.234S']], ['value-form']],
  ['session_time as in SCORM 1.2', [['set', 'cmi.session_time', '0000:00:01.00']], ['value-form']],
  ['session_time twice', [['set', 'cmi.session_time', 'PT1S'], ['set', 'cmi.session_time', 'PT2S']], ['session-time-once']],
  ['a timestamp of toISOString', [...asked('choice'), ['set', `${Q}timestamp`, '2026-11-22T09:00:00.123Z']], ['value-form']],
  ['a zone without a fraction', [...asked('choice'), ['set', `${Q}timestamp`, '2026-11-22T09:00:00Z']], ['value-form']],
  ['reading what is write-only', [['get', 'cmi.session_time']], ['readable']],
  ['writing what is read-only', [['set', 'cmi.learner_id', 'x']], ['settable', 'accepted']],
  ['an element of SCORM 1.2', [['set', 'cmi.core.lesson_status', 'completed']], ['settable', 'accepted']],
  ['an unknown navigation request', [['set', 'adl.nav.request', 'next']], ['value-form']],
  ['an id with a blank', [['set', `${Q}id`, 'question 1']], ['value-form']],
  ['an id urn: and no more', [['set', `${Q}id`, 'urn:']], ['value-form']],
  ['an objective id with a blank', [['set', 'cmi.objectives.0.id', 'o 1']], ['value-form']],
  ['a gap in the indices', [['set', 'cmi.interactions.1.id', 'q1']], ['accepted']],
  ['type before id', [['set', `${Q}type`, 'choice']], ['id-first']],
  ['response before type', [['set', `${Q}id`, 'q'], ['set', `${Q}learner_response`, 'a']], ['type-first']],
  ['an objective status before its id', [['set', 'cmi.objectives.0.success_status', 'passed']], ['id-first']],
  ['an objective renamed', [['set', 'cmi.objectives.0.id', 'a'], ['set', 'cmi.objectives.0.id', 'b']], ['id-immutable']],
  ['two objectives of one name', [['set', 'cmi.objectives.0.id', 'a'], ['set', 'cmi.objectives.1.id', 'a']], ['id-unique']],
  ['an interaction beyond the 250th', [['set', 'cmi.interactions.250.id', 'q']], ['entries', 'accepted']],
  ['an eleventh objective of an interaction', [...asked('choice'), ['set', `${Q}objectives.10.id`, 'o']], ['entries', 'accepted']],
  ['result "wrong"', [...asked('choice'), ['set', `${Q}result`, 'wrong']], ['value-form']],
  ['latency of SCORM 1.2', [...asked('choice'), ['set', `${Q}latency`, '00:00:12']], ['value-form']],
  ['description of 251', [...asked('choice'), ['set', `${Q}description`, 'x'.repeat(251)]], ['value-form']],
  ['true-false "t"', said('true-false', 't'), ['response-form']],
  ['a choice with a blank', said('choice', 'a b'), ['response-form']],
  ['a choice with plain commas that are one id of two', said('choice', 'a,b'), ['response-form']],
  ['a choice twice', said('choice', 'a[,]a'), ['response-form']],
  ['a choice of 37', said('choice', many(37)), ['response-form']],
  ['an empty choice', said('choice', ''), ['response-form']],
  ['a fill-in of 251', said('fill-in', 'x'.repeat(251)), ['response-form']],
  ['a fill-in of eleven', said('fill-in', many(11)), ['response-form']],
  ['a long-fill-in of 4,001', said('long-fill-in', 'x'.repeat(4001)), ['response-form']],
  ['a matching of SCORM 1.2', said('matching', '1.a,2.b'), ['response-form']],
  ['a sequencing of 37', said('sequencing', many(37)), ['response-form']],
  ['two likert answers', said('likert', 'a[,]b'), ['response-form']],
  ['a numeric that is none', said('numeric', 'two'), ['response-form']],
  ['a numeric pattern without a range', meant('numeric', '3'), ['response-form']],
  ['a performance step without an answer', said('performance', 'step'), ['response-form']],
  ['other of 4,001', said('other', 'x'.repeat(4001)), ['response-form']],
  ['completion taken back', [['set', COMPLETION, 'completed'], ['set', COMPLETION, 'incomplete']], ['ratchet']],
  ['success taken back', [['set', SUCCESS, 'passed'], ['set', SUCCESS, 'failed']], ['ratchet']],
  ['a score after a verdict in one batch', [['set', SUCCESS, 'passed'], ['set', 'cmi.score.raw', '80']], ['score-before-status']],
  ['Terminate twice', [['end'], ['end']], ['terminate-once']],
  ['a value after the end', [['end'], ['set', 'cmi.location', 'x']], ['after-terminate']],
  ['a question after the end', [['end'], ['get', 'cmi.location']], ['after-terminate']],
  ['a commit after the end', [['end'], ['commit']], ['after-terminate']],
];

for (const [name, calls, rules] of BREACHES) {
  test(`recorder: ${name} is a breach`, () => assert.deepEqual(play(calls).rules, rules));
}

for (const [name, calls] of [
  ['times', [...asked('choice'), ['set', `${Q}timestamp`, '2026-11-22T09:00:00'], ['set', `${Q}timestamp`, '2026-11-22T09:00:00.12Z'], ['set', `${Q}timestamp`, '2026-11-22T09:00:00.1+01:00'], ['set', `${Q}latency`, 'PT1H5M3.5S']]],
  ['36 choices', said('choice', many(36))],
  ['fill-in', [...said('fill-in', '{lang=en}one[,]two'), ['set', `${Q}correct_responses.0.pattern`, '{case_matters=true}{order_matters=false}one[,]two']]],
  ['matching', said('matching', '1[.]a[,]2[.]b')],
  ['performance', said('performance', 'lift[.]2[,]wait[.]')],
  ['sequencing', said('sequencing', 'a[,]b[,]a')],
  ['numeric', [...said('numeric', '-3.5'), ['set', `${Q}correct_responses.0.pattern`, '[:]7']]],
  ['objectives', [['set', 'cmi.objectives.0.id', 'urn:x:o1'], ['set', 'cmi.objectives.0.success_status', 'passed'], ['set', 'cmi.objectives.0.id', 'urn:x:o1']]],
  ['navigation', [['set', 'adl.nav.request', '{target=item-2}choice']]],
  ['verdicts', [['set', 'cmi.score.scaled', '0.8'], ['set', COMPLETION, 'completed'], ['set', SUCCESS, 'passed'], ['commit'], ['set', 'cmi.session_time', 'PT10S'], ['end']]],
]) {
  test(`recorder: ${name} as the standard has them are no breach`, () => assert.deepEqual(play(calls).lms.breaches, []));
}

test('recorder: setting in review, browse or without credit is a breach', () => {
  for (const launch of [{ mode: 'review' }, { mode: 'browse' }, { credit: 'no-credit' }]) {
    assert.deepEqual(play([['set', 'cmi.location', 'x']], launch).rules, ['read-only-visit']);
  }
});

test('recorder: arguments where none belong, calls before Initialize and a second Initialize are breaches', () => {
  const lms = new StrictLms2004();
  lms.API_1484_11.GetValue(COMPLETION);
  lms.API_1484_11.Commit('');
  lms.API_1484_11.Terminate('');
  lms.API_1484_11.Initialize('x');
  lms.API_1484_11.Initialize('');
  lms.API_1484_11.Initialize('');
  assert.deepEqual(lms.breaches.map(({ rule }) => rule), ['readable', 'running', 'running', 'empty-parameter', 'initialize-once', 'initialize-once']);
});

test('recorder: with a threshold of the manifest the LMS decides, and misses the measure', () => {
  const passed = [['set', SUCCESS, 'passed'], ['set', COMPLETION, 'completed'], ['end']];
  const { rules, lms } = play(passed, { scaledPassingScore: 0.8, completionThreshold: 1 });
  assert.deepEqual([rules, lms.record[SUCCESS], lms.record[COMPLETION]], [['threshold'], 'unknown', 'unknown']);
  const low = play([['set', 'cmi.score.scaled', '0.7'], ...passed], { scaledPassingScore: 0.8 });
  assert.deepEqual([low.rules, low.lms.record[SUCCESS]], [[], 'failed']);
});

test('recorder: Moodle refuses hyphens in the identifiers of an answer, and takes what is ours', () => {
  const row = 'cmi.interactions.0.';
  const told = (type, response) => {
    const lms = new Moodle.MoodleLms({});
    const api = lms.API_1484_11;
    api.Initialize('');
    for (const [field, value] of [['id', 'q'], ['type', type], ['learner_response', response]]) api.SetValue(row + field, value);
    return lms.breaches.map(({ rule }) => rule);
  };
  assert.deepEqual(told('choice', 'first-one'), ['identifier']);
  assert.deepEqual(told('matching', 'a[.]b-1'), ['identifier']);
  for (const [type, response] of [['choice', 'a[,]c'], ['choice', 'none'], ['matching', 'a[.]c[,]b[.]a'], ['performance', 'a4[.]12.5[,]x[.]70.5'], ['fill-in', 'first-one']]) {
    assert.deepEqual(told(type, response), [], response);
  }
});

test('recorder: a page that goes away takes no more than a beacon along in Moodle', () => {
  let leaving = false;
  const lms = new Moodle.MoodleLms({ leaving: () => leaving });
  const api = lms.API_1484_11;
  api.Initialize('');
  api.SetValue('cmi.suspend_data', 'x'.repeat(60_000));
  for (let at = 0; at < 100; at++) api.SetValue(`cmi.interactions.${at}.id`, `urn:${'q'.repeat(100)}`);
  leaving = true;
  assert.equal(api.Commit(''), 'false');
  leaving = false;
  assert.equal(api.Commit(''), 'true');
});

test('recorder: only a suspended attempt is given to the next launch', () => {
  const visits = (exit) => play([['set', 'cmi.suspend_data', 'abc'], ['set', 'cmi.exit', exit], ['set', 'cmi.session_time', 'PT40.5S'], ['end']]).lms.record;
  const next = (exit) => play([['get', 'cmi.suspend_data'], ['get', 'cmi.entry'], ['set', 'cmi.session_time', 'PT30S'], ['end']], { record: JSON.parse(JSON.stringify(visits(exit))) });
  assert.deepEqual(next('suspend').answers.slice(0, 2), ['abc', 'resume']);
  assert.equal(next('suspend').lms.record['cmi.total_time'], 'PT0H1M10.5S');
  assert.deepEqual(next('normal').answers.slice(0, 2), ['', 'ab-initio']);
});
