import assert from 'node:assert/strict';
import { webcrypto } from 'node:crypto';
import { test } from 'node:test';
import { cmi5 } from '../../../scorm/runtime/cmi5.js';
import { createPort } from '../../../scorm/runtime/port.js';
import { Cmi5Lrs } from '../../../scorm/stand-ins/cmi5-lrs.js';
import { Browser } from './browser.js';
import { LAYOUT, NOBODY, REPORTED } from './storm.js';

const CMI5 = 'https://w3id.org/xapi/cmi5/context/';
const XAPI = 'http://adlnet.gov/expapi/verbs/';

/** Waits for a promise, whatever real and pretended time it needs. */
async function until(browser, promise) {
  let settled = false;
  promise.finally(() => (settled = true)).catch(() => {});
  for (let round = 0; round < 500 && !settled; round++) {
    for (let turn = 0; turn < 5 && !settled; turn++) await new Promise(setImmediate);
    const next = Math.min(...browser.timers.map(({ at }) => at));
    if (!settled && next !== Infinity) await browser.pass(next - browser.time);
  }
  return promise;
}

/** The fetch that goes out of this tab, and no more when it is dead. */
function openTab(browser, lms, address, session) {
  const tab = browser.openTab({ framed: false, search: new URL(address, 'https://course.example/').search, session });
  Object.assign(tab.window, { crypto: webcrypto, fetch: lms.fetch });
  return tab;
}

async function visit({ browser = new Browser(), lms = new Cmi5Lrs(), address = lms.launch('index.html'), session, profile = 'completed', port: portOptions } = {}) {
  const tab = openTab(browser, lms, address, session);
  let isOpen = false; // as in the player, which takes in what the port found when it has opened
  const port = createPort({ window: tab.window, layout: LAYOUT, adapter: cmi5, status: profile, reported: REPORTED, current: () => (isOpen ? port.restore().learner : NOBODY), now: () => browser.time, ...portOptions });
  const opened = await until(browser, port.open());
  isOpen = true;
  const learner = () => port.restore().learner;
  return {
    browser, lms, tab, port, opened, learner, address,
    save: (change = {}) => until(browser, port.save({ ...learner(), ...change })),
    answer(question, picked, right = true) {
      const { id, type, pattern } = REPORTED.find((one) => one.question === question);
      port.answer({ id, type, pattern, response: picked, right, latency: 12.5 });
      return { answers: { ...learner().answers, [question]: { picked, right } } };
    },
    async passTest(percent = 80) {
      port.score(percent);
      port.complete();
      return until(browser, port.save({ ...learner(), best: percent, tries: 1, complete: true }));
    },
    close: () => until(browser, port.close()),
    async leave() {
      await tab.leave();
      await new Promise(setImmediate);
    },
  };
}

const stored = (lms, verb) => lms.statements.filter(({ verb: { id } }) => id === XAPI + verb);

// --- launch --------------------------------------------------------------------------------------

test('a launch fetches the token once, reads launch data and preferences, then says initialized before all else', async () => {
  const { lms, opened } = await visit();
  assert.equal(opened, 'running');
  const seen = lms.requests.map(({ method, url }) => `${method} ${new URL(url).pathname.split('/').slice(-2).join('/')} ${new URL(url).searchParams.get('stateId') ?? ''}`.trim());
  assert.equal(seen.filter((one) => one === 'POST /fetch').length, 1);
  const first = seen.findIndex((one) => one.startsWith('POST xapi/statements'));
  assert.ok(seen.indexOf('GET activities/state LMS.LaunchData') < first && seen.indexOf('GET agents/profile') < first);
  assert.deepEqual([lms.verbs, lms.breaches], [['initialized'], []]);
  assert.deepEqual(Object.keys(lms.documents), ['see-me-now.state']);
});

test('the parameters are read in any order, and an endpoint with and without its last slash', async () => {
  const lms = new Cmi5Lrs();
  const [page, search] = lms.launch('index.html').split('?');
  const reversed = `${page}?lang=nl&${search.split('&').reverse().join('&')}`.replace('xapi%2F', 'xapi');
  assert.deepEqual([(await visit({ lms, address: reversed })).opened, lms.breaches], ['running', []]);
});

for (const [name, address, expected] of [
  ['no parameter at all: opened on purpose without an LMS', 'index.html', 'alone'],
  ['?alone', 'index.html?alone&endpoint=x', 'alone'],
  ['some parameters missing: a launch that failed', 'index.html?endpoint=https://lms.example/xapi/', 'unconnected'],
]) {
  test(`launch: ${name}`, async () => assert.equal((await visit({ address })).opened, expected));
}

for (const [name, meddle] of [
  ['the fetch address gives an error', ({ url }) => (url.includes('/fetch') ? { status: 200, body: { 'error-code': '1' } } : undefined)],
  ['the fetch address is down', ({ url }) => (url.includes('/fetch') ? { status: 0 } : undefined)],
  ['launch data are missing', ({ url }) => (url.includes('LaunchData') ? { status: 404 } : undefined)],
  ['the state cannot be read: it is not taken for empty', ({ url }) => (url.includes('see-me-now.state') ? { status: 500 } : undefined)],
  ['initialized is refused', ({ method, url }) => (method === 'POST' && url.endsWith('statements') ? { status: 403 } : undefined)],
]) {
  test(`unconnected, and nothing is written, when ${name}`, async () => {
    const lms = new Cmi5Lrs({ meddle });
    const { opened, port } = await visit({ lms });
    assert.deepEqual([opened, lms.statements, lms.documents], ['unconnected', [], {}]);
    assert.equal(port.state, 'unconnected');
  });
}

test('after a failed launch the learner\'s word tries again, with the same token and the same first statement', async () => {
  let down = true;
  const lms = new Cmi5Lrs({ meddle: ({ method, url }) => (down && method === 'POST' && url.endsWith('statements') ? { status: 0 } : undefined) });
  const { port, opened, browser } = await visit({ lms });
  assert.equal(opened, 'unconnected');
  down = false;
  assert.equal(await until(browser, port.retry()), true);
  const sent = lms.requests.filter(({ method, url }) => method === 'POST' && url.endsWith('statements')).map(({ body }) => JSON.parse(body)[0].id);
  assert.deepEqual([sent.length, new Set(sent).size, lms.verbs, lms.breaches], [2, 1, ['initialized'], []]);
});

test('learner preferences reach the player through the port; none (404) is no error, and no wish', async () => {
  const wish = async (preferences) => {
    const { port } = await visit({ lms: new Cmi5Lrs({ preferences }) });
    return [port.restore().preferences, port.support().errors];
  };
  assert.deepEqual(await wish({ languagePreference: 'nl-NL,en', audioPreference: 'off' }), [{ languages: ['nl-NL', 'en'], audio: false }, []]);
  assert.deepEqual(await wish(undefined), [{ languages: [], audio: true }, []]);
});

test('preferences come again with each launch, as the LMS has them then', async () => {
  const lms = new Cmi5Lrs({ preferences: { languagePreference: 'en', audioPreference: 'on' } });
  const first = await visit({ lms });
  await first.leave();
  lms.preferences = { languagePreference: 'nl', audioPreference: 'off' };
  assert.deepEqual((await visit({ lms })).port.restore().preferences, { languages: ['nl'], audio: false });
});

// --- a walk --------------------------------------------------------------------------------------

test('a whole walk over two sessions breaks no rule of cmi5 and ends satisfied', async () => {
  const browser = new Browser();
  const lms = new Cmi5Lrs({ moveOn: 'CompletedAndPassed', masteryScore: 0.8, returnURL: 'https://lms.example/back' });
  const first = await visit({ browser, lms });
  await first.save({ done: ['welcome'], place: { part: 'start', page: 'welcome' } });
  await first.save(first.answer('q1', ['c'], false));
  await first.leave();
  assert.deepEqual([lms.verbs, lms.satisfied], [['initialized', 'answered', 'terminated'], false]);
  const second = await visit({ lms });
  assert.deepEqual(second.learner().done, ['welcome']);
  await second.save(second.answer('q1', ['b']));
  await second.save(second.answer('q3', ['a', 'c']));
  await second.save(second.answer('q4', ['f'], false));
  assert.equal(await second.passTest(83), true);
  assert.equal(await second.close(), true);
  assert.deepEqual(lms.verbs.slice(3), ['initialized', 'answered', 'answered', 'answered', 'completed', 'passed', 'terminated']);
  assert.equal(second.tab.window.location.href, 'https://lms.example/back');
  await second.leave();
  const third = await visit({ lms });
  assert.deepEqual([third.learner().complete, third.learner().best], [true, 83]);
  await third.save({ done: ['welcome', 'film'] });
  await third.leave();
  assert.deepEqual([lms.verbs.slice(10), lms.satisfied, lms.breaches], [['initialized', 'terminated'], true, []]);
});

test('passed carries the score with min and max, success, a duration, both categories and the mastery score', async () => {
  const { lms, passTest } = await visit({ lms: new Cmi5Lrs({ moveOn: 'Passed', masteryScore: 0.8 }) });
  await passTest(83);
  const [{ result, context, object }] = stored(lms, 'passed');
  assert.deepEqual(result.score, { scaled: 0.83, raw: 83, min: 0, max: 100 });
  assert.deepEqual([result.success, 'completion' in result], [true, false]);
  assert.match(result.duration, /^PT0H0M\d/);
  assert.deepEqual(context.contextActivities.category.map(({ id }) => id), [`${CMI5}categories/cmi5`, `${CMI5}categories/moveon`]);
  assert.equal(context.extensions[`${CMI5}extensions/masteryscore`], 0.8);
  assert.equal(object.id, 'https://lms.example/activity/42');
});

test('completed carries no score and no success; initialized and terminated no moveon', async () => {
  const { lms, passTest, close } = await visit();
  await passTest(83);
  await close();
  const [{ result }] = stored(lms, 'completed');
  assert.deepEqual([result.completion, 'score' in result, 'success' in result], [true, false, false]);
  for (const verb of ['initialized', 'terminated']) {
    assert.deepEqual(stored(lms, verb)[0].context.contextActivities.category.map(({ id }) => id), [`${CMI5}categories/cmi5`], verb);
  }
});

test('an answer is a statement that cmi5 allows: response, success, duration, pattern, and not the cmi5 category', async () => {
  const { lms, save, answer } = await visit();
  await save(answer('q3', ['a', 'c']));
  await save(answer('q4', ['f'], false));
  const [choice, trueFalse] = stored(lms, 'answered');
  assert.deepEqual(choice.result, { response: 'a[,]c', success: true, duration: 'PT0H0M12.5S' });
  assert.deepEqual(choice.object.definition.correctResponsesPattern, ['a[,]c']);
  assert.equal('category' in choice.context.contextActivities, false);
  assert.equal(choice.object.id, 'https://lms.example/activity/42/test_q3');
  assert.deepEqual([trueFalse.result.response, trueFalse.result.success, trueFalse.object.definition.correctResponsesPattern], ['false', false, ['true']]);
});

for (const profile of ['completed', 'passed', 'both']) {
  for (const moveOn of ['NotApplicable', 'Completed', 'Passed', 'CompletedOrPassed', 'CompletedAndPassed']) {
    test(`profile ${profile}, moveOn ${moveOn}: done says completed and passed with the score, and satisfies`, async () => {
      const lms = new Cmi5Lrs({ moveOn, masteryScore: 0.7 });
      const { passTest } = await visit({ lms, profile });
      assert.equal(await passTest(83), true);
      assert.deepEqual([lms.verbs.slice(1), lms.satisfied, lms.breaches], [['completed', 'passed'], true, []]);
      assert.equal(stored(lms, 'passed')[0].result.score.raw, 83);
    });
  }
}

test('below the LMS\'s mastery score nothing is called passed, and nothing failed', async () => {
  const lms = new Cmi5Lrs({ moveOn: 'CompletedAndPassed', masteryScore: 0.9 });
  const { passTest, port, save } = await visit({ lms });
  port.score(40);
  await save();
  assert.deepEqual(lms.verbs, ['initialized']);
  await passTest(83);
  assert.deepEqual([lms.verbs, lms.breaches], [['initialized', 'completed'], []]);
});

test('completed and passed are said once in a registration, also when the state was lost in between', async () => {
  const lms = new Cmi5Lrs({ moveOn: 'CompletedAndPassed' });
  const first = await visit({ lms });
  await first.passTest();
  await first.save({ done: ['film'] });
  await first.leave();
  lms.documents = {};
  const second = await visit({ lms });
  assert.equal(second.learner().complete, true);
  await second.passTest(95);
  await second.close();
  assert.deepEqual([stored(lms, 'completed').length, stored(lms, 'passed').length, lms.breaches], [1, 1, []]);
});

test('a verdict that never arrived is said by the next launch from the state alone', async () => {
  const lms = new Cmi5Lrs({ meddle: ({ body }) => (lost && /verbs\/(completed|passed)/.test(body ?? '') ? { status: 0 } : undefined) });
  let lost = true;
  const first = await visit({ lms });
  assert.equal(await first.passTest(), false);
  assert.equal(first.port.state, 'unsaved');
  first.tab.kill();
  lost = false;
  const second = await visit({ lms });
  await second.leave();
  assert.deepEqual([lms.verbs, lms.breaches], [['initialized', 'initialized', 'completed', 'passed', 'terminated'], []]);
});

// --- failure -------------------------------------------------------------------------------------

test('an answer without a reply is sent again with its id, and is there once', async () => {
  let lost = true;
  const lms = new Cmi5Lrs();
  const { fetch } = lms;
  lms.fetch = async (url, init) => {
    const answer = await fetch(url, init);
    if (lost && /answered/.test(init.body ?? '')) throw new TypeError('Failed to fetch'); // it arrived, but nobody knows
    return answer;
  };
  const { save, answer, browser, port } = await visit({ lms });
  assert.equal(await save(answer('q1', ['b'])), false);
  lost = false;
  await browser.pass(1000);
  assert.equal(await until(browser, port.retry()), true);
  assert.deepEqual([stored(lms, 'answered').length, lms.breaches], [1, []]);
});

/** The adapter alone, launched. */
async function launched(lms) {
  const tab = openTab(new Browser(), lms, lms.launch('index.html'));
  const adapter = cmi5('completed');
  const launch = await adapter.start(await adapter.find(tab.window));
  return { tab, adapter, launch };
}

test('what failed goes out as it was made, however often it is handed in', async () => {
  let lost = false;
  const lms = new Cmi5Lrs({ meddle: ({ body }) => (lost && /answered|completed|passed/.test(body ?? '') ? { status: 0 } : undefined) });
  const { adapter } = await launched(lms);
  const results = { score: 80, complete: true, interactions: [{ index: 0, id: 'q', type: 'choice', pattern: ['b'], response: ['b'], right: true, at: Date.now() }] };
  lost = true;
  assert.deepEqual([await adapter.send('1', results), await adapter.send('2', results)], [false, false]);
  lost = false;
  assert.deepEqual([await adapter.send('3', results), await adapter.send('4', results)], [true, true]);
  const ids = lms.requests.flatMap(({ body }) => (/answered|completed|passed/.test(body ?? '') ? JSON.parse(body).map(({ id }) => id) : []));
  assert.deepEqual([ids.length, new Set(ids).size, lms.verbs], [9, 3, ['initialized', 'answered', 'completed', 'passed']]);
});

test('the same answer given again later is another answer, and saving it once more is none', async () => {
  const { lms, save, answer, browser } = await visit();
  await save(answer('q1', ['b']));
  await save({ done: ['welcome'] });
  await browser.pass(60_000);
  await save(answer('q1', ['b']));
  await save({ done: ['welcome', 'film'] });
  const times = stored(lms, 'answered').map(({ timestamp }) => Date.parse(timestamp));
  assert.deepEqual([times.length, lms.breaches], [2, []]);
  assert.ok(Math.abs(times[0] - times[1]) >= 60_000);
});

test('more than a browser lets outlive a page goes out without being asked to', async () => {
  const lms = new Cmi5Lrs();
  const { fetch } = lms;
  const sent = [];
  lms.fetch = (url, init) => {
    if (init.method === 'POST' && init.body) sent.push([init.body.length >= 40_000, init.keepalive]);
    return fetch(url, init);
  };
  const { adapter } = await launched(lms);
  sent.length = 0;
  const many = Array.from({ length: 100 }, (_, index) => ({ index, id: `q${index}`, type: 'choice', pattern: ['b'], response: ['b'], right: true, at: Date.now() }));
  assert.equal(await adapter.send('1', { score: null, complete: false, interactions: many.slice(0, 1) }), true);
  assert.equal(await adapter.send('2', { score: null, complete: false, interactions: many }), true);
  assert.deepEqual(sent, [[false, true], [true, false]]);
});

test('initialized that an LMS calls a conflict is there already', async () => {
  const lms = new Cmi5Lrs({ meddle: ({ method, url }) => (method === 'POST' && url.endsWith('statements') ? { status: 409 } : undefined) });
  assert.notEqual((await launched(lms)).launch, null);
});

test('a page that comes back from the back/forward cache saves again', async () => {
  const lms = new Cmi5Lrs();
  const { tab, adapter } = await launched(lms);
  tab.fire('pagehide', { persisted: true });
  tab.fire('pageshow', { persisted: true });
  await adapter.send('1.h', null);
  assert.deepEqual(lms.documents, { 'see-me-now.state': '{"state":"1.h"}' });
});

test('when all is saved, only terminated goes out at the end', async () => {
  const { lms, save, tab } = await visit();
  await save({ done: ['welcome'] });
  const before = lms.requests.length;
  tab.fire('pagehide', { persisted: false });
  assert.deepEqual(lms.requests.slice(before).map(({ body }) => JSON.parse(body).map(({ verb }) => verb.id)), [[`${XAPI}terminated`]]);
});

test('a verdict refused as a second one, because the first came late, is settled', async () => {
  const lms = new Cmi5Lrs({ moveOn: 'Completed' });
  const first = await visit({ lms });
  await first.passTest();
  await first.leave();
  lms.documents = {};
  let blind = true; // the query of the launch does not see it yet
  lms.meddle = ({ method, url }) => (blind && method === 'GET' && url.includes('/statements') ? { status: 200, body: { statements: [], more: '' } } : undefined);
  const second = await visit({ lms });
  blind = false;
  assert.equal(await second.passTest(), true);
  assert.deepEqual([stored(lms, 'completed').length, lms.breaches.map(({ rule }) => rule)], [1, ['9.3.0.0-6', '9.3.0.0-7']]);
});

test('a verdict refused for another reason is not called kept', async () => {
  const lms = new Cmi5Lrs({ meddle: ({ body }) => (/verbs\/completed/.test(body ?? '') ? { status: 403 } : undefined) });
  const { passTest, port } = await visit({ lms });
  assert.deepEqual([await passTest(), port.state], [false, 'unsaved']);
});

test('a verdict that is refused is not called kept while the LMS does not say that it has it', async () => {
  let launched = false;
  const lms = new Cmi5Lrs({ meddle: ({ method, url, body }) => (launched && (/verbs\/(completed|passed)/.test(body ?? '') || (method === 'GET' && url.includes('/statements'))) ? { status: 403 } : undefined) });
  const { passTest, port } = await visit({ lms });
  launched = true;
  assert.deepEqual([await passTest(), port.state, lms.verbs], [false, 'unsaved', ['initialized']]);
});

for (const [resource, expected] of [['verb=', 'running'], ['see-me-now.state', 'unconnected'], ['LaunchData', 'unconnected']]) {
  test(`null in the place of ${resource}: ${expected}, and nothing breaks`, async () => {
    const lms = new Cmi5Lrs({ meddle: ({ method, url }) => (method === 'GET' && url.includes(resource) ? { status: 200, body: 'null' } : undefined) });
    assert.equal((await visit({ lms })).opened, expected);
  });
}

test('an LMS that says 204 where nothing is kept yet has a new learner', async () => {
  const lms = new Cmi5Lrs();
  const { handle } = lms;
  lms.handle = (request) => {
    const answer = handle.call(lms, request);
    return answer.status === 404 ? { status: 204 } : answer;
  };
  const { opened, save } = await visit({ lms });
  assert.deepEqual([opened, await save({ done: ['welcome'] })], ['running', true]);
  assert.deepEqual((await visit({ lms })).learner().done, ['welcome']);
});

test('an answer that an LMS refuses does not stand in the way of the state and the verdict', async () => {
  const lms = new Cmi5Lrs({ meddle: ({ body }) => (/verbs\/answered/.test(body ?? '') ? { status: 400 } : undefined) });
  const { save, answer, passTest } = await visit({ lms });
  assert.equal(await save(answer('q1', ['b'])), true);
  assert.equal(await passTest(), true);
  assert.deepEqual(lms.verbs, ['initialized', 'completed', 'passed']);
});

test('a token that is refused later is unsaved, and the support page names calls and codes only', async () => {
  let over = false;
  const lms = new Cmi5Lrs({ meddle: () => (over ? { status: 401 } : undefined) });
  const { save, port } = await visit({ lms });
  over = true;
  assert.equal(await save({ done: ['welcome'] }), false);
  assert.deepEqual(port.support().errors[0], { call: 'PUT activities/state', code: '401' });
  assert.doesNotMatch(JSON.stringify(port.support()), /learner-1|token/);
});

// --- the end -------------------------------------------------------------------------------------

test('at pagehide all goes out before the handler returns, with keepalive: the state, then the verdict and terminated in one request', async () => {
  const lms = new Cmi5Lrs();
  const kept = [];
  const { fetch } = lms;
  lms.fetch = (url, init = {}) => {
    if (init.body) kept.push(init.keepalive);
    return fetch(url, init);
  };
  let truth = null;
  const { tab, learner, port } = await visit({ lms, port: { current: () => truth } });
  port.score(90);
  truth = { ...learner(), complete: true, best: 90, films: { one: 33 } };
  const before = lms.requests.length;
  tab.fire('pagehide', { persisted: false });
  assert.deepEqual(lms.requests.slice(before).map(({ method, url }) => `${method} ${new URL(url).pathname.split('/').pop()}`), ['PUT state', 'POST statements']);
  assert.deepEqual([lms.verbs, lms.breaches], [['initialized', 'completed', 'passed', 'terminated'], []]);
  assert.ok(kept.every(Boolean));
  tab.fire('pagehide', { persisted: false });
  await new Promise(setImmediate);
  assert.equal(stored(lms, 'terminated').length, 1);
  assert.deepEqual((await visit({ lms })).learner().films, { one: 33 });
});

test('a verdict that is on its way when the page goes is not said again beside terminated', async () => {
  const lms = new Cmi5Lrs();
  const { fetch } = lms;
  lms.fetch = (url, init) => {
    const answer = fetch(url, init);
    return /verbs\/(completed|passed)/.test(init?.body ?? '') ? new Promise(() => {}) : answer;
  };
  const { port, tab, learner } = await visit({ lms });
  port.complete();
  void port.save(learner());
  tab.fire('pagehide', { persisted: false });
  assert.deepEqual([lms.verbs, JSON.parse(lms.requests.at(-1).body).length], [['initialized', 'completed', 'passed', 'terminated'], 1]);
});

test('a page that goes away does not go to the return address', async () => {
  const { tab, leave } = await visit({ lms: new Cmi5Lrs({ returnURL: 'https://lms.example/back' }) });
  await leave();
  assert.equal(tab.window.location.href, undefined);
});

test('terminated is tried again at the learner\'s own exit, and the way back opens in any case', async () => {
  let failures = 2;
  const lms = new Cmi5Lrs({ returnURL: 'https://lms.example/back', meddle: ({ body }) => (/terminated/.test(body ?? '') && failures-- > 0 ? { status: 0 } : undefined) });
  const { close, tab } = await visit({ lms });
  assert.equal(await close(), true);
  assert.deepEqual([stored(lms, 'terminated').length, tab.window.location.href], [1, 'https://lms.example/back']);
  const gone = new Cmi5Lrs({ returnURL: 'https://lms.example/back', meddle: ({ body }) => (/terminated/.test(body ?? '') ? { status: 0 } : undefined) });
  const other = await visit({ lms: gone });
  assert.equal(await other.close(), true);
  assert.equal(other.tab.window.location.href, 'https://lms.example/back');
});

test('a last message that is too long for a closing page leaves the answers, not the verdict', async () => {
  const reported = Array.from({ length: 120 }, (_, at) => ({ question: `q${at}`, id: `final_test_question_${at}`, type: 'choice', pattern: ['a', 'b', 'c'] }));
  const layout = { course: 'c', parts: ['p'], pages: ['x'], stories: [], questions: reported.map(({ question }) => ({ id: question, options: 6 })) };
  const { lms, port, tab } = await visit({ port: { reported, layout } });
  for (const { id, type, pattern } of reported) port.answer({ id, type, pattern, response: ['a'], right: false, latency: 5 });
  port.complete();
  tab.fire('pagehide', { persisted: false });
  assert.deepEqual([lms.verbs, lms.breaches], [['initialized', 'completed', 'passed', 'terminated'], []]);
  assert.ok(lms.requests.at(-1).body.length < 40_000);
});

test('browse and review: only initialized and terminated, no state, and terminated has a duration', async () => {
  for (const launchMode of ['Browse', 'Review']) {
    const lms = new Cmi5Lrs({ launchMode });
    const { opened, save, answer, leave, port } = await visit({ lms });
    await save(answer('q1', ['b']));
    port.complete();
    await leave();
    assert.deepEqual([opened, lms.verbs, lms.documents, lms.breaches], ['review', ['initialized', 'terminated'], {}, []]);
    assert.match(stored(lms, 'terminated')[0].result.duration, /^PT/);
  }
});

test('terminated has the active time, not the night beside the open page', async () => {
  const { lms, browser, leave } = await visit();
  await browser.pass(9 * 3600 * 1000);
  await leave();
  assert.match(stored(lms, 'terminated')[0].result.duration, /^PT0H5M0\.15S$/);
});

// --- reload --------------------------------------------------------------------------------------

test('a tab that was killed and restored goes on in its session: no second fetch, no second initialized', async () => {
  const browser = new Browser();
  const first = await visit({ browser });
  await first.save({ done: ['welcome'] });
  first.tab.kill();
  const again = await visit({ browser, lms: first.lms, address: first.address, session: first.tab.session });
  assert.deepEqual([again.opened, again.learner().done], ['running', ['welcome']]);
  await again.leave();
  assert.deepEqual([first.lms.verbs, first.lms.breaches], [['initialized', 'terminated'], []]);
});

test('killed while initialized was under way, the restored tab sends the same one', async () => {
  const browser = new Browser();
  const lms = new Cmi5Lrs();
  const { fetch } = lms;
  lms.fetch = async (url, init) => {
    const answer = await fetch(url, init);
    if (lms.verbs.length && lms.fetch !== fetch) throw new TypeError('Failed to fetch');
    return answer;
  };
  const first = await visit({ browser, lms });
  assert.equal(first.opened, 'unconnected');
  first.tab.kill();
  lms.fetch = fetch;
  const again = await visit({ browser, lms, address: first.address, session: first.tab.session });
  assert.deepEqual([again.opened, lms.verbs, lms.breaches], ['running', ['initialized'], []]);
});

test('a page loaded again after its end says nothing more and goes back to the LMS', async () => {
  const browser = new Browser();
  const lms = new Cmi5Lrs({ returnURL: 'https://lms.example/back' });
  const first = await visit({ browser, lms });
  await first.leave();
  const before = lms.requests.length;
  const again = await visit({ browser, lms, address: first.address, session: first.tab.session });
  assert.deepEqual([again.opened, again.tab.window.location.href, lms.requests.length - before, lms.breaches], ['unconnected', 'https://lms.example/back', 0, []]);
});

test('after the end neither the token nor the learner stays in the tab', async () => {
  const first = await visit();
  const kept = () => decodeURIComponent(JSON.stringify({ ...first.tab.session }));
  assert.match(kept(), /"token":"/);
  assert.doesNotMatch(kept(), /learner-1/);
  await first.leave();
  assert.doesNotMatch(kept(), /"token":"|learner-1/);
});

test('without sessionStorage everything but the reload works', async () => {
  const browser = new Browser();
  const lms = new Cmi5Lrs();
  const tab = openTab(browser, lms, lms.launch('index.html'));
  Object.defineProperty(tab.window, 'sessionStorage', { get: () => { throw new Error('SecurityError'); } });
  const port = createPort({ window: tab.window, layout: LAYOUT, adapter: cmi5, status: 'completed', reported: REPORTED, current: () => port.restore().learner, now: () => browser.time });
  assert.equal(await until(browser, port.open()), 'running');
});

test('an abandoned session is over for the old tab; what it had comes with the new one', async () => {
  const browser = new Browser();
  const first = await visit({ browser });
  await first.save({ done: ['welcome'] });
  first.tab.kill();
  const second = await visit({ browser, lms: first.lms });
  assert.deepEqual([second.opened, second.learner().done, first.lms.sessions[0].state], ['running', ['welcome'], 'abandoned']);
});

test('a second launch ends the first tab\'s session: it is unsaved there, and nothing of it is lost where she goes on', async () => {
  const browser = new Browser();
  const first = await visit({ browser });
  const second = await visit({ browser, lms: first.lms });
  assert.equal(second.opened, 'elsewhere');
  assert.equal(await first.save(first.answer('q1', ['b'])), false);
  assert.equal(first.port.state, 'unsaved');
  second.port.takeOver();
  await browser.pass(1000);
  await second.save({ done: ['welcome'] });
  assert.deepEqual([first.port.state, second.learner().answers.q1.picked], ['elsewhere', ['b']]);
  assert.deepEqual(stored(first.lms, 'answered').map(({ result }) => result.response), ['b']);
  await first.leave();
  await second.leave();
  assert.deepEqual([first.lms.verbs.filter((verb) => verb === 'terminated').length, first.lms.sessions.map(({ state }) => state)], [1, ['abandoned', 'terminated']]);
});

test('a tab that was duplicated has the same session: it does not end it when it goes', async () => {
  const browser = new Browser();
  const first = await visit({ browser });
  const twin = await visit({ browser, lms: first.lms, address: first.address, session: first.tab.session.copy() });
  assert.equal(twin.opened, 'elsewhere');
  await twin.leave();
  assert.deepEqual(first.lms.verbs, ['initialized']);
  assert.equal(await first.save({ done: ['welcome'] }), true);
  await first.leave();
  assert.deepEqual([first.lms.verbs, first.lms.breaches], [['initialized', 'terminated'], []]);
});

test('a save that never got an answer does not stand in the way of taking over', async () => {
  const browser = new Browser();
  const lms = new Cmi5Lrs();
  const { fetch } = lms;
  const first = await visit({ browser, lms });
  first.tab.window.fetch = (url, init) => (init?.method === 'PUT' ? new Promise(() => {}) : fetch(url, init));
  void first.port.save({ ...first.learner(), done: ['welcome'] });
  const twin = await visit({ browser, lms, address: first.address, session: first.tab.session.copy() });
  twin.port.takeOver();
  await browser.pass(1000);
  assert.equal(first.port.state, 'elsewhere');
  first.tab.window.fetch = fetch;
  first.port.takeOver();
  for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
  await browser.pass(1000);
  assert.deepEqual([first.port.state, twin.port.state], ['running', 'elsewhere']);
});

test('a verdict has the active time, not the coffee before it', async () => {
  const { lms, browser, passTest, tab } = await visit();
  await browser.pass(60_000);
  tab.fire('keydown');
  await browser.pass(3600_000);
  await passTest();
  assert.equal(stored(lms, 'completed')[0].result.duration, 'PT0H6M0.15S');
});

test('answers that the LMS has are not told again at the next launch', async () => {
  const browser = new Browser();
  const first = await visit({ browser });
  await first.save(first.answer('q1', ['b']));
  await first.leave();
  const second = await visit({ browser, lms: first.lms });
  await second.save({ done: ['welcome'] });
  assert.equal(stored(first.lms, 'answered').length, 1);
});

// --- the stand-in --------------------------------------------------------------------------------

/** A session in which the AU has read what it has to read, and has said initialized; and a maker of sound statements. */
function play(change, { verbs = ['initialized'], read = true, ...options } = {}) {
  const lms = new Cmi5Lrs(options);
  const { searchParams: launch } = new URL(lms.launch('index.html'), 'https://course.example/');
  const { body } = lms.handle({ method: 'POST', url: launch.get('fetch'), headers: {} });
  const headers = { Authorization: `Basic ${body['auth-token']}`, 'X-Experience-API-Version': '1.0.3', 'Content-Type': 'application/json' };
  const place = { activityId: launch.get('activityId'), agent: launch.get('actor'), registration: launch.get('registration') };
  const ask = (method, resource, query, content, more = {}) =>
    lms.handle({ method, url: `${launch.get('endpoint')}${resource}?${new URLSearchParams(query)}`, headers: { ...headers, ...more }, body: content && JSON.stringify(content) });
  const data = lms.launchData(lms.sessions[0]);
  if (read) {
    ask('GET', 'activities/state', { ...place, stateId: 'LMS.LaunchData' });
    ask('GET', 'agents/profile', { agent: place.agent, profileId: 'cmi5LearnerPreferences' });
  }
  const make = (verb, more = {}) => {
    const result = { completed: { completion: true, duration: 'PT1S' }, passed: { success: true, duration: 'PT1S' }, failed: { success: false, duration: 'PT1S' }, terminated: { duration: 'PT1S' } }[verb];
    const category = ['cmi5', ...(/completed|passed|failed/.test(verb) ? ['moveon'] : [])].map((id) => ({ id: `${CMI5}categories/${id}` }));
    const { contextActivities, extensions } = data.contextTemplate;
    return structuredClone({
      id: webcrypto.randomUUID(),
      actor: JSON.parse(launch.get('actor')),
      verb: { id: XAPI + verb },
      object: { id: place.activityId },
      timestamp: '2026-11-22T09:00:00.000Z',
      context: { registration: place.registration, contextActivities: { ...contextActivities, category }, extensions },
      ...(result && { result }),
      ...more,
    });
  };
  const allowed = (verb, more) => {
    const one = make(verb, more);
    delete one.context.contextActivities.category;
    return one;
  };
  const tell = (...statements) => ask('POST', 'statements', {}, statements);
  verbs.forEach((verb) => tell(make(verb)));
  assert.deepEqual(lms.breaches, []);
  const held = lms.statements.length;
  const answer = change({ lms, ask, tell, make, allowed, place, launch, headers });
  return { lms, answer, fresh: lms.statements.length - held, rules: [...new Set(lms.breaches.map(({ rule }) => rule))] };
}

const changed = (verb, act) => ({ tell, make }) => {
  const one = make(verb);
  act(one);
  return tell(one);
};

/** Rule, what breaks it, how; and how many sound statements came in another request before. */
const BREACHES = [
  ['8.1.2.0-5', 'no token', ({ ask, place }) => ask('GET', 'activities/state', { ...place, stateId: 'x' }, undefined, { Authorization: 'Basic x' })],
  ['4.1.0.0-1', 'no xAPI version', ({ ask, place }) => ask('GET', 'activities/state', { ...place, stateId: 'x' }, undefined, { 'X-Experience-API-Version': '' })],
  ['8.2.3.0-1', 'the token asked for twice', ({ lms, launch }) => lms.handle({ method: 'POST', url: launch.get('fetch'), headers: {} })],
  ['8.2.1.0-2', 'GET of the token', ({ lms, launch }) => lms.handle({ method: 'GET', url: launch.get('fetch'), headers: {} })],
  ['8.1.3.0-3', 'a state of another agent', ({ ask, place }) => ask('GET', 'activities/state', { ...place, stateId: 'x', agent: '{"mbox":"mailto:a@b.example"}' })],
  ['8.1.4.0-3', 'a state without registration', ({ ask, place }) => ask('GET', 'activities/state', { ...place, stateId: 'x', registration: '' })],
  ['10.1.0.0-3', 'a state of another activity', ({ ask, place }) => ask('GET', 'activities/state', { ...place, stateId: 'x', activityId: 'urn:x' })],
  ['10.2.1.0-5', 'writing LMS.LaunchData', ({ ask, place }) => ask('PUT', 'activities/state', { ...place, stateId: 'LMS.LaunchData' }, {})],
  ['11.0.0.0-1', 'preferences of another agent', ({ ask }) => ask('GET', 'agents/profile', { agent: '{}', profileId: 'cmi5LearnerPreferences' })],
  ['11.0.0.0-4', 'another profile document', ({ ask, place }) => ask('GET', 'agents/profile', { agent: place.agent, profileId: 'x' })],
  ['11.0.0.0-5', 'preferences without audio', ({ ask, place }) => ask('PUT', 'agents/profile', { agent: place.agent, profileId: 'cmi5LearnerPreferences' }, { languagePreference: 'nl' })],
  ['11.1.0.0-1', 'preferences in no language', ({ ask, place }) => ask('PUT', 'agents/profile', { agent: place.agent, profileId: 'cmi5LearnerPreferences' }, { languagePreference: 'nl;en', audioPreference: 'on' })],
  ['9.1.0.0-1', 'an id that is no UUID', changed('completed', (one) => (one.id = 'x'))],
  ['9.2.0.0-1', 'another actor', changed('completed', (one) => (one.actor.account.name = 'x'))],
  ['9.2.0.0-1', 'an actor with more than was given', changed('completed', (one) => (one.actor.name = 'Jan'))],
  ['3.0.0.0-1', 'an object without a scheme', ({ tell, allowed }) => tell(allowed('answered', { object: { id: 'q1' } }))],
  ['4.1.0.0-1', 'an unknown property', changed('completed', (one) => (one.note = 'x'))],
  ['9.7.0.0-1', 'no timestamp', changed('completed', (one) => delete one.timestamp)],
  ['9.7.0.0-2', 'a local timestamp', changed('completed', (one) => (one.timestamp = '2026-11-22T10:00:00+01:00'))],
  ['9.6.1.0-1', 'another registration', changed('completed', (one) => (one.context.registration = 'x'))],
  ['10.2.1.0-7', 'a grouping that is gone', changed('completed', (one) => delete one.context.contextActivities.grouping)],
  ['10.2.1.0-7', 'a grouping that was written over', changed('completed', (one) => (one.context.contextActivities.grouping[0].id = 'urn:x'))],
  ['9.3.0.0-1', 'a verb that is not an AU\'s', changed('completed', (one) => { one.verb.id = XAPI + 'waived'; delete one.result; one.context.contextActivities.category.pop(); })],
  ['9.4.0.0-2', 'another object', changed('terminated', (one) => (one.object.id = 'urn:x'))],
  ['9.3.0.0-2', 'initialized twice', ({ tell, make }) => tell(make('initialized'))],
  ['9.3.0.0-3', 'passed after failed in a session', ({ tell, make }) => tell(make('failed'), make('passed'))],
  ['9.3.0.0-5', 'a statement after terminated', ({ tell, make, allowed }) => tell(make('terminated'), allowed('answered'))],
  ['8.1.2.0-2', 'a state after terminated', ({ tell, make, ask, place }) => [tell(make('terminated')), ask('PUT', 'activities/state', { ...place, stateId: 'x' }, {})][1], 1],
  ['9.5.1.0-2', 'a score on completed', changed('completed', (one) => (one.result.score = { scaled: 1 }))],
  ['9.5.1.0-3', 'raw without max', changed('passed', (one) => (one.result.score = { raw: 5, min: 0 }))],
  ['4.1.0.0-1', 'scaled above 1', changed('passed', (one) => (one.result.score = { scaled: 80 }))],
  ['9.5.2.0-1', 'passed without success', changed('passed', (one) => (one.result.success = false))],
  ['9.5.2.0-2', 'failed with success', changed('failed', (one) => (one.result.success = true))],
  ['9.5.2.0-3', 'success on completed', changed('completed', (one) => (one.result.success = true))],
  ['9.5.3.0-1', 'completed without completion', changed('completed', (one) => (one.result.completion = false))],
  ['9.5.3.0-2', 'completion on passed', changed('passed', (one) => (one.result.completion = true))],
  ['9.5.4.1-1', 'terminated without a duration', changed('terminated', (one) => delete one.result)],
  ['9.5.4.1-2', 'completed without a duration', changed('completed', (one) => delete one.result.duration)],
  ['9.5.4.1-3', 'passed without a duration', changed('passed', (one) => delete one.result.duration)],
  ['9.5.4.1-4', 'failed without a duration', changed('failed', (one) => delete one.result.duration)],
  ['4.1.0.0-1', 'a duration that is a bare PT', changed('terminated', (one) => (one.result.duration = 'PT'))],
  ['9.6.2.2-1', 'completed without moveon', changed('completed', (one) => one.context.contextActivities.category.pop())],
  ['9.6.2.2-2', 'terminated with moveon', changed('terminated', (one) => one.context.contextActivities.category.push({ id: `${CMI5}categories/moveon` }))],
  ['9.6.2.2-2', 'an allowed statement with moveon', ({ tell, make }) => tell(make('answered', { context: { ...make('completed').context, contextActivities: { ...make('completed').context.contextActivities, category: [{ id: `${CMI5}categories/moveon` }] } } }))],
  ['9.3.0.0-1', 'an allowed verb with the cmi5 category', ({ tell, make }) => tell(make('answered'))],
  ['4.1.0.0-1', 'another statement under the same id', ({ tell, allowed }) => { const one = allowed('answered'); tell(one); return tell({ ...one, timestamp: '2026-11-22T09:00:01Z' }); }, 1],
];

for (const [rule, name, change, sound = 0] of BREACHES) {
  test(`stand-in: ${name} breaks ${rule}, and is not stored`, () => {
    const { lms, rules, answer, fresh } = play(change);
    assert.deepEqual(rules, [rule]);
    assert.ok(answer.status >= 400 || rule === '8.2.3.0-1', String(answer.status));
    assert.deepEqual([fresh, lms.documents, lms.preferences], [sound, {}, undefined]);
  });
}

for (const [rules, name, change, options] of [
  [['9.3.0.0-4'], 'completed before initialized', ({ tell, make }) => tell(make('completed')), { verbs: [] }],
  [['7.1.3.0-1'], 'an allowed statement before initialized', ({ tell, allowed }) => tell(allowed('answered')), { verbs: [] }],
  [['10.2.1.0-4', '11.0.0.0-3'], 'initialized before launch data and preferences were read', ({ tell, make }) => tell(make('initialized')), { verbs: [], read: false }],
  [['9.3.0.0-6', '9.3.0.0-2'], 'completed twice', ({ tell, make }) => tell(make('completed')), { verbs: ['initialized', 'completed'] }],
  [['9.3.0.0-7', '9.3.0.0-2'], 'passed twice', ({ tell, make }) => tell(make('passed')), { verbs: ['initialized', 'passed'] }],
  [['9.3.0.0-8', '9.3.0.0-3'], 'failed after passed', ({ tell, make }) => tell(make('failed')), { verbs: ['initialized', 'passed'] }],
  [['10.2.2.0-2'], 'completed in Browse', ({ tell, make }) => tell(make('completed')), { launchMode: 'Browse' }],
  [['10.2.2.0-3'], 'passed in Review', ({ tell, make }) => tell(make('passed')), { launchMode: 'Review' }],
  [['9.6.3.2-2'], 'a scored passed without the mastery score', changed('passed', (one) => (one.result.score = { scaled: 0.9 })), { masteryScore: 0.8 }],
  [['9.3.4.0-2'], 'passed below the mastery score', changed('passed', (one) => { one.result.score = { scaled: 0.7 }; one.context.extensions[`${CMI5}extensions/masteryscore`] = 0.8; }), { masteryScore: 0.8 }],
  [['9.3.5.0-2'], 'failed above the mastery score', changed('failed', (one) => { one.result.score = { scaled: 0.9 }; one.context.extensions[`${CMI5}extensions/masteryscore`] = 0.8; }), { masteryScore: 0.8 }],
  [['9.6.3.1-4', '10.2.1.0-7'], 'another session id', changed('completed', (one) => (one.context.extensions[`${CMI5}extensions/sessionid`] = 'x')), {}],
]) {
  test(`stand-in: ${name} breaks ${rules.join(' and ')}`, () => {
    assert.deepEqual(play(change, options).rules.sort(), [...rules].sort());
  });
}

test('stand-in: one bad statement keeps the whole request out; the same again is no fault', () => {
  const { lms, answer } = play(({ tell, make, allowed }) => {
    const good = allowed('answered');
    assert.equal(tell(good).status, 200);
    assert.equal(tell(good).status, 200);
    return tell(allowed('answered'), make('initialized'));
  });
  assert.deepEqual([answer.status, lms.verbs], [403, ['initialized', 'answered']]);
});

test('stand-in: what units of other tools keep is no breach: text, POST, DELETE, a list of names, a charset', () => {
  const answers = [];
  const { lms, rules } = play(({ ask, place, make, headers }) => {
    const state = (method, stateId, body, type) => answers.push(ask(method, 'activities/state', { ...place, ...(stateId && { stateId }) }, body, { 'Content-Type': type }));
    state('PUT', 'bookmark', 'page 3', 'text/plain');
    state('POST', 'suspend', { a: 1, b: 1 }, 'application/json; charset=utf-8');
    state('POST', 'suspend', { b: 2 }, 'application/json;charset=UTF-8');
    state('PUT', 'old', 'x', 'application/octet-stream');
    state('DELETE', 'old');
    state('GET');
    return ask('POST', 'statements', {}, [make('completed')], { 'Content-Type': 'application/json;charset=UTF-8' });
  });
  assert.deepEqual([rules, answers.map(({ status }) => status)], [[], [204, 204, 204, 204, 204, 200]]);
  assert.deepEqual(answers.at(-1).body, ['bookmark', 'suspend']);
  assert.deepEqual([JSON.parse(lms.documents.suspend), lms.verbs], [{ a: 1, b: 2 }, ['initialized', 'completed']]);
});

test('stand-in: after an abandoned session its statements are refused', () => {
  const { rules } = play(({ lms, tell, make }) => [lms.launch('index.html'), tell(make('completed'))][1]);
  assert.deepEqual(rules, ['9.3.6.0-2']);
});

test('stand-in: what it holds goes to another instance as JSON', async () => {
  const first = await visit();
  await first.passTest();
  await first.leave();
  const second = await visit({ lms: new Cmi5Lrs({ record: JSON.parse(JSON.stringify(first.lms.record)) }) });
  assert.equal(second.learner().complete, true);
});

test('a page that goes while the first save is on its way leaves the state as it was', async () => {
  const browser = new Browser();
  const lms = new Cmi5Lrs();
  const first = await visit({ browser, lms });
  await first.save({ done: ['welcome', 'film'] });
  await first.leave();
  const tab = openTab(browser, lms, lms.launch('index.html'));
  tab.window.fetch = async (url, init) => {
    const answer = lms.fetch(url, init);
    if (init.method === 'PUT') await new Promise(() => {});
    return answer;
  };
  const port = createPort({ window: tab.window, layout: LAYOUT, adapter: cmi5, status: 'completed', reported: REPORTED, current: () => NOBODY, now: () => browser.time });
  void port.open();
  for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
  await browser.pass(200);
  for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
  assert.equal(port.state, 'saving');
  await tab.leave();
  assert.deepEqual((await visit({ lms })).learner().done, ['welcome', 'film']);
});

test('a verdict without a result is not said again where only the LMS knows of it', async () => {
  const lms = new Cmi5Lrs();
  const first = await visit({ lms });
  await first.passTest(80);
  await first.leave();
  delete lms.documents['see-me-now.state'];
  lms.statements = lms.statements.filter(({ verb }) => !verb.id.endsWith('passed'));
  const again = await visit({ lms, port: { isTested: true } });
  assert.equal(again.learner().complete, true);
  await again.save({ done: ['welcome'] });
  assert.deepEqual([stored(lms, 'completed').length, stored(lms, 'passed').length], [1, 0]);
});
