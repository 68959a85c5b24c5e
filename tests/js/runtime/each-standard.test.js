/** What every adapter owes a teacher: the same claims under SCORM 1.2, SCORM 2004 and cmi5. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPort } from '../../../scorm/runtime/port.js';
import { Browser } from './browser.js';
import { STANDARDS } from './standards.js';
import { LAYOUT, REPORTED } from './storm.js';

const FAILING = { scorm12: ['FalseWithoutErrorLms', 'NullLms', 'ThrowingLms'], scorm2004: ['FalseWithoutErrorLms', 'NullLms', 'ThrowingLms'], cmi5: ['HonestLrs', 'MoodyLrs'] };

/** One launch in an LMS of this standard; `from` is an earlier one, whose record, browser and network go on. */
async function launch(name, { kind, from, session, again, browser = from?.browser ?? new Browser(), status = 'completed' } = {}) {
  const standard = STANDARDS[name];
  const server = from?.server ?? { record: undefined };
  const net = from?.net ?? { way: 'up', leaving: false };
  const Lms = standard.models[kind ?? (name === 'cmi5' ? 'HonestLrs' : 'HonestLms')];
  const place = standard.launch({
    Lms, again, record: server.record,
    way: () => net.way, leaving: () => net.leaving, now: () => browser.time, wait: (ms) => (browser.time += ms),
    stored: (change) => (server.record = change(server.record)),
  });
  const tab = browser.openTab({ ...place.place, session });
  const port = createPort({ window: tab.window, layout: LAYOUT, adapter: standard.adapter, status, reported: REPORTED, current: () => port.restore().learner, now: () => browser.time });
  const opened = await browser.until(port.open());
  const learner = () => port.restore().learner;
  return {
    ...place, browser, tab, port, opened, learner, net, server,
    shown: () => standard.shown(server.record),
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
  };
}

/** How often something was kept, asked or set, in the words of the standard. */
function counts({ lms }) {
  const { calls, requests } = lms;
  const count = (pattern) => (calls ?? requests.map(({ method, url }) => ({ name: `${method} ${new URL(url).pathname.split('/').pop()}` }))).filter(({ name }) => pattern.test(name)).length;
  return calls
    ? { reads: count(/GetValue$/), sets: count(/SetValue$/), commits: count(/Commit$/) }
    : { reads: count(/^GET/), sets: count(/^POST statements/), commits: count(/^PUT/) };
}

for (const name of Object.keys(STANDARDS)) {
  const claim = (words, act) => test(`${name}: ${words}`, act);

  claim('a launch takes at most 8 reads, 3 sets and 1 commit; so does the next one', async () => {
    const first = await launch(name);
    await first.save(first.answer('q1', ['b']));
    await first.tab.leave();
    for (const visit of [await launch(name), await launch(name, { from: first })]) {
      const { reads, sets, commits } = counts(visit);
      assert.equal(visit.opened, 'running');
      assert.ok(reads <= 8 && sets <= 3 && commits === 1, JSON.stringify({ reads, sets, commits }));
    }
  });

  claim('exactly one commit for each finished step, none by the clock, none for what is saved', async () => {
    const visit = await launch(name);
    const steps = [
      () => visit.save({ done: ['welcome'] }),
      () => visit.save(visit.answer('q1', ['b'])),
      () => visit.save({ done: ['welcome', 'film'], ...visit.answer('q3', ['a', 'c']) }),
      () => visit.passTest(90),
      () => visit.save({ done: ['welcome', 'film', 'signals'] }),
    ];
    for (const step of steps) {
      const before = counts(visit).commits;
      assert.equal(await step(), true);
      assert.equal(counts(visit).commits - before, 1);
    }
    const before = counts(visit).commits;
    await visit.browser.pass(3600_000);
    await visit.tab.hide();
    assert.equal(counts(visit).commits, before);
    assert.deepEqual(visit.breaches(), []);
  });

  for (const kind of FAILING[name]) {
    claim(`${kind} has not saved while it refuses, and says so; then everything is there`, async () => {
      const visit = await launch(name, { kind });
      visit.net.way = 'refused';
      await visit.save(visit.answer('q1', ['b']));
      assert.equal(await visit.passTest(85), false);
      assert.equal(visit.port.state, 'unsaved');
      visit.net.way = 'up';
      await visit.browser.pass(60_000);
      const { done, rows } = visit.shown();
      assert.deepEqual([visit.port.state, done.includes('completed'), rows.test_q1], ['running', true, { response: 'b', right: true, pattern: 'b' }]);
      assert.deepEqual(visit.breaches(), []);
    });
  }

  claim('offline nothing counts as saved, whatever the LMS says; back online it is saved at once', async () => {
    const visit = await launch(name);
    visit.net.way = 'down';
    await visit.browser.setOnline(false);
    assert.equal(await visit.save({ done: ['welcome'] }), false);
    visit.net.way = 'up';
    await visit.browser.setOnline(true);
    await visit.browser.pass(10);
    assert.equal(visit.port.state, 'running');
    assert.deepEqual((await launch(name, { from: visit, browser: new Browser() })).learner().done, ['welcome']);
  });

  claim('an LMS that says true and loses it: this browser has it at the next launch, and sends it all again', async () => {
    const first = await launch(name, { kind: name === 'cmi5' ? 'HonestLrs' : 'MoodleLms' });
    first.net.way = 'down';
    await first.save(first.answer('q1', ['b']));
    assert.equal(await first.passTest(90), true);
    first.tab.kill();
    first.net.way = 'up';
    const next = await launch(name, { from: first });
    assert.deepEqual([next.learner().best, next.port.restore().notes], [90, ['journal']]);
    await next.save();
    assert.deepEqual([next.shown().done.length > 0, next.shown().rows.test_q1?.response], [true, 'b']);
    assert.deepEqual(next.breaches(), []);
  });

  claim('what the LMS lost of a finished step is repaired from the state alone, also in another browser', async () => {
    const first = await launch(name);
    await first.save(first.answer('q4', ['f'], false));
    await first.passTest(90);
    await first.tab.leave();
    const record = first.server.record;
    first.server.record = name === 'cmi5'
      ? { ...record, statements: [] }
      : Object.fromEntries(Object.entries(record).filter(([element]) => /suspend_data|exit/.test(element)));
    const next = await launch(name, { from: first, browser: new Browser() });
    await next.save();
    const { done, rows } = next.shown();
    assert.deepEqual([done.includes('completed'), Object.keys(rows), rows.test_q4?.right], [true, ['test_q4'], false]);
    assert.deepEqual(next.breaches(), []);
  });

  claim('a tab that is closed while nothing can be saved loses nothing in this browser', async () => {
    const first = await launch(name);
    first.net.way = 'refused';
    await first.save(first.answer('q1', ['b']));
    await first.tab.leave();
    first.net.way = 'up';
    const next = await launch(name, { from: first });
    await next.save();
    assert.deepEqual([next.learner().answers.q1.picked, next.shown().rows.test_q1?.response], [['b'], 'b']);
  });

  claim('another learner on this computer never meets it', async () => {
    const first = await launch(name);
    first.net.way = 'refused';
    await first.save({ done: ['welcome'] });
    await first.tab.leave();
    const stranger = await launch(name, { browser: first.browser, session: first.tab.session });
    assert.deepEqual([stranger.learner().done, stranger.port.restore().notes], [[], []]);
  });

  claim('the second tab writes nothing, also when it goes; at her word it takes over, and the first steps back', async () => {
    const first = await launch(name);
    await first.save({ done: ['welcome'] });
    const shared = STANDARDS[name].secondTabSharesTheSession;
    const open = () => launch(name, { from: first, ...(shared && { again: first, session: first.tab.session.copy() }) });
    const second = await open();
    assert.deepEqual([second.opened, second.learner().done], ['elsewhere', ['welcome']]);
    await second.tab.leave();
    assert.equal(second.writes(), 0);
    assert.equal(await first.save(first.answer('q1', ['b'])), true);
    const third = await open();
    third.port.takeOver();
    await third.browser.pass(1000);
    assert.deepEqual([first.port.state, third.port.state], ['elsewhere', 'running']);
    await third.save(third.answer('q1', ['c'], false));
    const before = first.writes();
    await first.tab.leave();
    assert.equal(first.writes(), before);
    await third.tab.leave();
    assert.deepEqual([third.shown().rows.test_q1?.response, third.breaches()], ['c', []]);
  });

  claim('an answer that another tab gave since is not turned back', async () => {
    const first = await launch(name);
    await first.save(first.answer('q1', ['b']));
    const shared = STANDARDS[name].secondTabSharesTheSession;
    const second = await launch(name, { from: first, ...(shared && { again: first, session: first.tab.session.copy() }) });
    second.port.takeOver();
    await second.browser.pass(1000);
    await second.save(second.answer('q1', ['c'], false));
    first.port.takeOver();
    await first.browser.pass(1000);
    await first.save({ done: ['welcome'] });
    assert.deepEqual(first.learner().answers.q1.picked, ['c']);
    assert.equal(first.shown().rows.test_q1?.response, 'c');
  });

  claim('no score before there is one, no verdict before it is reached, and never a failed', async () => {
    const visit = await launch(name);
    await visit.save({ done: ['welcome'] });
    assert.deepEqual([visit.shown().score, visit.shown().done], [null, []]);
    visit.port.score(40);
    await visit.save({ best: 40, tries: 1 });
    assert.doesNotMatch(JSON.stringify(visit.server.record), /failed/);
    assert.deepEqual(visit.shown().done, []);
  });

  claim('the learner reloads the page after its end: nothing is lost, and nothing is begun anew in silence', async () => {
    const first = await launch(name, { kind: name === 'cmi5' ? 'HonestLrs' : 'MoodleLms' });
    await first.save({ done: ['welcome'] });
    await first.tab.leave();
    const tab = first.browser.openTab({ ...first.place, session: first.tab.session });
    const port = createPort({ window: tab.window, layout: LAYOUT, adapter: STANDARDS[name].adapter, status: 'completed', reported: REPORTED, current: () => port.restore().learner, now: () => first.browser.time });
    const opened = await first.browser.until(port.open());
    assert.equal(opened, name === 'scorm12' ? 'running' : 'unconnected'); // only Moodle's 1.2 begins again on one page
    if (opened === 'running') assert.deepEqual(port.restore().learner.done, ['welcome']);
    await tab.leave();
    assert.deepEqual((await launch(name, { from: first, kind: name === 'cmi5' ? undefined : 'MoodleLms' })).learner().done, ['welcome']);
  });

  if (name === 'cmi5') continue;

  claim('an LMS that ends the session after half an hour: unsaved, and nothing lost in this browser', async () => {
    const first = await launch(name, { kind: 'ExpiringLms' });
    await first.browser.pass(45 * 60 * 1000);
    assert.equal(await first.save({ done: ['welcome'] }), false);
    assert.equal(first.port.state, 'unsaved');
    await first.tab.leave();
    assert.deepEqual((await launch(name, { from: first })).learner().done, ['welcome']);
  });

  claim('an LMS that takes three seconds for a commit: one a step', async () => {
    const visit = await launch(name, { kind: 'SlowLms' });
    const before = visit.browser.time;
    await visit.save({ done: ['welcome'] });
    await visit.browser.pass(600_000);
    assert.equal(visit.browser.time - before, 603_000);
  });

  claim('an LMS that cuts long values keeps the verdict, and says that something is missing', async () => {
    const visit = await launch(name);
    await visit.save(visit.answer('q1', ['b']));
    await visit.passTest(80);
    await visit.tab.leave();
    visit.server.record = { ...visit.server.record, 'cmi.suspend_data': visit.server.record['cmi.suspend_data'].slice(0, 45) };
    const elsewhere = await launch(name, { from: visit, browser: new Browser() });
    assert.deepEqual([elsewhere.learner().best, elsewhere.learner().complete, elsewhere.port.restore().notes], [80, true, ['partly']]);
  });

  claim('an LMS that escapes HTML finds nothing to escape', async () => {
    const visit = await launch(name, { kind: 'EscapingLms' });
    await visit.save({ done: ['welcome'] });
    const next = await launch(name, { from: visit, browser: new Browser() });
    assert.deepEqual([next.learner().done, next.port.restore().notes], [['welcome'], []]);
  });

  claim('an LMS without interactions is asked once and then left in peace', async () => {
    const visit = await launch(name, { kind: 'PlainLms' });
    await visit.save(visit.answer('q1', ['b']));
    assert.equal(await visit.passTest(80), true);
    assert.ok(visit.lms.calls.filter(({ name: call, parameters }) => /SetValue/.test(call) && /interactions/.test(parameters[0])).length <= 1);
    assert.deepEqual([visit.shown().done.includes('completed'), visit.shown().score], [true, 80]);
  });

  for (const [kind, words] of [['StickyErrorLms', 'that never takes an error back'], ['CurtLms', 'that says 1 for true and knows no errors']]) {
    claim(`an LMS ${words} saves, resumes and finishes`, async () => {
      const first = await launch(name, { kind });
      assert.equal(await first.save({ done: ['welcome'] }), true);
      await first.tab.leave();
      const next = await launch(name, { from: first, kind, browser: new Browser() });
      assert.deepEqual([next.opened, next.learner().done, next.port.restore().notes], ['running', ['welcome'], []]);
      assert.equal(await next.passTest(80), true);
      assert.deepEqual([next.shown().score, next.shown().done.includes('completed')], [80, true]);
    });
  }

  claim('an LMS that never takes an error back is still not believed when it says that a commit failed', async () => {
    const visit = await launch(name, { kind: 'StickyErrorLms' });
    visit.net.way = 'refused';
    assert.equal(await visit.save({ done: ['welcome'] }), false);
    assert.equal(visit.port.state, 'unsaved');
  });

  claim('an LMS that freezes the score when the status is final has the right one by then', async () => {
    const visit = await launch(name, { kind: 'FrozenScoreLms' });
    await visit.passTest(88);
    assert.deepEqual([visit.shown().score, visit.shown().done.includes('completed')], [88, true]);
  });

  claim('a new attempt at each launch is a new learner, and the journal of the old one stays shut', async () => {
    const first = await launch(name, { kind: 'NewAttemptLms' });
    await first.passTest(80);
    first.tab.kill();
    const next = await launch(name, { from: first, kind: 'NewAttemptLms' });
    assert.deepEqual([next.opened, next.learner().complete, next.port.restore().notes], ['running', false, []]);
  });

  claim('Moodle opens what is finished for review: nothing is set, the place is there', async () => {
    const first = await launch(name, { kind: 'MoodleLms' });
    await first.passTest(80);
    await first.tab.leave();
    const next = await launch(name, { from: first, kind: 'MoodleLms' });
    await next.tab.leave();
    assert.deepEqual([next.opened, next.learner().complete, counts(next).sets, next.breaches()], ['review', true, 0, []]);
  });
}
