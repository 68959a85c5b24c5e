/** The filter of the list of signals. Without it the list is whole. */

import { all, find } from '../../player/find.js';

/**
 * @param {HTMLElement} root   [data-signals]
 * @param {import('../../player/player.js').Desk} desk
 */
export function mountSignals(root, { say }) {
  find(root, '[data-filter]').hidden = false;
  root.addEventListener('change', (event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    for (const signal of all(root, '[data-signal]')) {
      signal.hidden = input.value !== 'all' && signal.dataset['mark'] !== input.value;
    }
    for (const group of all(root, '[data-signal-group]')) {
      group.hidden = all(group, '[data-signal]').every((signal) => signal.hidden);
    }
    const shown = all(root, '[data-signal]').filter((signal) => !signal.hidden).length;
    find(root, '[data-filter-count]').textContent = say('signals.count', { n: shown });
  });
}
