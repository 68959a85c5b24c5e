/**
 * Finds the LMS: a bounded walk through parents and openers, repeated for a few seconds.
 *
 * Source: SCORM 1.2 RTE 3.3.6.1. Frames of other origins throw, and some LMSs make their API after the content loads.
 */

/** Windows looked at before giving up: ADL's sample stops after 7 parents, some LMSs nest deeper. */
const WINDOWS = 32;
const TRIES = 20;
const PAUSE_MS = 250;

/**
 * Returns the LMS's API object, 'alone' (opened on purpose without an LMS) or undefined (launched, no API).
 *
 * @param {Window} window
 * @param {[name: string, method: string]} wanted   the method tells an API from a page element of that name
 * @returns {Promise<object|'alone'|undefined>}
 */
export async function connect(window, wanted) {
  const { protocol, search } = window.location;
  if (/[?&]alone\b/.test(search)) return 'alone';
  const launched = window.parent !== window || window.opener;
  for (let tries = launched ? TRIES : 1; tries; tries--) {
    const api = findApi(window, wanted);
    if (api) return api;
    await new Promise((resolve) => window.setTimeout(resolve, PAUSE_MS));
  }
  return launched && protocol !== 'file:' ? undefined : 'alone';
}

/**
 * Looks once: the own window, all its parents, then their openers and the parents of those.
 *
 * @param {any} start
 * @param {[name: string, method: string]} wanted
 */
export function findApi(start, [name, method]) {
  const windows = new Set([start]);
  for (const hop of ['parent', 'opener', 'parent']) {
    // The set grows on the way, and ends where a window is its own parent.
    for (const here of windows) if (windows.size < WINDOWS) windows.add(peek(() => here[hop]));
  }
  for (const here of windows) if (peek(() => here[name][method])) return here[name];
}

/** A window of another origin throws on nearly everything; then there is nothing to see. @param {() => any} look */
function peek(look) {
  try {
    return look();
  } catch {}
}
