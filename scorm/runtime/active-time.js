/**
 * Counts the seconds in which somebody was there: after five minutes without a sign the clock stands still.
 *
 * @param {Window} window
 * @param {() => number} now
 * @returns {() => number} active seconds since the start
 */
export function createActiveTime(window, now) {
  const IDLE_MS = 5 * 60 * 1000; // longer than any film of the course, so that watching counts
  let total = 0;
  let last = now();
  const count = () => {
    total += Math.min(Math.max(now() - last, 0), IDLE_MS);
    last = now();
  };
  for (const sign of ['pointerdown', 'keydown', 'scroll']) {
    window.addEventListener(sign, count, true);
  }
  return () => {
    count();
    return total / 1000;
  };
}
