/** The page to print: what the learner types stands in the page and nowhere else. */

import { find } from '../../player/find.js';
import { mountSheet } from '../sheet/sheet.js';

/**
 * @param {HTMLElement} root   [data-proof]
 * @param {import('../../player/player.js').Desk} desk
 */
export function mountProof(root, { outline, say, learner }) {
  const name = /** @type {HTMLInputElement} */ (find(root, '[data-proof-name]'));
  const shown = find(root, '[data-proof-shown-name]');
  const fill = () => {
    // Only what it is: never a message to the port, an address or a store.
    shown.textContent = name.value.trim();
    find(root, '[data-proof-result]').textContent = say('quiz.score', { percent: learner().best ?? 0 });
    find(root, '[data-proof-date]').textContent = new Date().toLocaleDateString(outline.language, { dateStyle: 'long' });
  };
  name.addEventListener('input', fill);
  // The day may have turned since the page was opened.
  find(root, '[data-prints]').addEventListener('click', fill);
  mountSheet(root);
  fill();
}
