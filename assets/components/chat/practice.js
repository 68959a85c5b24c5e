/**
 * Practises in the browser's idle time, so that a reader's first question is as quick as the next ones: a browser
 * reads and compiles what it runs only when it runs it, and often. Nothing is kept of it, nothing shown.
 */

/** So many messages, each longer than the one before: by then even a slow phone runs all of it at its full speed. */
const MESSAGES = 240;
const LONGEST = 160;
/** In milliseconds: a press must hardly wait for it. */
const SLICE = 16;

/**
 * Asks messages made of `sentences`, a few at a time, and throws away the replies.
 *
 * @param {(text: string) => unknown} ask
 * @param {string[]} sentences   ordinary words
 * @param {(slice: () => void) => unknown} later   Safari has no requestIdleCallback
 */
export function practise(ask, sentences, later = globalThis.requestIdleCallback ?? setTimeout) {
  const words = sentences.join(' . ').split(' ');
  let message = 0;
  later(slice);

  function slice() {
    const end = performance.now() + SLICE;
    do {
      message += 1;
      ask(messageOf(words, message));
    } while (message < MESSAGES && performance.now() < end);
    if (message < MESSAGES) later(slice);
  }
}

/** @param {string[]} words @param {number} number @returns {string} */
function messageOf(words, number) {
  const length = Math.ceil((number * LONGEST) / MESSAGES);
  const from = (number * LONGEST) % Math.max(1, words.length - length);
  // Backwards they are words that nobody knows, so that misspellings are looked for too.
  return words.slice(from, from + length).map((word, at) => (at % 3 ? word : [...word].reverse().join(''))).join(' ');
}
