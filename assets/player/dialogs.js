/** Opens and closes the two dialogs: worried-now and about. Everything in them is in the page from the start. */

import { all, find } from './find.js';

/**
 * @param {Document} document
 * @param {(id: string) => void} onOpen   before a dialog shows
 * @param {AbortSignal} signal            ends all of it
 */
export function mountDialogs(document, onOpen, signal) {
  document.addEventListener('click', (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const opener = target?.closest('[data-opens], [data-action="worried"]');
    if (opener instanceof HTMLElement) open(opener.dataset['opens'] ?? 'worried');
    const closer = target?.closest('[data-closes]');
    if (closer instanceof HTMLElement) dialog(closer.dataset['closes'] ?? '').close();
  }, { signal });
  for (const element of all(document, 'dialog')) {
    // A press beside the dialog closes it: on the backdrop the dialog itself is the target.
    element.addEventListener('click', (event) => {
      if (event.target === element && isOutside(element, event)) dialog(element.id).close();
    });
  }

  /** @param {string} id */
  function open(id) {
    onOpen(id);
    dialog(id).showModal();
    const title = find(dialog(id), 'h2');
    title.focus();
    dialog(id).scrollTop = 0;
  }

  /** @param {string} id */
  function dialog(id) {
    return /** @type {HTMLDialogElement} */ (document.getElementById(id));
  }
}

/** @param {Element} element @param {MouseEvent} event */
function isOutside(element, { clientX, clientY }) {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return clientX < left || clientX > right || clientY < top || clientY > bottom;
}
