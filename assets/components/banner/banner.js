/** The calm words at the top: what the LMS keeps, and what it does not. */

import { all, find } from '../../player/find.js';

/** @typedef {import('../../../scorm/runtime/types.js').PortState} PortState */

/** States that have words of their own at the top of the page. */
const SAID = ['unsaved', 'review', 'elsewhere', 'unconnected', 'alone'];

/**
 * Returns what `body[data-saved]` says (docs/driving.md).
 *
 * @param {PortState} state
 * @returns {'yes'|'no'|'review'|'alone'}
 */
export function savedHook(state) {
  if (state === 'running' || state === 'finished') return 'yes';
  return state === 'review' || state === 'alone' ? state : 'no';
}

/**
 * Returns the key of the words at the foot of the page.
 *
 * @param {PortState} state
 */
export function footWords(state) {
  if (state === 'running' || state === 'finished') return 'foot.saved';
  if (state === 'saving' || state === 'connecting' || state === 'finishing') return 'foot.saving';
  return state === 'unsaved' ? 'foot.unsaved' : 'foot.not-stored';
}

/** @param {HTMLElement} root   [data-player="banners"] */
export function createBanners(root) {
  const banner = (/** @type {string} */ kind) => find(root, `[data-banner="${kind}"]`);
  return {
    /** @param {PortState} state */
    showState(state) {
      // While a new try is under way its banner stays: it would flicker otherwise.
      if (state === 'saving' || state === 'finishing') return;
      for (const kind of SAID) banner(kind).hidden = kind !== state;
    },
    /** @param {string} words   '' takes the notice away */
    notice(words) {
      find(banner('notice'), '[data-player="banner-words"]').textContent = words;
      banner('notice').hidden = !words;
    },
    /** Contacts of the course are overdue. */
    overdue() {
      banner('overdue').hidden = false;
    },
    /** Saving failed more than once: after a log-in elsewhere only a fresh page can save again (Moodle). */
    offerReload() {
      for (const button of all(root, '[data-player="reload"]')) button.hidden = false;
    },
  };
}
