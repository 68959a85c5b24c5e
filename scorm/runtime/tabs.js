/**
 * One tab at a time: asks the other tabs of this browser who holds a learner's record.
 *
 * The newest claim wins, so two tabs that could not hear one another (a frozen tab, a blocking commit) settle as soon
 * as they can. Where a browser has no BroadcastChannel, or refuses it as it refuses storage (Firefox), there is no such
 * guard; the journal still heals what it can.
 */

const WAIT_MS = 150;

/**
 * @param {Window & {BroadcastChannel?: typeof BroadcastChannel}} window
 * @param {number} nonce              the record
 * @param {() => boolean} holding     this tab holds it
 * @param {() => void} yieldIt        another tab has taken over
 * @param {() => number} now
 */
export function createTabs(window, nonce, holding, yieldIt, now) {
  /** @type {BroadcastChannel|undefined} */
  let channel;
  let held = false;
  /** When this tab took over; of tabs that do so at once chance chooses. */
  let claim = 0;
  try {
    channel = new /** @type {typeof BroadcastChannel} */ (window.BroadcastChannel)('see-me-now.' + nonce);
  } catch {
    // There is none, or it is refused.
  }
  if (channel) {
    channel.onmessage = ({ data }) => {
      if (data === 'held') held = true;
      else if (data > claim) yieldIt();
      else if (holding()) channel.postMessage('held'); // who asks, or claims less
    };
  }
  return {
    /** True when another tab answers that it holds the record. */
    async held() {
      channel?.postMessage('who');
      if (channel) await new Promise((resolve) => window.setTimeout(resolve, WAIT_MS));
      return held;
    },
    take: () => channel?.postMessage((claim = now() + Math.random())),
  };
}
