/** Finds and makes elements of a known kind, so that the rest of the player need not ask each time. */

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
 * Makes an element that is so.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Partial<HTMLElementTagNameMap[Tag]>} properties
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}

/**
 * The second half of a double click is no press: by then something else may stand under the pointer.
 *
 * @param {string} textContent @param {string} className @param {() => void} act
 */
export function makeButton(textContent, className, act) {
  return make('button', { type: 'button', textContent, className, onclick: ({ detail }) => detail > 1 || act() });
}

/** @param {ParentNode} root */
export function pauseFilms(root) {
  for (const video of root.querySelectorAll('video')) video.pause();
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
