/**
 * Where a learner is in the course, and what is left. Pure: values in, values out.
 *
 * @typedef {import('./types.js').Outline} Outline
 * @typedef {import('./types.js').PartOutline} PartOutline
 * @typedef {import('../../scorm/runtime/types.js').Learner} Learner
 * @typedef {import('../../scorm/runtime/types.js').Place} Place
 */

/**
 * Returns the outline with the pages of each part by their ids.
 *
 * @param {import('./types.js').PackedOutline} given
 * @returns {Outline}
 */
export function withPages(given) {
  const { pages } = given.layout;
  return { ...given, parts: given.parts.map((part) => ({ ...part, pages: part.pages.flatMap((run) => pages.slice(...run)) })) };
}

/**
 * Returns every page of the course in order.
 *
 * @param {Outline} outline
 * @returns {Place[]}
 */
export function pagesOf(outline) {
  return outline.parts.flatMap((part) => part.pages.map((page) => ({ part: part.id, page })));
}

/**
 * Returns the page `steps` further on (negative: back), or null beyond either end.
 *
 * @param {Outline} outline
 * @param {Place} place
 * @param {number} steps
 */
export function pageAfter(outline, place, steps) {
  const pages = pagesOf(outline);
  const at = pages.findIndex(({ page }) => page === place.page);
  return (at < 0 ? null : pages[at + steps]) ?? null;
}

/**
 * Returns `place` as it stands in this edition of the course, or null when it is gone.
 *
 * @param {Outline} outline
 * @param {Place|null} place
 */
export function knownPlace(outline, place) {
  return pagesOf(outline).find(({ page }) => page === place?.page) ?? null;
}

/**
 * Returns the first page that is not done yet; the last page when all are.
 *
 * @param {Outline} outline
 * @param {Learner} learner
 */
export function firstOpenPage(outline, learner) {
  const pages = pagesOf(outline);
  return pages.find(({ page }) => !learner.done.includes(page)) ?? pages[pages.length - 1] ?? null;
}

/**
 * @param {PartOutline} part
 * @param {Learner} learner
 * @returns {'done'|'begun'|'open'}
 */
export function partState(part, learner) {
  const done = part.pages.filter((page) => learner.done.includes(page)).length;
  return done === part.pages.length ? 'done' : done ? 'begun' : 'open';
}

/**
 * Returns the minutes that the core's pages not done yet will take; a part's minutes are spread over its pages.
 *
 * @param {Outline} outline
 * @param {Learner} learner
 */
export function minutesLeft(outline, learner) {
  const left = outline.parts.reduce((sum, { core, minutes, pages }) => {
    if (!core) return sum;
    const open = pages.filter((page) => !learner.done.includes(page)).length;
    return sum + (minutes * open) / Math.max(1, pages.length);
  }, 0);
  return Math.ceil(left);
}

/**
 * Returns what the header says beside the part, as a text and its values: the minutes that the core still takes; on a
 * page outside the core that nobody has to read it.
 *
 * @param {Outline} outline
 * @param {Place} place
 * @param {Learner} learner
 * @returns {[string, {n: number}]}
 */
export function timeAhead(outline, place, learner) {
  const n = minutesLeft(outline, learner);
  if (!outline.parts.some(({ id, core }) => core && id === place.part)) return ['progress.extra', { n }];
  return [n ? 'progress.left' : 'progress.all-seen', { n }];
}

/**
 * Tells whether a page is the last of the core: what follows is practice, or nothing.
 *
 * @param {Outline} outline
 * @param {Place} place
 */
export function endsCore(outline, place) {
  const pages = outline.parts.filter(({ core }) => core).flatMap((part) => part.pages);
  return pages[pages.length - 1] === place.page;
}

/**
 * Returns the learner after a page turn to `to`. Going forward finishes the page she leaves; the last page of the core,
 * and the very last one, are finished by coming to them, since nothing need follow. Where a film was left is then
 * forgotten: it would tell who watched from who skipped.
 *
 * @param {Outline} outline
 * @param {Learner} learner
 * @param {Place} from
 * @param {Place} to
 * @returns {Learner}
 */
export function turned(outline, learner, from, to) {
  const isForward = pageAfter(outline, from, 1)?.page === to.page;
  const finished = isForward ? [from.page] : [];
  if (!pageAfter(outline, to, 1) || endsCore(outline, to)) finished.push(to.page);
  const place = { part: to.part, page: to.page };
  return { ...learner, place, done: [...new Set([...learner.done, ...finished])], ...(isForward && { films: {} }) };
}

/**
 * Returns what the rule "done" still asks: core parts not finished, and whether the final test is.
 *
 * @param {Outline} outline
 * @param {Learner} learner
 */
export function whatIsLeft(outline, learner) {
  return {
    parts: outline.parts.filter((part) => part.core && partState(part, learner) !== 'done'),
    test: (learner.best ?? -1) < outline.completion.passPercent,
  };
}

/**
 * Tells whether the learner knew enough for the course to be done, whatever she read: the course says how much that is.
 *
 * @param {Outline} outline
 * @param {number|null} best
 */
export function isTestedOut({ completion }, best) {
  return best !== null && completion.testOutPercent !== null && best >= completion.testOutPercent;
}

/**
 * Tells whether the course's rule is met: every core part finished and the final test handed in with enough, or that
 * test handed in with what is asked of who reads nothing else.
 *
 * @param {Outline} outline
 * @param {Learner} learner
 */
export function isComplete(outline, learner) {
  const left = whatIsLeft(outline, learner);
  return learner.complete || (left.parts.length === 0 && !left.test) || isTestedOut(outline, learner.best);
}
