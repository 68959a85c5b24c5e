import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TABLE } from '../../../scorm/runtime/port.js';
import { StrictLms } from '../../../scorm/stand-ins/strict-lms.js';
import { scorm12 } from '../../../scorm/stand-ins/models.js';
import { Browser } from './browser.js';
import { ENTERED, visit } from './visit.js';

const { HonestLms } = scorm12;
const DAY = 24 * 3600 * 1000;

/** An LMS whose network we hold. */
function network() {
  const net = { way: 'up', launch: { way: () => net.way } };
  return { ...net, launch: { way: () => net.way }, set: (way) => (net.way = way) };
}

test('every state of the contract stands in the table, and every way leads to one of them', () => {
  const states = ['connecting', 'running', 'saving', 'unsaved', 'finishing', 'finished', 'review', 'alone', 'unconnected', 'elsewhere'];
  assert.deepEqual(Object.keys(TABLE).sort(), states.sort());
  for (const ways of Object.values(TABLE)) for (const next of Object.values(ways)) assert.ok(states.includes(next), next);
});

test('a visit goes through its states in order', async () => {
  const { states, save, tab } = await visit();
  await save({ done: ['welcome'] });
  await tab.leave();
  assert.deepEqual(states, ['saving', 'running', 'saving', 'running', 'finishing', 'finished']);
});

test('saved means: answered true, error 0, browser online', async () => {
  const net = network();
  const { save, port, browser } = await visit({ Lms: HonestLms, launch: net.launch });
  assert.equal(await save({ done: ['welcome'] }), true);
  assert.equal(port.support().savedAt, browser.time);
  net.set('refused');
  assert.equal(await save({ done: ['welcome', 'film'] }), false);
  assert.equal(port.state, 'unsaved');
  net.set('up');
  await browser.setOnline(false);
  assert.equal(await save({ done: ['welcome', 'film', 'signals'] }), false);
  assert.equal(port.state, 'unsaved');
});

test('saving is tried again after 5, 15, 45, 135 and then every 300 seconds, with another state each time', async () => {
  const net = network();
  const { calls, save, browser } = await visit({ Lms: HonestLms, launch: net.launch });
  net.set('refused');
  await save({ done: ['welcome'] });
  calls();
  const seen = new Set();
  for (const pause of [5, 15, 45, 135, 300, 300]) {
    await browser.pass(pause * 1000 - 1);
    assert.deepEqual(calls(), [], `before ${pause} s`);
    await browser.pass(1);
    const [state, commit] = calls();
    assert.equal(commit, 'Commit');
    assert.equal(seen.has(state), false);
    seen.add(state);
  }
});

test('back online it is tried at once, and so at the learner\'s word', async () => {
  const net = network();
  const { save, browser, port } = await visit({ Lms: HonestLms, launch: net.launch });
  await browser.setOnline(false);
  await save({ done: ['welcome'] });
  await browser.setOnline(true);
  assert.equal(port.state, 'running');
  net.set('refused');
  await save({ done: ['welcome', 'film'] });
  net.set('up');
  assert.equal(await browser.until(port.retry()), true);
  assert.equal(port.state, 'running');
});

test('what was reached stays, whatever is handed over afterwards', async () => {
  const { passTest, save, learner } = await visit();
  await passTest(80);
  await save({ best: 40, complete: false });
  assert.deepEqual([learner().best, learner().complete], [80, true]);
  await save({ best: null });
  assert.equal(learner().best, 80);
});

test('offline the state goes out alone: results wait until the LMS has kept something', async () => {
  const { save, answer, calls, browser } = await visit({ Lms: HonestLms });
  await browser.setOnline(false);
  calls();
  await save(answer('q1', ['b']));
  assert.deepEqual(calls().map((call) => call.split('=')[0]), ['SetValue cmi.suspend_data', 'Commit']);
  await browser.setOnline(true);
  assert.ok(calls().some((call) => call.startsWith('SetValue cmi.interactions.0.student_response')));
});

test('a second save while one is under way is neither lost nor doubled', async () => {
  const { lms, port, browser, learner } = await visit();
  const before = lms.count('LMSCommit');
  const both = Promise.all([port.save({ ...learner(), done: ['welcome'] }), port.save({ ...learner(), done: ['welcome', 'film'] })]);
  assert.deepEqual(await browser.until(both), [true, true]);
  assert.equal(lms.count('LMSCommit') - before, 2);
  const again = await visit({ record: lms.record });
  assert.deepEqual(again.learner().done, ['welcome', 'film']);
});

test('a failed entry leaves unsaved, not lost, and heals by itself', async () => {
  const net = network();
  net.set('refused');
  const { opened, browser, port, lms } = await visit({ Lms: HonestLms, launch: net.launch });
  assert.equal(opened, 'unsaved');
  net.set('up');
  await browser.pass(6000);
  assert.equal(port.state, 'running');
  assert.equal(lms.record['cmi.core.lesson_status'], 'incomplete');
});

test('hidden only commits, and only when something is open; a tab switch does not end the visit', async () => {
  let truth = null;
  const { calls, tab, learner, port } = await visit({ port: { current: () => truth } });
  truth = learner();
  calls();
  await tab.hide();
  assert.deepEqual(calls(), []);
  truth = { ...truth, films: { one: 33 } };
  await tab.hide();
  assert.deepEqual(calls().map((call) => call.split(' ')[0]), ['SetValue', 'Commit']);
  assert.equal(port.state, 'running');
});

test('pagehide saves what is open in one commit and finishes once, however often it comes', async () => {
  let truth = null;
  const { calls, tab, learner, lms, browser } = await visit({ port: { current: () => truth } });
  truth = { ...learner(), films: { one: 33 } };
  calls();
  tab.fire('pagehide', { persisted: false });
  tab.fire('pagehide', { persisted: false });
  await browser.settle();
  assert.deepEqual(calls().map((call) => call.split(/[ =]/).slice(0, 2).join(' ')), ['SetValue cmi.suspend_data', 'Commit ', 'SetValue cmi.core.session_time', 'Finish '].map((call) => call.trim()));
  assert.deepEqual((await visit({ record: lms.record })).learner().films, { one: 33 });
});

test('everything at pagehide happens before the handler returns', async () => {
  const { tab, lms, port, learner } = await visit({ port: { current: () => ({ ...learner(), films: { two: 5 } }) } });
  tab.fire('pagehide', { persisted: false });
  assert.equal(lms.count('LMSFinish'), 1);
  assert.equal(port.state, 'finished');
});

test('a page that comes back from the back/forward cache after its end is loaded again', async () => {
  const { tab } = await visit();
  tab.fire('pageshow', { persisted: true });
  assert.equal(tab.reloads, 0);
  tab.fire('pagehide', { persisted: true });
  tab.fire('pageshow', { persisted: true });
  assert.equal(tab.reloads, 1);
});

test('no listener on unload or beforeunload', async () => {
  const { tab } = await visit();
  assert.deepEqual([...tab.listeners.keys()].filter((type) => type.includes('unload')), []);
});

test('leaving by the learner\'s own word saves, finishes, and then nothing more is said', async () => {
  const { close, save, lms, tab, answer } = await visit();
  answer('q1', ['b']);
  assert.equal(await close(), true);
  assert.equal(await save({ done: ['film'] }), false);
  assert.equal(await close(), true);
  await tab.leave();
  assert.equal(lms.count('LMSFinish'), 1);
  assert.equal(lms.record['cmi.interactions.0.id'], 'test_q1');
  assert.deepEqual(lms.breaches, []);
});

test('leaving counts as kept when everything is, also where only the end of the visit fails', async () => {
  const { lms, save, close, port } = await visit({ Lms: HonestLms });
  lms.API.LMSFinish = () => 'false';
  await save({ done: ['welcome'] });
  assert.equal(await close(), true);
  assert.deepEqual([port.state, port.support().errors[0]?.call], ['finished', 'LMSFinish']);
});

test('leaving while nothing can be saved does not finish: Moodle would throw away what is left', async () => {
  const net = network();
  const { save, close, port, lms, browser } = await visit({ Lms: HonestLms, launch: net.launch });
  net.set('refused');
  await save({ done: ['welcome'] });
  assert.equal(await close(), false);
  assert.deepEqual([port.state, lms.count('LMSFinish')], ['unsaved', 0]);
  net.set('up');
  assert.equal(await close(), true);
  await browser.pass(3600_000);
  assert.equal(lms.count('LMSFinish'), 1);
});

test('launched without an API: unconnected; the learner\'s word looks again', async () => {
  const browser = new Browser();
  const lms = new StrictLms();
  const tab = { API: undefined };
  const { opened, tab: opener, port } = await visit({ browser, tab });
  assert.equal(opened, 'unconnected');
  assert.equal(await browser.until(port.save(port.restore().learner)), false);
  opener.window.parent.API = lms.API;
  assert.equal(await browser.until(port.retry()), true);
  assert.equal(port.state, 'running');
});

test('an API that does not let itself be initialised is no LMS', async () => {
  const { opened, port } = await visit({ tab: { API: { LMSInitialize: () => 'false', LMSGetLastError: () => '102' } } });
  assert.equal(opened, 'unconnected');
  assert.deepEqual(port.support().errors.at(-1), { call: 'LMSInitialize', code: '102' });
});

test('the support page shows calls and codes, and nothing about the person', async () => {
  const net = network();
  const { save, port } = await visit({ Lms: HonestLms, launch: net.launch, record: { ...ENTERED, 'cmi.core.student_name': 'Vries, Jan de' } });
  net.set('refused');
  for (let round = 0; round < 12; round++) await save({ tries: round });
  const support = port.support();
  assert.equal(support.errors.length, 10);
  assert.deepEqual(support.errors[0], { call: 'LMSCommit', code: '101' });
  assert.doesNotMatch(JSON.stringify(support), /Vries|student/);
});

test('the learner\'s name is never asked for', async () => {
  const { calls, save, tab } = await visit();
  await save({ done: ['welcome'] });
  await tab.leave();
  assert.deepEqual(calls().filter((call) => /student/.test(call)).filter((call) => !/student_response/.test(call)), []);
});

// --- journal -------------------------------------------------------------------------------------

async function unsavedVisit(browser) {
  const net = network();
  const first = await visit({ browser, Lms: HonestLms, launch: net.launch });
  net.set('refused');
  await first.save({ done: ['welcome'], place: { part: 'start', page: 'welcome' } });
  first.tab.kill();
  return first;
}

test('what could not be saved is found in this browser at the next launch, and saved', async () => {
  const browser = new Browser();
  const first = await unsavedVisit(browser);
  const { port, learner, lms } = await visit({ browser, record: first.lms.record });
  assert.deepEqual([learner().done, port.restore().notes], [['welcome'], ['journal']]);
  const elsewhere = await visit({ record: lms.record });
  assert.deepEqual(elsewhere.learner().done, ['welcome']);
});

test('another learner on this computer never meets it', async () => {
  const browser = new Browser();
  const first = await unsavedVisit(browser);
  const stranger = await visit({ browser, tab: { session: first.tab.session } });
  assert.deepEqual([stranger.learner().done, stranger.port.restore().notes], [[], []]);
});

test('an older entry does not turn the LMS back', async () => {
  const browser = new Browser();
  const first = await unsavedVisit(browser);
  const other = await visit({ record: first.lms.record });
  for (const done of [['film'], ['film', 'signals'], ['film', 'signals', 'result']]) await other.save({ done });
  const { learner, port } = await visit({ browser, record: other.lms.record });
  assert.deepEqual([learner().done, port.restore().notes], [['film', 'signals', 'result'], []]);
});

test('an entry and an LMS that went apart become one', async () => {
  const browser = new Browser();
  const net = network();
  const first = await visit({ browser, Lms: HonestLms, launch: net.launch });
  net.set('refused');
  for (const done of [['welcome'], ['welcome', 'privacy'], ['welcome', 'privacy', 'film']]) await first.save({ done });
  first.tab.kill();
  const other = await visit({ record: first.lms.record });
  await other.save({ done: ['result'] });
  const { learner } = await visit({ browser, record: other.lms.record });
  assert.deepEqual(learner().done.sort(), ['film', 'privacy', 'result', 'welcome']);
});

test('rows of answers that an LMS and an entry both began with go on as the LMS has them', async () => {
  const browser = new Browser();
  const net = network();
  const first = await visit({ browser, Lms: HonestLms, launch: net.launch });
  net.set('refused');
  for (const question of ['q1', 'q3', 'q3', 'q3']) await first.save(first.answer(question, ['b']));
  first.tab.kill();
  const other = await visit({ record: first.lms.record });
  await other.save(other.answer('q2', ['b']));
  const { lms, save } = await visit({ browser, record: other.lms.record });
  await save();
  assert.deepEqual([0, 1, 2, 3].map((at) => lms.record[`cmi.interactions.${at}.id`]), ['test_q2', 'test_q1', 'test_q3', undefined]);
});

test('it is gone after 30 days, whoever comes then', async () => {
  const browser = new Browser();
  const first = await unsavedVisit(browser);
  browser.time += 30 * DAY;
  const stranger = await visit({ browser });
  const own = await visit({ browser, record: first.lms.record });
  assert.deepEqual([own.learner().done, stranger.learner().done], [[], []]);
  assert.equal(Object.keys(browser.localStorage).length, 2);
});

test('it outlives a log-in that empties localStorage, in this tab', async () => {
  const browser = new Browser();
  const first = await unsavedVisit(browser);
  browser.localStorage.clear();
  const { learner } = await visit({ browser, record: first.lms.record, tab: { session: first.tab.session } });
  assert.deepEqual(learner().done, ['welcome']);
});

test('a state that came back damaged is healed from it', async () => {
  const browser = new Browser();
  const first = await visit({ browser });
  await first.save({ done: ['welcome'], answers: { practice: { picked: ['c'], right: true } } });
  const record = { ...first.lms.record, 'cmi.suspend_data': first.lms.record['cmi.suspend_data'].replace(/.\.d/, '!.d') };
  const here = await visit({ browser, record });
  assert.deepEqual([Object.keys(here.learner().answers), here.port.restore().notes], [['practice'], ['journal']]);
  const elsewhere = await visit({ record });
  assert.deepEqual([Object.keys(elsewhere.learner().answers), elsewhere.port.restore().notes], [[], ['partly']]);
});

test('forbidden storage costs the journal and nothing else', async () => {
  const browser = new Browser();
  const { port, tab, learner } = await visit({ browser, open: false });
  for (const name of ['localStorage', 'sessionStorage']) {
    Object.defineProperty(tab.window, name, { get: () => { throw new Error('SecurityError'); } });
  }
  assert.equal(await browser.until(port.open()), 'running');
  assert.equal(await browser.until(port.save({ ...learner(), done: ['welcome'] })), true);
});

// --- two tabs ------------------------------------------------------------------------------------

async function twoTabs() {
  const browser = new Browser();
  const first = await visit({ browser });
  await first.save({ done: ['welcome'] });
  const second = await visit({ browser, record: first.lms.record });
  return { browser, first, second };
}

test('the second tab is read-only and writes nothing at all, not even a finish', async () => {
  const { first, second } = await twoTabs();
  assert.equal(second.opened, 'elsewhere');
  assert.deepEqual(second.learner().done, ['welcome']);
  assert.equal(await second.save({ done: [] }), false);
  await second.tab.leave();
  assert.deepEqual(['LMSSetValue', 'LMSCommit', 'LMSFinish'].map((name) => second.lms.count(name)), [0, 0, 0]);
  assert.equal(first.port.state, 'running');
});

test('at the learner\'s word the second takes over with all that the first did meanwhile; the first steps back', async () => {
  const { browser, first, second } = await twoTabs();
  await first.save({ done: ['welcome', 'film'] });
  second.port.takeOver();
  await browser.pass(1000);
  assert.deepEqual([first.port.state, second.port.state], ['elsewhere', 'running']);
  assert.deepEqual(second.learner().done, ['welcome', 'film']);
  const before = first.lms.calls.length;
  assert.equal(await first.save({ done: [] }), false);
  await first.tab.leave();
  assert.equal(first.lms.calls.length, before);
  first.port.takeOver();
});

test('the first can take it back', async () => {
  const { browser, first, second } = await twoTabs();
  second.port.takeOver();
  await browser.pass(1000);
  await second.save({ done: ['welcome', 'signals'] });
  first.port.takeOver();
  await browser.pass(1000);
  assert.deepEqual([first.port.state, second.port.state], ['running', 'elsewhere']);
  assert.deepEqual(first.learner().done, ['welcome', 'signals']);
  assert.deepEqual([first.lms.breaches, second.lms.breaches], [[], []]);
});

test('a tab that was closed or has ended is no other tab', async () => {
  const { browser, first, second } = await twoTabs();
  second.tab.kill();
  await first.tab.leave();
  const third = await visit({ browser, record: first.lms.record });
  assert.equal(third.opened, 'running');
});

test('two learners in one browser do not shut one another out', async () => {
  const browser = new Browser();
  const one = await visit({ browser });
  const other = await visit({ browser });
  assert.deepEqual([one.port.state, other.port.state], ['running', 'running']);
});

// --- while it opens ------------------------------------------------------------------------------

/** What the LMS holds for whoever comes next, in another browser. */
const held = async (lms) => (await visit({ record: lms.record })).learner();

for (const [act, event] of [['looked away from', 'visibilitychange'], ['left', 'pagehide']]) {
  test(`a course that is ${act} while it opens keeps all that was there`, async () => {
    for (const ms of [0, 40, 149]) {
      const browser = new Browser();
      const first = await visit({ browser });
      await first.save({ done: ['welcome', 'film'], answers: { practice: { picked: ['c'], right: true } }, films: { one: 40 } });
      await first.tab.leave();
      const before = await held(first.lms);
      const again = await visit({ browser, record: first.lms.record, open: false });
      const opening = again.opening();
      await browser.pass(ms);
      again.tab.fire(event, { persisted: false });
      await opening;
      assert.deepEqual(again.learner(), before);
      await again.tab.leave();
      assert.deepEqual(await held(again.lms), before);
      assert.deepEqual((await visit({ browser, record: again.lms.record })).learner(), before);
    }
  });
}

test('a second tab that was looked away from while it opened takes over with all that the first has', async () => {
  const browser = new Browser();
  const first = await visit({ browser });
  await first.save({ done: ['welcome', 'film'] });
  const second = await visit({ browser, record: first.lms.record, open: false });
  const opening = second.opening();
  await browser.pass(40);
  await second.tab.hide();
  assert.equal(await opening, 'elsewhere');
  second.port.takeOver();
  await browser.pass(2000);
  assert.deepEqual([second.learner().done, (await held(second.lms)).done], [['welcome', 'film'], ['welcome', 'film']]);
});

test('of two tabs that open together one runs', async () => {
  for (const ms of [0, 1, 50, 149, 150, 151]) {
    const { browser, lms } = await visit();
    await browser.pass(1000);
    for (const tab of browser.tabs) await tab.leave();
    const tabs = [await visit({ browser, record: lms.record, open: false }), await visit({ browser, record: lms.record, open: false })];
    const one = tabs[0].port.open();
    await browser.pass(ms);
    await browser.until(Promise.all([one, tabs[1].port.open()]));
    await browser.pass(2000);
    assert.equal(tabs.filter(({ port }) => port.state === 'running').length, 1, `${ms} ms apart: ${tabs.map(({ port }) => port.state)}`);
  }
});

/** A frame whose LMS shows its API only later. */
async function lateApi(browser, record, way = () => 'up') {
  const late = await visit({ browser, Lms: HonestLms, record, launch: { way }, tab: { API: undefined } });
  assert.equal(late.opened, 'unconnected');
  late.tab.window.parent.API = late.lms.API;
  return late;
}

test('what was done before there was a connection and what the LMS has come together', async () => {
  const browser = new Browser();
  const first = await visit({ browser });
  await first.save({ done: ['welcome'], films: { one: 40 } });
  await first.tab.leave();
  const late = await lateApi(browser, first.lms.record);
  await late.save({ done: ['film', 'signals'] });
  assert.equal(await browser.until(late.port.retry()), true);
  assert.deepEqual([late.learner().done, late.learner().films], [['welcome', 'film', 'signals'], { one: 40 }]);
  await late.tab.leave();
  assert.deepEqual((await held(late.lms)).done, ['welcome', 'film', 'signals']);
});

test('a connection whose first commit fails still knows what the LMS has', async () => {
  const browser = new Browser();
  const first = await visit({ browser });
  await first.save({ done: ['welcome', 'film'] });
  await first.tab.leave();
  const net = network();
  const late = await lateApi(browser, first.lms.record, net.launch.way);
  net.set('refused');
  assert.equal(await browser.until(late.port.retry()), false);
  assert.deepEqual([late.port.state, late.learner().done], ['unsaved', ['welcome', 'film']]);
});

test('a browser that refuses the channel as it refuses storage (Firefox) costs the guard and nothing else', async () => {
  const refused = () => {
    throw new DOMException('The operation is insecure.', 'SecurityError');
  };
  const equip = ({ window }) => {
    window.BroadcastChannel = class {
      constructor() {
        refused();
      }
    };
    for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, { get: refused });
  };
  const { opened, save, tab, lms } = await visit({ tab: { equip } });
  assert.equal(opened, 'running');
  assert.equal(await save({ done: ['welcome'] }), true);
  await tab.leave();
  assert.deepEqual((await held(lms)).done, ['welcome']);
});

test('what nobody expected while it opens leaves her unconnected, and she can try again', async () => {
  let isBroken = true;
  const equip = ({ window }) => {
    const { setTimeout } = window;
    window.setTimeout = (...parameters) => {
      if (isBroken) throw new Error('a browser like no other');
      return setTimeout(...parameters);
    };
  };
  const { opened, port, browser } = await visit({ tab: { equip } });
  assert.equal(opened, 'unconnected');
  isBroken = false;
  assert.equal(await browser.until(port.retry()), true);
});

test('a record whose head is damaged keeps all its other sections, and says that something is missing', async () => {
  const first = await visit();
  await first.save({ done: ['welcome', 'film'] });
  await first.tab.leave();
  const state = first.lms.record['cmi.suspend_data'];
  const record = { ...first.lms.record, 'cmi.suspend_data': state.replace(/^1\.h../, '1.h!!') };
  assert.notEqual(record['cmi.suspend_data'], state);
  const { learner, port } = await visit({ record });
  assert.deepEqual([learner().done, port.restore().notes], [['welcome', 'film'], ['partly']]);
});

// --- without an LMS ------------------------------------------------------------------------------

const ALONE = { tab: { framed: false, API: undefined } };

test('alone: the place survives a reload of the tab', async () => {
  const browser = new Browser();
  const first = await visit({ browser, ...ALONE });
  assert.equal(first.opened, 'alone');
  assert.equal(await first.save({ done: ['welcome'] }), true);
  assert.equal(first.port.state, 'alone');
  await first.tab.leave();
  const again = await visit({ browser, tab: { ...ALONE.tab, session: first.tab.session } });
  assert.deepEqual(again.learner().done, ['welcome']);
});

test('alone: what changed since the last step survives it too', async () => {
  const browser = new Browser();
  let truth = null;
  const first = await visit({ browser, ...ALONE, port: { current: () => truth } });
  truth = { ...first.learner(), films: { one: 33 } };
  await first.tab.leave();
  const again = await visit({ browser, tab: { ...ALONE.tab, session: first.tab.session } });
  assert.deepEqual(again.learner().films, { one: 33 });
});

test('alone: nobody else meets it, in a new tab, after half an hour, or after the learner\'s own exit', async () => {
  const browser = new Browser();
  const first = await visit({ browser, ...ALONE });
  await first.save({ done: ['welcome'] });
  assert.equal(Object.keys(browser.localStorage).length, 0);
  assert.deepEqual((await visit({ browser, ...ALONE })).learner().done, []);
  browser.time += 31 * 60 * 1000;
  assert.deepEqual((await visit({ browser, tab: { ...ALONE.tab, session: first.tab.session } })).learner().done, []);
  const third = await visit({ browser, tab: { ...ALONE.tab, session: first.tab.session } });
  await third.save({ done: ['film'] });
  assert.equal(await third.close(), true);
  await third.tab.leave();
  assert.deepEqual((await visit({ browser, tab: { ...ALONE.tab, session: first.tab.session } })).learner().done, []);
});
