/** Prints one sheet alone, on its own A4. */

import { all } from '../../player/find.js';

/**
 * @param {Document} document
 * @param {AbortSignal} signal   ends all of it
 */
export function mountSheets(document, signal) {
  const window = /** @type {Window} */ (document.defaultView);
  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('[data-prints]') : null;
    if (!(button instanceof HTMLElement)) return;
    const sheet = document.querySelector(`[data-sheet="${button.dataset['prints']}"]`);
    if (!sheet) return;
    // A sheet stands deep in its page; only what lies directly in the body can be printed without all round it.
    const alone = document.createElement('div');
    alone.className = 'smn-print';
    alone.append(sheet.cloneNode(true));
    document.body.append(alone);
    document.body.dataset['printing'] = 'sheet';
    window.print();
  }, { signal });
  window.addEventListener('afterprint', () => {
    for (const each of all(document, '.smn-print')) each.remove();
    delete document.body.dataset['printing'];
  }, { signal });
}
