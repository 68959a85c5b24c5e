/**
 * Practises in the browser's idle time, so that a reader's first question is as quick as the next ones: a browser
 * reads and compiles what it runs only when it runs it, and often. Nothing is kept of it, nothing shown.
 *
 * @typedef {(slice: (timeLeft: () => number) => void) => void} Idle   calls back when there is nothing else to do
 */

/** So many messages, each longer than the one before: by then even a slow phone runs all of it at its full speed. */
const MESSAGES = 80;
const LONGEST = 160;
/** In milliseconds: a press must hardly wait for it. */
const LEAST_LEFT = 4;
const LONGEST_SLICE = 16;
const PAUSE = 20;

/**
 * Asks messages made of `sentences`, a few at a time, and throws away the replies.
 *
 * @param {(text: string) => unknown} ask
 * @param {string[]} sentences   ordinary words
 * @param {Idle} idle
 * @param {() => void} done
 */
export function practise(ask, sentences, idle, done) {
  const words = sentences.flatMap((sentence) => [...sentence.split(' '), '.']);
  let message = 0;
  const slice = (/** @type {() => number} */ timeLeft) => {
    do {
      message += 1;
      ask(messageOf(words, message));
    } while (message < MESSAGES && timeLeft() > LEAST_LEFT);
    if (message < MESSAGES) idle(slice);
    else done();
  };
  idle(slice);
}

/** @param {string[]} words @param {number} number @returns {string} */
function messageOf(words, number) {
  const length = Math.ceil((number * LONGEST) / MESSAGES);
  const from = (number * LONGEST) % Math.max(1, words.length - length);
  const message = words.slice(from, from + length);
  // Backwards they are words that nobody knows, so that misspellings are looked for too.
  return message.map((word, at) => (at % 3 ? word : [...word].reverse().join(''))).join(' ');
}

/** @param {Window} window @returns {Idle} */
export function idleOf(window) {
  // Safari has no requestIdleCallback.
  if (!window.requestIdleCallback) return (slice) => void window.setTimeout(() => slice(() => 0), PAUSE);
  return (slice) =>
    void window.requestIdleCallback((deadline) => {
      const end = window.performance.now() + LONGEST_SLICE;
      slice(() => Math.min(deadline.timeRemaining(), end - window.performance.now()));
    });
}
