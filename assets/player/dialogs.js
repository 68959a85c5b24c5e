/** Opens and closes the dialogs. */

import { find } from './find.js';

/**
 * @param {Document} document
 * @param {(id: string) => void} onOpen   before a dialog shows
 * @param {AbortSignal} signal            ends all of it
 */
export function mountDialogs(document, onOpen, signal) {
  /** Where the button of the mouse went down: whoever marks words and lets go outside does not mean to close. @type {EventTarget|null} */
  let pressed;
  document.addEventListener('pointerdown', ({ target }) => (pressed = target), { signal });
  // What buttons do by themselves while this script is on its way.
  document.addEventListener('command', (event) => event.preventDefault(), { signal, capture: true });
  document.addEventListener('click', (event) => {
    if (event.detail > 1) return; // the second half of a double click would close what the first has opened
    const target = /** @type {Element} */ (event.target);
    const opener = /** @type {HTMLElement|null} */ (target.closest('[data-opens], [data-action="worried"]'));
    if (opener) open(opener.dataset['opens'] ?? 'worried');
    const dialog = target.closest('dialog');
    // A press beside the dialog closes it: on the backdrop the dialog itself is the target.
    if (dialog && (target.closest('[data-closes]') || (target === dialog && pressed === dialog && isOutside(dialog, event)))) dialog.close();
  }, { signal });

  /** @param {string} id */
  function open(id) {
    onOpen(id);
    const dialog = /** @type {HTMLDialogElement} */ (find(document, `#${id}`));
    dialog.showModal();
    find(dialog, 'h2').focus();
    dialog.scrollTop = 0;
  }
}

/** @param {Element} element @param {MouseEvent} event */
function isOutside(element, { clientX, clientY }) {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return clientX < left || clientX > right || clientY < top || clientY > bottom;
}
