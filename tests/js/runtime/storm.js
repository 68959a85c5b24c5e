/**
 * One storm: a teacher works through a small course while networks, log-ins, tabs and browsers fail her.
 *
 * The oracle knows two things: what she had when a state last reached the server, and what she had at her last step
 * in each browser. After every good launch nothing of either may be missing, and after one good visit the LMS must
 * show exactly what she has.
 */

import { isDeepStrictEqual } from 'node:util';
import { Browser } from './browser.js';

export const LAYOUT = {
  course: 'see-me-now',
  parts: ['start', 'story', 'test'],
  pages: ['welcome', 'privacy', '', 'film', 'signals', 'result'],
  questions: [
    { id: 'practice', options: 3 },
    { id: 'q1', options: 4 },
    { id: 'q2', options: 4 },
    { id: 'q3', options: 5 },
    { id: 'q4', options: 20 }, // t or f, so all letters up to t are reserved
  ],
  stories: ['one', 'two'],
};

export const REPORTED = ['q1', 'q2', 'q3', 'q4'].map((question) => ({
  question,
  id: `test_${question}`,
  type: question === 'q4' ? 'true-false' : 'choice',
  pattern: { q3: ['a', 'c'], q4: ['t'] }[question] ?? ['b'],
}));

export const LEARNER = ['page', 'page', 'page', 'answer', 'answer', 'answer', 'test', 'pass', 'again', 'film', 'retry', 'hide', 'wait', 'longWait'];
export const FAULTS = ['offline', 'refused', 'lie', 'mend', 'mend', 'calm', 'wipe', 'stranger', 'kill', 'leave', 'exit', 'otherBrowser', 'secondTab', 'takeOver'];

/** What a player knows before it has been given anything. */
export const NOBODY = { place: null, done: [], answers: {}, best: null, tries: 0, complete: false, films: {}, drawn: [] };

/** The order in which pages were finished is not kept. */
function same(one, other) {
  const sorted = (learner) => ({ ...learner, done: [...learner.done].sort() });
  return one !== null && isDeepStrictEqual(sorted(one), sorted(other));
}

/**
 * @param {[string, number][]} actions
 * @param {{createPort: Function, standard: any, adapter?: Function, Lms: any, status?: string}} parts   standard: of standards.js
 */
export async function storm(actions, { createPort, standard, adapter = standard.adapter, Lms, status = 'completed' }) {
  const browsers = [new Browser(), new Browser()];
  let browser = browsers[0];
  let way = 'up';
  let leaving = false;
  const server = { record: undefined, held: null, lied: false };
  const found = { lost: [], mismatch: [], breaches: [], faults: 0 };
  /** What each browser's journal should know: the learner at the last step there. */
  const local = new Map();
  let lastWriter = null;
  let visit;
  let launches = 0;

  /** A look without a step is journalled only when there was something new. */
  function noteLook() {
    if (visit.review || visit.port.state === 'elsewhere') return;
    const mine = local.get(browser);
    if (!same(visit.truth, mine.truth)) local.set(browser, { truth: clone(visit.truth), known: true });
  }

  const clone = (value) => structuredClone(value);
  const fail = (list, message, detail) => list.push(`${message} ${detail === undefined ? '' : JSON.stringify(detail)}`);

  /** @param {any} at @param {any} [again]   the visit whose session a second tab shares, where that can be */
  function launchLms(at, again) {
    const owner = { truth: null };
    return Object.assign(owner, standard.launch({
      Lms,
      again,
      record: server.record,
      way: () => way,
      leaving: () => leaving,
      now: () => at.time,
      wait: (ms) => (at.time += ms),
      stored(change) {
        const before = server.record && standard.state(server.record);
        server.record = change(server.record);
        if (standard.state(server.record) === before) return; // the end of a visit that only looks writes the old one again
        server.held = clone(owner.truth);
        server.nonceKnown = true;
      },
    }));
  }

  /** A launch with everything in order, in a new tab or in one that has a session already; checks what comes back. */
  async function launch(session, again) {
    way = 'up';
    await browser.setOnline(true);
    const next = launchLms(browser, again);
    const tab = browser.openTab({ ...next.place, session });
    if (local.get(browser)?.known === 'tab' && !session) local.get(browser).known = false;
    next.tab = tab;
    next.browser = browser;
    next.truth = clone(server.held);
    next.port = createPort({
      window: tab.window,
      layout: LAYOUT,
      adapter,
      status,
      reported: REPORTED,
      current: () => (next.isOpen ? next.truth : NOBODY),
      now: () => browser.time,
    });
    const wroteHere = session && visit?.wroteHere;
    visit = next;
    const opening = next.port.open().then((state) => {
      next.truth = clone(next.port.restore().learner);
      next.isOpen = true;
      return state;
    });
    if (launches++ % 3 === 0) {
      await browser.pass(40);
      await tab.hide(); // she looks away while it opens
    }
    const state = await browser.until(opening);
    const restored = next.port.restore().learner;
    checkRestored(restored);
    next.review = state === 'review';
    if (!next.review && state !== 'elsewhere') server.held = clone(restored);
    const known = next.review ? (local.get(browser)?.known ?? true) : true; // a visit that only looks writes no journal
    local.set(browser, { truth: clone(restored), known });
    next.wroteHere = wroteHere || !next.review; // the tab's own storage has a journal of hers
    if (state === 'running') lastWriter = browser;
    else if (!['review', 'elsewhere'].includes(state)) fail(found.mismatch, 'launch settled in', state);
    return next;
  }

  /** Where every launch is a session of its own and ends the one before (cmi5), the tab was duplicated with its session. */
  const secondLaunch = () => (standard.secondTabSharesTheSession ? launch(visit.tab.session.copy(), visit) : launch());

  function checkRestored(restored) {
    const mine = local.get(browser);
    if (lastWriter === browser && mine && same(restored, mine.truth)) return;
    if (lastWriter === browser && mine?.known && server.nonceKnown) fail(found.lost, 'same browser', { restored, truth: mine.truth });
    const held = server.held;
    if (!held) return;
    for (const page of held.done) if (!restored.done.includes(page)) fail(found.lost, 'page', page);
    for (const id of Object.keys(held.answers)) if (!restored.answers[id]) fail(found.lost, 'answer', id);
    if ((held.best ?? -1) > (restored.best ?? -1)) fail(found.lost, 'best', [held.best, restored.best]);
    if (held.complete && !restored.complete) fail(found.lost, 'complete');
  }

  /**
   * The LMS shows what she has; where it only lets look, what she had when it last took something.
   * What a lie took cannot be brought back then: only the status counts.
   */
  function checkLms(now, when) {
    const shown = standard.shown(server.record);
    const truth = visit.review ? server.held : now;
    const lost = server.lied && visit.review;
    const fits = now.complete ? standard.doneWords[status].some((words) => isDeepStrictEqual(words, shown.done)) : shown.begun && !shown.done.length;
    if (!fits) fail(found.mismatch, `${when}: status`, [shown.done, status]);
    if (lost) return;
    const best = truth.best ?? (truth.complete ? 100 : null);
    if (!(standard.scoreFits?.(shown.score, best) ?? shown.score === best)) fail(found.mismatch, `${when}: score`, [shown.score, best]);
    if (!visit.takesInteractions) return;
    for (const { question, id, type, pattern } of REPORTED) {
      const given = truth.answers[question];
      if (!given) continue;
      const expected = { response: standard.written({ ...given, type }), right: given.right, pattern: standard.written({ picked: pattern, type }) };
      if (!isDeepStrictEqual(shown.rows[id], expected)) fail(found.mismatch, `${when}: row ${id}`, [shown.rows[id], expected]);
    }
  }

  async function step(change) {
    if (visit.review || visit.port.state === 'elsewhere') return;
    visit.truth = change(clone(visit.truth));
    local.set(browser, { truth: clone(visit.truth), known: true });
    const before = clone(visit.truth);
    const said = await browser.until(visit.port.save(visit.truth));
    if (said && (way === 'up' || way === 'refused') && !same(server.held, before)) {
      fail(found.lost, 'said to be saved', before);
    }
    if (said && !browser.online) fail(found.lost, 'said to be saved while offline');
  }

  function end(how) {
    const { tab, port } = visit;
    leaving = how === 'leave';
    if (how === 'leave') noteLook();
    return (how === 'kill' ? Promise.resolve(tab.kill()) : tab.leave()).then(() => {
      leaving = false;
      found.breaches.push(...visit.breaches());
      const [least, most] = port.state === 'elsewhere' ? [0, 0] : [1, standard.mostEnds ?? 1];
      if (how === 'leave' && !(visit.ends() >= least && visit.ends() <= most)) fail(found.breaches, 'ends', [visit.ends(), port.state]);
    });
  }

  const acts = {
    page: (n) => step((truth) => {
      const page = LAYOUT.pages.filter(Boolean)[n % 5];
      return { ...truth, place: { part: LAYOUT.parts[n % 3], page }, done: LAYOUT.pages.filter((id) => id && (id === page || truth.done.includes(id))) };
    }),
    answer: (n) => step((truth) => {
      const { id } = LAYOUT.questions[n % 5];
      const picked = id === 'q4' ? [n % 2 ? 't' : 'f'] : ['a', 'b', 'c', 'd', 'e'].slice(0, LAYOUT.questions[n % 5].options).filter((_, at) => (n >> at) & 1);
      const known = REPORTED.find(({ question }) => question === id);
      const right = picked.join() === known?.pattern.join();
      if (known) visit.port.answer({ id: known.id, type: known.type, pattern: known.pattern, response: picked, right, latency: (n % 300) / 7 });
      return { ...truth, answers: { ...truth.answers, [id]: { picked, right } } };
    }),
    test: (n) => step((truth) => {
      const best = Math.max(truth.best ?? 0, n % 70);
      visit.port.score(n % 70);
      return { ...truth, best, tries: truth.tries + 1 };
    }),
    pass: (n) => step((truth) => {
      const percent = 70 + (n % 31);
      visit.port.score(percent);
      visit.port.complete();
      return { ...truth, best: Math.max(truth.best ?? 0, percent), tries: truth.tries + 1, complete: true };
    }),
    /** A new try of the test begins without the old answers. */
    again: () => step((truth) => ({ ...truth, answers: truth.answers.practice ? { practice: truth.answers.practice } : {} })),
    async film(n) {
      if (visit.review || visit.port.state === 'elsewhere') return;
      const id = LAYOUT.stories[n % 2];
      visit.truth = { ...visit.truth, films: { ...visit.truth.films, [id]: (visit.truth.films[id] ?? 0) + 1 + (n % 60) } };
    },
    retry: () => browser.until(visit.port.retry()),
    async hide() {
      noteLook();
      await visit.tab.hide();
    },
    wait: (n) => browser.pass((n % 60) * 1000),
    longWait: (n) => browser.pass((n % 90) * 60 * 1000),
    async offline() {
      way = 'down';
      await browser.setOnline(false);
    },
    async refused() {
      way = 'refused';
      await browser.setOnline(true);
    },
    async lie() {
      way = 'down';
      server.lied = true;
      await browser.setOnline(true);
    },
    async mend() {
      way = 'up';
      await browser.setOnline(true);
    },
    async wipe() {
      browser.localStorage.clear();
      const mine = local.get(browser);
      if (mine) mine.known = visit.wroteHere && 'tab'; // only this tab's own storage has it still
    },
    async kill() {
      await end('kill');
      // What she changed without a step is gone with the tab.
      await launch();
    },
    async leave() {
      await end('leave');
      await launch(visit.tab.session);
    },
    /** Network and log-in are in order for a quarter of an hour: everything is saved by then, without a finger moved. */
    async calm() {
      await acts.mend();
      await browser.pass(15 * 60 * 1000);
      if (visit.review || Lms.name === 'ExpiringLms') return;
      if (visit.port.state !== 'running') fail(found.mismatch, 'after a calm still', visit.port.state);
    },
    /** Somebody else at the same computer, in the same tab. */
    async stranger() {
      await end('leave');
      const tab = browser.openTab({ ...standard.launch({ Lms }).place, session: visit.tab.session });
      const port = createPort({ window: tab.window, layout: LAYOUT, adapter, status, reported: REPORTED, current: () => port.restore().learner, now: () => browser.time });
      await browser.until(port.open());
      const { learner, notes } = port.restore();
      if (learner.done.length || learner.place || notes.length) fail(found.lost, 'a stranger met', learner);
      await browser.until(port.save({ ...learner, place: { part: 'test', page: 'result' } }));
      await tab.leave();
      await launch(visit.tab.session);
    },
    async exit() {
      if (!visit.review && visit.port.state !== 'elsewhere') await step((truth) => truth);
      await browser.until(visit.port.close());
      await end('leave');
      await launch();
    },
    async otherBrowser() {
      await end('kill');
      browser = browsers[1 - browsers.indexOf(browser)];
      await launch();
    },
    async secondTab() {
      if (!['running', 'unsaved'].includes(visit.port.state) || !server.nonceKnown) return;
      const first = visit;
      const mine = local.get(browser);
      await secondLaunch();
      if (visit.port.state !== 'elsewhere' && !visit.review) fail(found.mismatch, 'second tab', visit.port.state);
      await visit.tab.leave();
      if (visit.writes() && !visit.review) fail(found.mismatch, 'second tab wrote', visit.writes());
      visit = first;
      local.set(browser, mine);
    },
    async takeOver() {
      if (!['running', 'unsaved'].includes(visit.port.state) || !server.nonceKnown) return;
      const first = visit;
      await secondLaunch();
      if (visit.port.state !== 'elsewhere') return;
      const stepped = new Promise((resolve) => visit.port.watch((state) => ['running', 'unsaved'].includes(state) && resolve(state)));
      visit.port.takeOver();
      await browser.until(stepped);
      if (first.port.state !== 'elsewhere') {
        await browser.pass(1000);
        if (first.port.state !== 'elsewhere') fail(found.mismatch, 'first tab still', first.port.state);
      }
      visit.truth = clone(visit.port.restore().learner);
      first.tab.kill();
      found.breaches.push(...first.breaches());
    },
  };

  await launch();
  for (const [kind, n] of actions) {
    if (FAULTS.includes(kind) && kind !== 'mend') found.faults++;
    await acts[kind](n);
    if (found.lost.length || found.mismatch.length) break;
  }
  if (!found.lost.length && !found.mismatch.length) {
    await end('leave');
    await launch();
    if (!visit.review) await step((truth) => ({ ...truth, place: { part: 'start', page: 'privacy' } }));
    checkLms(visit.truth, 'at the end');
    const truth = visit.truth;
    await end('leave');
    await launch();
    if (!same(visit.truth, truth)) fail(found.lost, 'last launch', [visit.truth, truth]);
    checkLms(visit.truth, 'last launch');
    await end('leave');
  }
  return found;
}
