import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  endsCore,
  firstOpenPage,
  isComplete,
  isTestedOut,
  knownPlace,
  minutesLeft,
  pageAfter,
  partState,
  timeAhead,
  turned,
  whatIsLeft,
  withPages,
} from '../../../assets/player/progress.js';
import { newcomer, outline } from './course.js';

const course = outline();
const at = (/** @type {string} */ page) => {
  const place = knownPlace(course, { part: '', page });
  assert.ok(place);
  return place;
};

test('how far a film was watched is forgotten when its page is finished, and only then', () => {
  const watching = { ...newcomer(), films: { one: 40 } };
  assert.deepEqual(turned(course, watching, at('p1'), at('p2')).films, {});
  assert.deepEqual(turned(course, watching, at('p2'), at('p1')).films, { one: 40 });
  assert.deepEqual(turned(course, watching, at('p1'), at('t1')).films, { one: 40 });
});

test('a part gets its pages by their ids, out of runs of slots in any order', () => {
  const given = {
    ...course,
    layout: { ...course.layout, pages: ['late', 'a', 'b', 'c', '', 'd'] },
    parts: [
      { id: 'one', title: 'One', minutes: 1, file: null, pages: /** @type {[number, number][]} */ ([[1, 4], [0, 1]]) },
      { id: 'two', title: 'Two', minutes: 1, file: null, pages: /** @type {[number, number][]} */ ([[5, 6]]) },
    ],
  };
  assert.deepEqual(withPages(given).parts.map(({ pages }) => pages), [['a', 'b', 'c', 'late'], ['d']]);
});

test('pages follow one another across parts', () => {
  assert.equal(pageAfter(course, at('p2'), 1)?.page, 'x1');
  assert.equal(pageAfter(course, at('x1'), -1)?.page, 'p2');
});

test('there is nothing before the first page and nothing after the last', () => {
  assert.equal(pageAfter(course, at('p1'), -1), null);
  assert.equal(pageAfter(course, at('end'), 1), null);
});

test('a place that this edition does not know is null', () => {
  assert.equal(knownPlace(course, { part: 'one', page: 'gone' }), null);
  assert.equal(knownPlace(course, null), null);
});

test('a place whose page moved to another part is found there', () => {
  assert.equal(knownPlace(course, { part: 'two', page: 'p2' })?.part, 'one');
});

test('a turn forward finishes the page that is left', () => {
  assert.deepEqual(turned(course, newcomer(), at('p1'), at('p2')).done, ['p1']);
});

test('a turn back and a jump finish nothing', () => {
  assert.deepEqual(turned(course, newcomer(), at('p2'), at('p1')).done, []);
  assert.deepEqual(turned(course, newcomer(), at('p1'), at('t1')).done, []);
});

test('coming to the last page finishes it, for nothing follows it', () => {
  assert.deepEqual(turned(course, newcomer(), at('t1'), at('end')).done, ['t1', 'end']);
});

test('coming to the last page of the core finishes it, though practice follows', () => {
  const after = { id: 'library', title: 'Library', minutes: 9, core: false, file: null, pages: [{ id: 'more' }] };
  const longer = { ...course, parts: [...course.parts, after] };
  assert.deepEqual(turned(longer, newcomer(), at('t1'), at('end')).done, ['t1', 'end']);
  assert.equal(endsCore(longer, at('end')), true);
  assert.equal(endsCore(longer, { part: 'library', page: 'more' }), false);
});

test('a turn keeps the place without the title, and leaves the old learner alone', () => {
  const before = newcomer();
  assert.deepEqual(turned(course, before, at('p1'), at('p2')).place, { part: 'one', page: 'p2' });
  assert.deepEqual(before, newcomer());
});

test('a page is finished once, however often it is passed', () => {
  const once = turned(course, newcomer(), at('p1'), at('p2'));
  assert.deepEqual(turned(course, once, at('p1'), at('p2')).done, ['p1']);
});

test('a part is open, begun, then done', () => {
  const [part] = course.parts;
  assert.ok(part);
  const states = [[], ['p1'], ['p1', 'p2']].map((done) => partState(part, { ...newcomer(), done }));
  assert.deepEqual(states, ['open', 'begun', 'done']);
});

test('the minutes left of the core go down page by page and end at none', () => {
  const left = ['', 'p1', 'p2', 'x1', 't1', 'end'].map((_, count, all) =>
    minutesLeft(course, { ...newcomer(), done: all.slice(1, count + 1) }),
  );
  assert.deepEqual(left, [7, 5, 3, 3, 2, 0]);
});

test('the header tells the time of the core on its own pages; outside the core it says that this is extra', () => {
  const say = (/** @type {string} */ page, /** @type {string[]} */ done = []) => timeAhead(course, at(page), { ...newcomer(), done });
  assert.deepEqual(say('p1'), ['progress.left', { n: 7 }]);
  assert.deepEqual(say('p1', ['p1', 'p2', 't1', 'end']), ['progress.all-seen', { n: 0 }]);
  assert.equal(say('x1')[0], 'progress.extra');
});

test('the first open page is where a returning learner begins; at the end it is the last page', () => {
  assert.equal(firstOpenPage(course, { ...newcomer(), done: ['p1', 'x1'] })?.page, 'p2');
  assert.equal(firstOpenPage(course, { ...newcomer(), done: ['p1', 'p2', 'x1', 't1', 'end'] })?.page, 'end');
});

test('the rule asks the core parts and the test, not the extra part', () => {
  const core = { ...newcomer(), done: ['p1', 'p2', 't1', 'end'] };
  assert.equal(isComplete(course, core), false);
  assert.equal(isComplete(course, { ...core, best: 69 }), false);
  assert.equal(isComplete(course, { ...core, best: 70 }), true);
  assert.equal(isComplete(course, { ...core, best: 100, done: ['p1', 'p2', 'x1', 't1'] }), false);
});

test('what is complete stays complete', () => {
  assert.equal(isComplete(course, { ...newcomer(), complete: true }), true);
});

test('what is left names the core parts that are not finished', () => {
  const left = whatIsLeft(course, { ...newcomer(), done: ['p1', 'p2'], best: 80 });
  assert.deepEqual(left.parts.map(({ id }) => id), ['two']);
  assert.equal(left.test, false);
});

test('who knows enough at once is done, whatever was read; where the course does not say so, she is not', () => {
  const allowed = { ...course, completion: { ...course.completion, testOutPercent: 80 } };
  const passed = (/** @type {number|null} */ best) => ({ ...newcomer(), best });
  assert.equal(isComplete(allowed, passed(80)), true);
  assert.equal(isComplete(allowed, passed(79)), false);
  assert.equal(isComplete(course, passed(100)), false);
  assert.equal(isTestedOut(allowed, null), false);
});

test('with all parts read, passing is enough, also where testing out asks more', () => {
  const allowed = { ...course, completion: { ...course.completion, testOutPercent: 90 } };
  const done = course.parts.flatMap(({ pages }) => pages);
  assert.equal(isComplete(allowed, { ...newcomer(), done, best: 70 }), true);
});
