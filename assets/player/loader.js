/**
 * Brings the pages of a part when they are wanted: a classic script that calls `seeMeNow.part(id, html, …)`.
 * Scripts, because `fetch` and modules fail in some LMS frames and in Moodle's app.
 *
 * @typedef {import('./types.js').PartOutline} PartOutline
 * @typedef {import('../../scorm/runtime/types.js').Place} Place
 */

import { all, make } from './find.js';

/** After this long a script that neither came nor failed is given up; slow LMSs need several seconds. */
const PATIENCE_MS = 30_000;

/**
 * @param {Document} document
 * @param {Element} pages   where the pages of the first part stand and the others are put
 * @param {PartOutline[]} parts
 */
export function createLoader(document, pages, parts) {
  const order = parts.map(({ id }) => id);
  /** Parts whose script has come. @type {Set<string>} */
  const here = new Set();
  /** Parts of which all that their pages need has come. @type {Set<string>} */
  const equipped = new Set();
  /** What has come or is coming, by file. @type {Map<string, Promise<void>>} */
  const asked = new Map();

  /** @param {string} id @param {string} html */
  function receive(id, html) {
    if (here.has(id)) return;
    const template = document.createElement('template');
    template.innerHTML = html;
    for (const page of all(template.content, '[data-page-id]')) page.hidden = true;
    const later = all(pages, '[data-page-id]').find(({ dataset }) => order.indexOf(dataset['partId'] ?? '') > order.indexOf(id));
    pages.insertBefore(template.content, later ?? null);
    here.add(id);
  }

  /**
   * Resolves when a page can be used; rejects when something did not come. May be asked again. All that its part needs is
   * asked for, and waited for only by pages that need it.
   *
   * @param {Place} place
   */
  async function load(place) {
    const { file, needs = [] } = /** @type {PartOutline} */ (parts.find(({ id }) => id === place.part));
    const needed = Promise.all(needs.map((name) => once(name))).then(() => void equipped.add(place.part));
    needed.catch(() => undefined); // whoever waits for it is told
    if (!stands(place)) await once(file ?? '', () => here.has(place.part));
    if (!has(place)) await needed;
  }

  /** @param {string} name   a script or a style @param {() => boolean} [isThere] */
  function once(name, isThere = () => true) {
    const known = asked.get(name);
    if (known) return known;
    const coming = name.endsWith('.css') ? loadStyle(document, name) : loadScript(document, name, isThere);
    asked.set(name, coming);
    coming.catch(() => asked.delete(name));
    return coming;
  }

  /** @param {Place} place */
  const stands = ({ page }) => pages.querySelector(`[data-page-id="${page}"]`);

  /** Whether a page can be used. @param {Place} place */
  function has(place) {
    const page = stands(place);
    return page !== null && (equipped.has(place.part) || !page.hasAttribute('data-needs'));
  }

  return { load, loadNeeded: once, receive, has };
}

/**
 * Resolves when the script has run and `isThere`; rejects when it did not come.
 *
 * @param {Document} document
 * @param {string} file
 * @param {() => boolean} isThere
 */
export function loadScript(document, file, isThere) {
  return arrived(document.head, make('script', { src: file }), isThere);
}

/** At the end of the body, so that it comes after the style of dialogs. @param {Document} document @param {string} file */
function loadStyle(document, file) {
  return arrived(document.body, make('link', { rel: 'stylesheet', href: file }), () => true);
}

/**
 * @param {Element} parent
 * @param {HTMLScriptElement|HTMLLinkElement} element
 * @param {() => boolean} isThere
 * @returns {Promise<void>}
 */
function arrived(parent, element, isThere) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => fail(), PATIENCE_MS);
    const fail = () => {
      clearTimeout(timer);
      element.remove();
      reject(new Error(`${element.outerHTML} did not come`));
    };
    element.onerror = fail;
    element.onload = () => {
      clearTimeout(timer);
      if (isThere()) resolve();
      else fail();
    };
    parent.append(element);
  });
}
