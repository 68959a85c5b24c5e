/**
 * Works out a reply while the reader still looks at what is typed or pasted, so that it is there when it is asked for: a
 * long message takes a slow phone a while, and the first one most. The last text and its reply are in memory until forgotten.
 */

/** So long nothing must have been typed. In milliseconds. */
const PAUSE = 150;

/**
 * @template Reply
 * @param {(text: string) => Reply} ask
 * @param {(work: () => void) => unknown} [later]   after a pause
 */
export function createAhead(ask, later = (work) => setTimeout(work, PAUSE)) {
  /** What stands there now. */
  let typed = '';
  /** @type {[string, Reply]|undefined} */
  let known;
  const replyTo = (/** @type {string} */ text) => {
    if (known?.[0] !== text) known = [text, ask(text)];
    return known[1];
  };
  return {
    replyTo,
    type(/** @type {string} */ text) {
      typed = text;
      later(() => typed === text && replyTo(text));
    },
    forget() {
      typed = '';
      known = undefined;
    },
  };
}
