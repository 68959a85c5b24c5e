/**
 * Brings the pages of a part when they are wanted: a classic script that calls `seeMeNow.part(id, html)`.
 * Scripts, because `fetch` and modules fail in some LMS frames and in Moodle's app.
 *
 * @typedef {import('./types.js').PartOutline} PartOutline
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
  const here = new Set(parts.filter(({ file }) => file === null).map(({ id }) => id));
  /** @type {Map<string, Promise<void>>} */
  const coming = new Map();

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
   * Resolves when the part's pages stand in the document; rejects when they did not come. May be asked again.
   *
   * @param {string} id
   * @returns {Promise<void>}
   */
  function load(id) {
    if (here.has(id)) return Promise.resolve();
    const known = coming.get(id);
    if (known) return known;
    const { file, needs = [] } = parts.find((part) => part.id === id) ?? {};
    const bring = async () => {
      if (!file) throw new Error(`unknown part ${id}`);
      await Promise.all(needs.map((name) => loadScript(document, name, () => true)));
      await loadScript(document, file, () => here.has(id));
    };
    const settled = bring().finally(() => coming.delete(id));
    coming.set(id, settled);
    return settled;
  }

  /** @param {string} id */
  const has = (id) => here.has(id);

  return { load, receive, has };
}

/**
 * Resolves when the script has run and `isThere`; rejects when it did not come.
 *
 * @param {Document} document
 * @param {string} file
 * @param {() => boolean} isThere
 * @returns {Promise<void>}
 */
export function loadScript(document, file, isThere) {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    const timer = setTimeout(() => fail(), PATIENCE_MS);
    const fail = () => {
      clearTimeout(timer);
      script.remove();
      reject(new Error(`${file} did not come`));
    };
    script.onerror = fail;
    script.onload = () => {
      clearTimeout(timer);
      if (isThere()) resolve();
      else fail();
    };
    script.src = file;
    document.head.append(script);
  });
}
