/** Counts the seconds in which the page was really on screen. */

/** A longer thought is reported as this: a tab left open overnight says nothing about a learner. */
const LONGEST_S = 1800;

/** @param {Document} document */
export function createStopwatch(document) {
  let counted = 0;
  let since = performance.now();
  /** @param {boolean} wasSeen   since the lap before */
  const lap = (wasSeen) => {
    const now = performance.now();
    if (wasSeen) counted += now - since;
    since = now;
  };
  document.addEventListener('visibilitychange', () => lap(document.hidden));
  return {
    start() {
      lap(false);
      counted = 0;
    },
    seconds() {
      lap(!document.hidden);
      return Math.min(LONGEST_S, counted / 1000);
    },
  };
}
