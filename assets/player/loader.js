/**
 * Brings the pages of a part when they are wanted: a classic script that calls `seeMeNow.part(id, html, …)`.
 * Scripts, because `fetch` and modules fail in some LMS frames and in Moodle's app.
 *
 * @typedef {import('./types.js').PartOutline} PartOutline
 * @typedef {import('../../scorm/runtime/types.js').Place} Place
 */

/** After this long a script that neither came nor failed is given up; slow LMSs need several seconds. */
const PATIENCE_MS = 30_000;

/**
 * @param {Document} document
 * @param {Element} pages   where the pages of the first part stand and the others are put
 * @param {PartOutline[]} parts
 */
export function createLoader(document, pages, parts) {
  const order = parts.map(({ id }) => id);
  /** Parts whose pages all stand in the document. */
  const here = new Set(parts.filter(({ file }) => file === null).map(({ id }) => id));
  /** Parts whose pages can be used, because what they need has come. */
  const whole = new Set(parts.filter(({ file, needs }) => file === null && !needs.length).map(({ id }) => id));
  /** @type {Map<string, Promise<void>>} */
  const coming = new Map();
  /** What a part needs, asked for once for all of them. @type {Map<string, Promise<void>>} */
  const needed = new Map();

  /** @param {string} id @param {string} html */
  function receive(id, html) {
    if (here.has(id)) return;
    const template = document.createElement('template');
    template.innerHTML = html;
    for (const section of template.content.querySelectorAll('[data-page-id]')) section.toggleAttribute('hidden', true);
    const later = [...pages.children].find(
      (page) => page instanceof HTMLElement && order.indexOf(page.dataset['partId'] ?? '') > order.indexOf(id),
    );
    pages.insertBefore(template.content, later ?? null);
    here.add(id);
  }

  /**
   * Resolves when the pages of a place's part can be used; rejects when something did not come. May be asked again.
   *
   * @param {Place} place
   * @returns {Promise<void>}
   */
  function load({ part }) {
    if (whole.has(part)) return Promise.resolve();
    const known = coming.get(part);
    if (known) return known;
    const bring = async () => {
      const { file, needs } = parts.find(({ id }) => id === part) ?? { file: null, needs: [] };
      await Promise.all([
        ...needs.map(loadNeeded),
        here.has(part) || loadScript(document, file ?? '', () => here.has(part)),
      ]);
      whole.add(part);
    };
    const settled = bring().finally(() => coming.delete(part));
    coming.set(part, settled);
    return settled;
  }

  /** @param {string} name   a script or a style */
  function loadNeeded(name) {
    const known = needed.get(name);
    if (known) return known;
    const settled = name.endsWith('.css') ? loadStyle(document, name) : loadScript(document, name, () => true);
    needed.set(name, settled);
    settled.catch(() => needed.delete(name));
    return settled;
  }

  /** Whether a page can be used: the first one at once, unless it needs something. @param {Place} place */
  const has = ({ part, page }) =>
    whole.has(part) || pages.querySelector(`[data-page-id="${page}"]`)?.matches(':not([data-needs])') === true;

  return { load, loadNeeded, receive, has };
}

/**
 * Resolves when the script has run and `isThere`; rejects when it did not come.
 *
 * @param {Document} document
 * @param {string} file
 * @param {() => boolean} isThere
 */
export function loadScript(document, file, isThere) {
  return arrived(document, Object.assign(document.createElement('script'), { src: file }), isThere);
}

/** @param {Document} document @param {string} file */
function loadStyle(document, file) {
  if (document.querySelector(`link[href="${file}"]`)) return Promise.resolve();
  return arrived(document, Object.assign(document.createElement('link'), { rel: 'stylesheet', href: file }), () => true);
}

/**
 * @param {Document} document
 * @param {HTMLScriptElement|HTMLLinkElement} element
 * @param {() => boolean} isThere
 * @returns {Promise<void>}
 */
function arrived(document, element, isThere) {
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
    document.head.append(element);
  });
}
