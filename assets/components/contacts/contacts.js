/** Numbers whose check is overdue on the reader's own date give way to those that always stay. */

import { all } from '../../player/find.js';

/**
 * Returns a date as it is on the reader's clock: 2026-11-22.
 *
 * @param {Date} now
 */
export function dayOf(now) {
  const two = (/** @type {number} */ value) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/**
 * Tells whether a contact may no longer be shown.
 *
 * @param {{expires: string, isFallback: boolean}} contact
 * @param {string} today
 */
export function isOverdue({ expires, isFallback }, today) {
  return !isFallback && expires < today;
}

/**
 * Hides the overdue contacts under `root` and says so beside them; tells whether there were any.
 *
 * @param {ParentNode} root
 * @param {string} today
 */
export function hideOverdue(root, today) {
  let isAny = false;
  for (const contact of all(root, '[data-expires]')) {
    const { expires, fallback } = contact.dataset;
    contact.hidden = isOverdue({ expires: expires ?? '', isFallback: fallback !== undefined }, today);
    if (!contact.hidden) continue;
    isAny = true;
    const words = contact.closest('dialog, [data-contacts]')?.querySelector('[data-overdue]');
    if (words) words.toggleAttribute('hidden', false);
  }
  return isAny;
}
