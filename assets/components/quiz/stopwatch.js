/** Counts the seconds in which the page was really on screen. */

/** A longer thought is reported as this: a tab left open overnight says nothing about a learner. */
const LONGEST_S = 1800;

/** @param {Document} document */
export function createStopwatch(document) {
  let counted = 0;
  let since = performance.now();
  const lap = () => {
    const now = performance.now();
    counted += now - since;
    since = now;
  };
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) lap();
    else since = performance.now();
  });
  return {
    start() {
      counted = 0;
      since = performance.now();
    },
    seconds() {
      if (!document.hidden) lap();
      return Math.min(LONGEST_S, counted / 1000);
    },
  };
}
