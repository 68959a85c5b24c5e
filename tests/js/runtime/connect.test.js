import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connect, findApi } from '../../../scorm/runtime/connect.js';
import { Browser } from './browser.js';

const WANTED = /** @type {const} */ (['API', 'LMSInitialize']);
const API = { LMSInitialize() {} };
const OTHER_ORIGIN = new Proxy({}, { get: (_, name) => {
  if (name === 'parent' || name === 'opener') return Reflect.get(OTHER_ORIGIN_HOPS, name);
  throw new Error('SecurityError');
} });
const OTHER_ORIGIN_HOPS = {};

test('the API is found in the own window, a parent, a far parent, an opener, and the parent of an opener', () => {
  const nested = (depth) => (depth ? { parent: nested(depth - 1) } : { API });
  assert.equal(findApi({ API }, WANTED), API);
  assert.equal(findApi(nested(1), WANTED), API);
  assert.equal(findApi(nested(20), WANTED), API);
  assert.equal(findApi({ opener: { API } }, WANTED), API);
  assert.equal(findApi({ parent: { opener: { parent: { API } } } }, WANTED), API);
});

test('parents without an end are not followed for ever', () => {
  let asked = 0;
  const endless = () => ({
    get parent() {
      assert.ok(++asked < 1000); // thrown away like all that a window throws, and then there is an end
      return endless();
    },
  });
  assert.equal(findApi(endless(), WANTED), undefined);
  assert.ok(asked < 100, `${asked} windows`);
});

test('parents are asked before openers', () => {
  assert.equal(findApi({ opener: { API: { LMSInitialize() {} } }, parent: { parent: { API } } }, WANTED), API);
});

test('frames of another origin throw and are passed by', () => {
  OTHER_ORIGIN_HOPS.parent = { API };
  assert.equal(findApi({ parent: OTHER_ORIGIN }, WANTED), API);
});

test('a page element that happens to be called API is none', () => {
  assert.equal(findApi({ API: { tagName: 'DIV' }, parent: { API } }, WANTED), API);
});

test('the walk ends: at itself, in a circle, and in an endless row of windows', () => {
  const top = {};
  top.parent = top;
  const one = { parent: top };
  one.opener = { opener: one };
  const endless = new Proxy({}, { get: (_, name) => (name === 'parent' ? new Proxy({}, { get: () => endless }) : undefined) });
  assert.equal(findApi(top, WANTED), undefined);
  assert.equal(findApi(one, WANTED), undefined);
  assert.equal(findApi(endless, WANTED), undefined);
});

test('an LMS that makes its API two seconds late is waited for', async () => {
  const browser = new Browser();
  const tab = browser.openTab();
  browser.setTimer(() => (tab.window.parent.API = API), 2000);
  assert.equal(await browser.until(connect(tab.window, WANTED)), API);
});

test('opened on purpose without an LMS is told apart from launched without an API', async () => {
  const browser = new Browser();
  const settle = (options) => browser.until(connect(browser.openTab(options).window, WANTED));
  assert.equal(await settle({ framed: false }), 'alone');
  assert.equal(await settle({ framed: true }), undefined);
  assert.equal(await settle({ framed: true, protocol: 'file:' }), 'alone');
  assert.equal(await settle({ framed: true, search: '?alone' }), 'alone');
  assert.equal(await settle({ framed: true, search: '?lang=nl&alone=1', API }), 'alone');
  assert.equal(await settle({ framed: true, search: '?alonely' }), undefined);
});

test('a top window with an API of its own is a launch', async () => {
  const browser = new Browser();
  assert.equal(await browser.until(connect(browser.openTab({ framed: false, API }).window, WANTED)), API);
});
