/** Finds elements of a known kind, so that the rest of the player need not ask each time. */

/**
 * Returns the element for `selector`; its absence is a fault of the templates.
 *
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {HTMLElement}
 */
export function find(root, selector) {
  const element = maybe(root, selector);
  if (!element) throw new Error(`no ${selector} in the page`);
  return element;
}

/**
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {HTMLElement|null}
 */
export function maybe(root, selector) {
  return /** @type {HTMLElement|null} */ (root.querySelector(selector));
}

/**
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {HTMLElement[]}
 */
export function all(root, selector) {
  return [.../** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(selector))];
}

/**
 * Moves focus to a heading that carries news, after the learner's own act.
 *
 * @param {HTMLElement} heading
 */
export function focusOn(heading) {
  heading.setAttribute('tabindex', '-1');
  heading.focus();
}
