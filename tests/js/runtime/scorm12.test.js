import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { timespan } from '../../../scorm/runtime/scorm12.js';
import { scorm12 } from '../../../scorm/stand-ins/models.js';
import { StrictLms } from '../../../scorm/stand-ins/strict-lms.js';
import { ENTERED, visit } from './visit.js';

const { MoodleLms } = scorm12;
const STATE = 'cmi.suspend_data';
const STATUS = 'cmi.core.lesson_status';

test('at a first launch: 7 GetValue, 3 SetValue, 1 Commit; incomplete, suspend and a state reach the LMS', async () => {
  const { lms, opened } = await visit();
  assert.equal(opened, 'running');
  assert.deepEqual(['LMSGetValue', 'LMSSetValue', 'LMSCommit'].map((name) => lms.count(name)), [7, 3, 1]);
  assert.deepEqual([lms.record[STATUS], lms.record['cmi.core.exit'], lms.record[STATE].slice(0, 3)], ['incomplete', 'suspend', '1.h']);
  assert.deepEqual(lms.breaches, []);
});

test('open and close at once leaves incomplete, without a score', async () => {
  const { lms, tab } = await visit();
  await tab.leave();
  assert.equal(lms.record[STATUS], 'incomplete');
  assert.equal('cmi.core.score.raw' in lms.record, false);
  assert.equal(lms.count('LMSFinish'), 1);
});

test('"not attempted", however it is written, "unknown" and nothing become incomplete; every other status is left alone', async () => {
  for (const status of ['Not Attempted', 'not_attempted', 'notattempted', 'unknown']) {
    class Wordy extends StrictLms {
      get(element) {
        return element === STATUS ? { answer: status, code: '0' } : super.get(element);
      }
    }
    assert.equal((await visit({ Lms: Wordy })).lms.record[STATUS], 'incomplete', status);
  }
  for (const status of ['not attempted', '', undefined]) {
    const { lms } = await visit({ record: status === undefined ? {} : { [STATUS]: status } });
    assert.equal(lms.record[STATUS], 'incomplete', String(status));
  }
  for (const status of ['incomplete', 'completed', 'passed', 'failed', 'browsed']) {
    const { lms, calls } = await visit({ record: { [STATUS]: status } });
    assert.equal(calls().some((call) => call.startsWith(`SetValue ${STATUS}`)), false, status);
    assert.equal(lms.record[STATUS], status);
  }
});

test('suspend_data is read whatever entry says', async () => {
  const first = await visit();
  await first.save({ done: ['welcome'] });
  const { [STATE]: state } = first.lms.record;
  const { learner, lms } = await visit({ record: { [STATE]: state, [STATUS]: 'incomplete' } });
  assert.equal(lms.api.cmi.core.entry, '');
  assert.deepEqual(learner().done, ['welcome']);
});

test('a finished step is one batch and exactly one commit; a step that reports nothing sets only the state', async () => {
  const { calls, save, answer } = await visit();
  calls();
  await save({ done: ['welcome'] });
  const [set, commit, ...rest] = calls();
  assert.match(set, /^SetValue cmi\.suspend_data=/);
  assert.deepEqual([commit, rest], ['Commit', []]);
  await save(answer('q1', ['b']));
  assert.deepEqual(calls().filter((call) => call === 'Commit'), ['Commit']);
});

test('an answer goes out with its id, type, time of day, pattern, weighting, response, result and latency', async () => {
  const { lms, save, answer } = await visit();
  await save(answer('q3', ['a', 'c']));
  const row = Object.fromEntries(Object.entries(lms.record).filter(([name]) => name.startsWith('cmi.interactions.0.')).map(([name, value]) => [name.slice(19), value]));
  const { time, ...others } = row;
  assert.match(time, /^\d\d:\d\d:\d\d$/);
  assert.deepEqual(others, {
    id: 'test_q3',
    type: 'choice',
    'correct_responses.0.pattern': 'a,c',
    weighting: '1',
    student_response: 'a,c',
    result: 'correct',
    latency: '0000:00:12.50',
  });
});

test('a question keeps its index: at a retry, in another order, at the next launch', async () => {
  const first = await visit();
  await first.save(first.answer('q2', ['a'], false));
  await first.save(first.answer('q1', ['b']));
  await first.save(first.answer('q2', ['b']));
  await first.tab.leave();
  const second = await visit({ record: first.lms.record });
  await second.save(second.answer('q3', ['a']));
  await second.save(second.answer('q1', ['c'], false));
  const ids = [0, 1, 2, 3].map((index) => second.lms.record[`cmi.interactions.${index}.id`]);
  assert.deepEqual(ids, ['test_q2', 'test_q1', 'test_q3', undefined]);
  assert.deepEqual([second.lms.record['cmi.interactions.0.result'], second.lms.record['cmi.interactions.1.result']], ['correct', 'wrong']);
  assert.deepEqual(second.lms.breaches, []);
});

test('the first free index is the LMS\'s own count', async () => {
  const others = Object.fromEntries([0, 1].flatMap((at) => [[`cmi.interactions.${at}.id`, `other${at}`], [`cmi.interactions.${at}.type`, 'choice']]));
  const { lms, save, answer } = await visit({ record: others });
  await save(answer('q1', ['b']));
  assert.equal(lms.record['cmi.interactions.2.id'], 'test_q1');
});

test('the score comes before the status, as whole numbers from 0 to 100, with min and max', async () => {
  const { calls, passTest } = await visit();
  calls();
  await passTest(83.4);
  const sets = calls().filter((call) => /score|status/.test(call));
  assert.deepEqual(sets, [
    'SetValue cmi.core.score.raw=83',
    'SetValue cmi.core.score.min=0',
    'SetValue cmi.core.score.max=100',
    'SetValue cmi.core.lesson_status=completed',
  ]);
});

test('no score before there is one; a failed test leaves incomplete', async () => {
  const { lms, save, port } = await visit();
  await save({ done: ['welcome'] });
  assert.equal('cmi.core.score.raw' in lms.record, false);
  port.score(40);
  await save();
  assert.deepEqual([lms.record['cmi.core.score.raw'], lms.record[STATUS]], ['40', 'incomplete']);
});

test('a course finished without a test sends 100', async () => {
  const { lms, save } = await visit();
  await save({ complete: true });
  assert.deepEqual([lms.record['cmi.core.score.raw'], lms.record[STATUS]], ['100', 'completed']);
});

test('best result and "done" are never taken back, and never fall below what the LMS holds', async () => {
  const first = await visit();
  await first.passTest(80);
  await first.save({ best: 20, complete: false });
  assert.deepEqual([first.lms.record['cmi.core.score.raw'], first.lms.record[STATUS]], ['80', 'completed']);
  const second = await visit({ record: { ...ENTERED, 'cmi.core.score.raw': '95' } });
  second.port.score(60);
  await second.save();
  assert.equal(second.lms.record['cmi.core.score.raw'], '95');
});

test('each status profile says its own word for done, and both ends with passed', async () => {
  for (const [profile, afterStep, atTheEnd] of [['completed', 'completed', 'completed'], ['passed', 'passed', 'passed'], ['both', 'completed', 'passed']]) {
    const { lms, passTest, tab } = await visit({ port: { status: profile } });
    await passTest();
    assert.equal(lms.record[STATUS], afterStep, profile);
    await tab.leave();
    assert.equal(lms.record[STATUS], atTheEnd, profile);
    assert.deepEqual(lms.breaches, []);
  }
});

test('a status that the LMS made final in its own words is not fought', async () => {
  const { lms, save } = await visit({ record: { ...ENTERED, [STATUS]: 'passed' } });
  await save({ done: ['welcome'] });
  assert.equal(lms.record[STATUS], 'passed');
});

test('the next launch repairs status, score and interactions from the state alone', async () => {
  const first = await visit();
  await first.save(first.answer('q1', ['b']));
  await first.passTest(90);
  const { lms, save, learner } = await visit({ record: { ...ENTERED, [STATE]: first.lms.record[STATE] } });
  assert.equal(learner().complete, true);
  await save();
  const { record } = lms;
  assert.deepEqual([record[STATUS], record['cmi.core.score.raw'], record['cmi.interactions.0.id'], record['cmi.interactions.0.student_response']], ['completed', '90', 'test_q1', 'b']);
  assert.equal('cmi.interactions.0.latency' in record, false);
});

test('after a commit that failed the last word waits for the results: who opens the course in between finds no end without a score', async () => {
  const net = { way: 'up' };
  const { lms, passTest, calls, browser } = await visit({ Lms: scorm12.HonestLms, launch: { way: () => net.way } });
  net.way = 'refused';
  await passTest(90);
  calls();
  await browser.pass(5000);
  assert.deepEqual(calls().map((call) => call.split('=')[0]), ['SetValue cmi.suspend_data', 'Commit']);
  net.way = 'up';
  await browser.pass(15_000);
  assert.deepEqual([lms.record[STATUS], lms.record['cmi.core.score.raw']], ['completed', '90']);
});

test('a repair goes out even if the learner only opens and closes', async () => {
  const first = await visit();
  await first.passTest(90);
  const { lms, tab } = await visit({ record: { ...ENTERED, [STATE]: first.lms.record[STATE] } });
  await tab.leave();
  assert.deepEqual([lms.record[STATUS], lms.record['cmi.core.score.raw']], ['completed', '90']);
});

for (const launch of [{ mode: 'review' }, { mode: 'browse' }, { credit: 'no-credit' }]) {
  test(`${JSON.stringify(launch)} is read-only: the place is shown, nothing is set, the visit is finished`, async () => {
    const first = await visit();
    await first.save({ done: ['welcome'], place: { part: 'story', page: 'film' } });
    const { lms, opened, learner, save, tab, port } = await visit({ record: first.lms.record, launch });
    assert.equal(opened, 'review');
    assert.deepEqual(learner().place, { part: 'story', page: 'film' });
    port.answer({ id: 'test_q1', type: 'choice', response: ['a'], pattern: ['b'], right: false, latency: 1 });
    port.score(10);
    assert.equal(await save({ done: [] }), false);
    await tab.hide();
    await tab.leave();
    assert.deepEqual(['LMSSetValue', 'LMSCommit', 'LMSFinish'].map((name) => lms.count(name)), [0, 0, 1]);
    assert.deepEqual(lms.breaches, []);
  });
}

test('session time is set once, just before the only finish', async () => {
  const { calls, save, browser, close, tab, lms } = await visit();
  await browser.pass(61_000);
  await save({ done: ['welcome'] });
  calls();
  assert.equal(await close(), true);
  await tab.leave();
  assert.deepEqual(calls(), ['SetValue cmi.core.session_time=0000:01:01.15', 'Finish']);
  assert.equal(lms.record['cmi.core.total_time'], '0000:01:01.15');
});

test('a night beside the open page counts as five minutes', async () => {
  const { browser, lms, tab } = await visit();
  await browser.pass(60_000);
  tab.fire('keydown');
  await browser.pass(9 * 3600 * 1000);
  await tab.leave();
  assert.equal(lms.record['cmi.core.total_time'], '0000:06:00.15');
});

test('every timespan is well-formed and right to the hundredth', () => {
  for (const [seconds, text] of [[0, '0000:00:00.00'], [59.999, '0000:01:00.00'], [3599.994, '0000:59:59.99'], [3600, '0001:00:00.00'], [1e9, '0023:59:59.99'], [NaN, '0000:00:00.00'], [-5, '0000:00:00.00']]) {
    assert.equal(timespan(seconds), text);
  }
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 24 * 360000 - 1 }), (hundredths) => {
      const text = timespan(hundredths / 100);
      assert.match(text, /^\d{4}:[0-5]\d:[0-5]\d\.\d\d$/);
      const [hours, minutes, seconds] = text.split(':').map(Number);
      assert.equal(Math.round((hours * 3600 + minutes * 60 + seconds) * 100), hundredths);
    }),
  );
});

test('a verdict whose commit Moodle lost arrives in the same visit, not only at the next launch', async () => {
  let way = 'up';
  const { lms, save, answer, passTest, browser } = await visit({ Lms: MoodleLms, launch: { way: () => way } });
  way = 'refused';
  const answers = answer('q1', ['b']);
  await save(answers);
  assert.equal(await passTest(80), false);
  way = 'up';
  await browser.pass(60_000);
  const { record } = lms;
  assert.deepEqual([record[STATUS], Number(record['cmi.core.score.raw']), record['cmi.interactions.0.id'], record['cmi.interactions.0.student_response'], record['cmi.interactions.0.result']], ['completed', 80, 'test_q1', 'b', 'correct']);
  assert.deepEqual(lms.breaches, []);
});

test('even when it was the verdict\'s own commit that Moodle lost', async () => {
  let way = 'up';
  const { lms, passTest, browser } = await visit({ Lms: MoodleLms, launch: { way: () => way } });
  way = 'refused';
  assert.equal(await passTest(80), false);
  way = 'up';
  await browser.pass(60_000);
  assert.deepEqual([lms.record[STATUS], lms.record['cmi.core.score.raw'], lms.record['cmi.core.score.max']], ['completed', '80', '100']);
  assert.deepEqual(lms.breaches, []);
});

test('while saving fails only the state goes out; results wait until a commit was kept', async () => {
  let way = 'refused';
  const { calls, save, answer } = await visit({ launch: { way: () => way }, Lms: MoodleLms });
  calls();
  await save(answer('q1', ['b']));
  assert.deepEqual(calls().map((call) => call.split('=')[0]).filter((call) => /interactions|score/.test(call)), []);
  way = 'up';
  await save();
  assert.equal(calls().filter((call) => call === 'Commit').length, 2);
});

test('the last message of a full course is far below 64 KiB', async () => {
  const reported = Array.from({ length: 40 }, (_, at) => ({ question: `q${at}`, id: `final_test_question_${at}`, type: 'choice', pattern: ['a', 'b', 'c'] }));
  const layout = { course: 'c', parts: ['p'], pages: ['x'], stories: [], questions: reported.map(({ question }) => ({ id: question, options: 6 })) };
  const answers = Object.fromEntries(reported.map(({ question }) => [question, { picked: ['a', 'b', 'c'], right: true }]));
  const { lms, port, browser, tab } = await visit({ Lms: MoodleLms, port: { reported, layout } });
  const before = lms.calls.length;
  await browser.until(port.save({ ...port.restore().learner, answers, complete: true, best: 100 }));
  await tab.leave();
  const sent = lms.calls.slice(before).filter(({ name }) => name === 'LMSSetValue').map(({ parameters }) => parameters.map(encodeURIComponent).join('='));
  assert.ok(sent.join('&').length < 24 * 1024, String(sent.join('&').length));
});

test('a true-false answer is t or f, also when the state alone repairs it', async () => {
  const first = await visit();
  await first.save(first.answer('q4', ['f'], false));
  const { lms, save } = await visit({ record: { ...ENTERED, [STATE]: first.lms.record[STATE] } });
  await save();
  const row = ['type', 'student_response', 'correct_responses.0.pattern', 'result'].map((field) => lms.record[`cmi.interactions.0.${field}`]);
  assert.deepEqual([row, lms.breaches], [['true-false', 'f', 't', 'wrong'], []]);
});
