/**
 * Works out a reply while the reader still looks at what is typed or pasted, so that it is there when it is asked for: a
 * long message takes a slow phone a while, and the first one most. The last text and its reply are in memory until forgotten.
 */

/** So long nothing must have been typed. In milliseconds. */
const PAUSE = 150;

/**
 * @template Reply
 * @param {(text: string) => Reply} ask
 * @param {(work: () => void) => () => void} [afterPause]   does it later; returns what calls it off
 */
export function createAhead(ask, afterPause = soon) {
  /** @type {{text: string, reply: Reply}|null} */
  let known = null;
  let callOff = () => {};
  return { typed, replyTo, forget };

  /** @param {string} text   as it stands now */
  function typed(text) {
    callOff();
    callOff = afterPause(() => replyTo(text));
  }

  /** @param {string} text */
  function replyTo(text) {
    if (known?.text !== text) known = { text, reply: ask(text) };
    return known.reply;
  }

  function forget() {
    callOff();
    known = null;
  }
}

/** @param {() => void} work */
function soon(work) {
  const timer = setTimeout(work, PAUSE);
  return () => clearTimeout(timer);
}
