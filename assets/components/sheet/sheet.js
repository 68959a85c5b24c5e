/** Prints one sheet alone, on its own A4. */

import { find, make } from '../../player/find.js';

/** @param {HTMLElement} root   a sheet with its button */
export function mountSheet(root) {
  const document = root.ownerDocument;
  const window = /** @type {Window} */ (document.defaultView);
  find(root, '[data-prints]').addEventListener('click', () => {
    // A sheet stands deep in its page; only what lies directly in the body can be printed without all round it.
    const alone = make('div', { className: 'smn-print' });
    alone.append(find(root, '[data-sheet]').cloneNode(true));
    document.body.append(alone);
    document.body.dataset['printing'] = 'sheet';
    const putBack = () => {
      alone.remove();
      delete document.body.dataset['printing'];
    };
    window.addEventListener('afterprint', putBack, { once: true });
    window.print();
  });
}
