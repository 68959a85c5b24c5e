/** For every vice of docs/tracking.md what a teacher keeps in spite of it. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scorm12 as models } from '../../../scorm/stand-ins/models.js';
import { Browser } from './browser.js';
import { ENTERED, visit } from './visit.js';

const STATUS = 'cmi.core.lesson_status';
const RAW = 'cmi.core.score.raw';

/** @param {string} Lms @param {object} [options] */
async function vicious(Lms, options = {}) {
  const net = { way: 'up', leaving: false };
  const one = await visit({ Lms: models[Lms], launch: { way: () => net.way, leaving: () => net.leaving }, ...options });
  return { ...one, net };
}

test('Moodle completes what has no status: incomplete is there before anything else', async () => {
  const { lms, tab } = await vicious('MoodleLms');
  await tab.leave();
  assert.equal(lms.record[STATUS], 'incomplete');
});

test('Moodle sends nothing twice: after a failed commit the next one carries a different state', async () => {
  const { lms, save, net, browser } = await vicious('MoodleLms');
  net.way = 'refused';
  assert.equal(await save({ done: ['welcome'] }), false);
  net.way = 'up';
  await browser.pass(5000);
  assert.deepEqual((await visit({ record: lms.record })).learner().done, ['welcome']);
});

test('Moodle says true while the network is down: offline nothing counts as saved', async () => {
  const { lms, save, net, browser, port } = await vicious('MoodleLms');
  net.way = 'down';
  await browser.setOnline(false);
  assert.equal(await save({ done: ['welcome'] }), false);
  assert.equal(port.state, 'unsaved');
  net.way = 'up';
  await browser.setOnline(true);
  assert.equal(port.state, 'running');
  assert.deepEqual((await visit({ record: lms.record })).learner().done, ['welcome']);
});

test('Moodle says true and loses it, online: the sequence number of the next launch tells, and the journal has it', async () => {
  const browser = new Browser();
  const { lms, save, answer, net, tab, passTest } = await vicious('MoodleLms', { browser });
  net.way = 'down';
  await save(answer('q1', ['b']));
  assert.equal(await passTest(90), true);
  tab.kill();
  const next = await visit({ browser, Lms: models.MoodleLms, record: lms.record });
  assert.deepEqual([next.learner().best, next.port.restore().notes], [90, ['journal']]);
  await next.save();
  assert.deepEqual([next.lms.record[STATUS], next.lms.record[RAW], next.lms.record['cmi.interactions.0.id']], ['completed', '90', 'test_q1']);
});

test('Moodle answers with a log-in page: unsaved until the course is opened again, then everything is there', async () => {
  const browser = new Browser();
  const { lms, save, net, port, tab } = await vicious('MoodleLms', { browser });
  net.way = 'refused';
  await save({ done: ['welcome'] });
  await browser.pass(3600_000);
  assert.equal(port.state, 'unsaved');
  browser.localStorage.clear(); // Moodle does that at log-out and log-in
  net.leaving = true;
  await tab.leave();
  const next = await visit({ browser, Lms: models.MoodleLms, record: lms.record });
  assert.deepEqual(next.learner().done, ['welcome']);
});

test('Moodle opens what is finished for review: nothing is set, the place is there', async () => {
  const first = await vicious('MoodleLms');
  await first.passTest(80);
  await first.tab.leave();
  const { opened, lms, learner, tab } = await visit({ Lms: models.MoodleLms, record: first.lms.record });
  await tab.leave();
  assert.deepEqual([opened, learner().complete, lms.count('LMSSetValue'), lms.breaches], ['review', true, 0, []]);
});

test('Moodle finishes once only: it is asked once, after the commit', async () => {
  const { calls, tab, answer } = await vicious('MoodleLms');
  answer('q1', ['b']);
  calls();
  await tab.leave();
  const all = calls();
  assert.deepEqual(all.slice(-3).map((call) => call.split('=')[0]), ['Commit', 'SetValue cmi.core.session_time', 'Finish']);
});

test('an LMS that answers false with error 0, null, or throws has not saved; the next try has', async () => {
  for (const Lms of ['FalseWithoutErrorLms', 'NullLms', 'ThrowingLms']) {
    const { lms, net, port, browser, passTest } = await vicious(Lms);
    net.way = 'refused';
    assert.equal(await passTest(85), false, Lms);
    assert.equal(port.state, 'unsaved', Lms);
    net.way = 'up';
    await browser.pass(5000);
    assert.deepEqual([port.state, lms.record[STATUS], lms.record[RAW]], ['running', 'completed', '85'], Lms);
    assert.deepEqual(lms.breaches, [], Lms);
  }
});

test('a session that ended after half an hour loses nothing in this browser', async () => {
  const browser = new Browser();
  const { lms, save, port, tab } = await vicious('ExpiringLms', { browser });
  await browser.pass(45 * 60 * 1000);
  assert.equal(await save({ done: ['welcome'] }), false);
  assert.equal(port.state, 'unsaved');
  await tab.leave();
  assert.deepEqual((await visit({ browser, record: lms.record })).learner().done, ['welcome']);
});

test('commits that block for three seconds: one a step, none on a timer', async () => {
  const { calls, save, browser } = await vicious('SlowLms');
  calls();
  const before = browser.time;
  await save({ done: ['welcome'] });
  assert.equal(browser.time - before, 3000);
  await browser.pass(3600_000);
  assert.equal(calls().filter((call) => call === 'Commit').length, 1);
});

test('an LMS that cuts long values without a word keeps the verdict, and the journal the rest', async () => {
  const browser = new Browser();
  const { lms, save, passTest } = await visit({ browser, Lms: models.TruncatingLms, launch: { length: 45 } });
  await passTest(80);
  await save({ done: ['welcome'] });
  assert.equal(lms.record['cmi.suspend_data'].length, 45);
  const here = await visit({ browser, record: lms.record });
  assert.deepEqual([here.learner().done, here.learner().best], [['welcome'], 80]);
  const elsewhere = await visit({ record: lms.record });
  assert.deepEqual([elsewhere.learner().best, elsewhere.learner().complete, elsewhere.port.restore().notes], [80, true, ['partly']]);
});

test('an LMS that escapes HTML and adds a line break finds nothing to escape', async () => {
  const { lms, save } = await vicious('EscapingLms');
  await save({ done: ['welcome'] });
  const { learner, port } = await visit({ record: lms.record });
  assert.deepEqual([learner().done, port.restore().notes], [['welcome'], []]);
});

test('an LMS without interactions is asked once and then left in peace', async () => {
  const { lms, calls, save, answer, passTest } = await vicious('PlainLms');
  await save(answer('q1', ['b']));
  assert.equal(await passTest(80), true);
  assert.equal(calls().filter((call) => call.startsWith('SetValue cmi.interactions')).length, 0);
  assert.deepEqual([lms.record[STATUS], lms.record[RAW]], ['completed', '80']);
});

test('an LMS that promises interactions and then refuses them with 401 is asked once', async () => {
  class Promising extends models.HonestLms {
    set(element, value) {
      return element.startsWith('cmi.interactions') ? this.refuse('401') : super.set(element, value);
    }
  }
  const { calls, save, answer } = await visit({ Lms: Promising });
  assert.equal(await save(answer('q1', ['b'])), true);
  assert.equal(await save(answer('q2', ['b'])), true);
  assert.equal(calls().filter((call) => call.startsWith('SetValue cmi.interactions')).length, 1);
});

test('an LMS that knows no score.min and max, or no exit, still saves', async () => {
  class Bare extends models.HonestLms {
    set(element, value) {
      return /score\.m|exit/.test(element) ? this.refuse('401') : super.set(element, value);
    }
  }
  const { lms, opened, passTest } = await visit({ Lms: Bare });
  assert.equal(opened, 'running');
  assert.equal(await passTest(80), true);
  assert.deepEqual([lms.record[STATUS], lms.record[RAW]], ['completed', '80']);
});

test('an LMS that refuses the state has not saved, whatever its commit says', async () => {
  class Full extends models.HonestLms {
    set(element, value) {
      return element === 'cmi.suspend_data' ? this.refuse('405') : super.set(element, value);
    }
  }
  assert.equal((await visit({ Lms: Full })).opened, 'unsaved');
});

test('an LMS that freezes the score when the status is final has the right one by then', async () => {
  const { lms, passTest } = await vicious('FrozenScoreLms');
  await passTest(88);
  assert.deepEqual([lms.record[RAW], lms.record[STATUS]], ['88', 'completed']);
});

test('a new attempt at each launch is a new learner, and the journal of the old one stays shut', async () => {
  const browser = new Browser();
  const first = await vicious('NewAttemptLms', { browser });
  await first.passTest(80);
  first.tab.kill();
  const { opened, learner, port } = await visit({ browser, Lms: models.NewAttemptLms, record: first.lms.record });
  assert.deepEqual([opened, learner().complete, port.restore().notes], ['running', false, []]);
});

test('an LMS that forgets everything but the status keeps the teacher finished', async () => {
  const { learner, save, lms } = await visit({ record: { ...ENTERED, [STATUS]: 'completed' } });
  assert.equal(learner().complete, true);
  await save({ done: ['welcome'] });
  assert.equal(lms.record[STATUS], 'completed');
});

test('an LMS that hands out null or undefined for what it does not have gives a new learner without a note', async () => {
  for (const nothing of [null, undefined]) {
    class Nothing extends models.HonestLms {
      get(element) {
        const { answer, code } = super.get(element);
        return { answer: answer === '' ? nothing : answer, code };
      }
    }
    const { opened, port } = await visit({ Lms: Nothing });
    assert.deepEqual([opened, port.restore().notes], ['running', []]);
  }
});
