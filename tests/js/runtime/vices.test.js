/** What a teacher keeps in spite of the vices that SCORM 1.2 alone has; each-standard.test.js has those of all. */

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

test('recorder: Moodle says true to a commit in which nothing is new, and asks nobody', () => {
  let way = 'up';
  const lms = new models.MoodleLms({ way: () => way });
  const { API } = lms;
  API.LMSInitialize('');
  API.LMSSetValue('cmi.suspend_data', 'one');
  way = 'refused';
  assert.deepEqual([API.LMSCommit(''), API.LMSCommit('')], ['false', 'true']);
  assert.equal(lms.record['cmi.suspend_data'], undefined);
});

test('recorder: Moodle takes one decimal of a second for hundredths', () => {
  const lms = new models.MoodleLms();
  lms.API.LMSInitialize('');
  for (const time of ['0000:00:01', '0000:00:01.50', '0000:00:01.5']) lms.API.LMSSetValue('cmi.core.session_time', time);
  assert.deepEqual(lms.breaches.map(({ rule, message }) => `${rule} ${message.slice(-4)}`).filter((each) => /^hund/.test(each)), ['hundredths 01.5']);
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

test('Moodle finishes once only: it is asked once, after the commit', async () => {
  const { calls, tab, answer } = await vicious('MoodleLms');
  answer('q1', ['b']);
  calls();
  await tab.leave();
  const all = calls();
  assert.deepEqual(all.slice(-3).map((call) => call.split('=')[0]), ['Commit', 'SetValue cmi.core.session_time', 'Finish']);
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

test('a status that only the LMS knows brings no score where the score is that of a test', async () => {
  const record = { ...ENTERED, [STATUS]: 'completed' };
  const tested = await visit({ record, port: { isTested: true } });
  await tested.save({ done: ['welcome'] });
  assert.deepEqual([tested.lms.record[STATUS], tested.lms.record[RAW]], ['completed', undefined]);
  await tested.passTest(80);
  assert.equal(tested.lms.record[RAW], '80');
  const without = await visit({ record });
  await without.save({ done: ['welcome'] });
  assert.equal(without.lms.record[RAW], '100');
});

test('a score in the LMS that is no number stands in the way of nothing', async () => {
  for (const raw of ['N/A', '85,5', 'undefined']) {
    class Wordy extends models.HonestLms {
      get(element) {
        return element === RAW ? { answer: raw, code: '0' } : super.get(element);
      }
    }
    const { save, lms, passTest } = await visit({ Lms: Wordy });
    assert.equal(await save({ done: ['welcome'] }), true);
    assert.equal(lms.record[RAW], undefined);
    await passTest(80);
    assert.equal(lms.record[RAW], '80');
  }
});
