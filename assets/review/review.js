// The margin of a review copy: remarks live in this page alone and leave it only as a file that the reader saves.

/**
 * @typedef {{paragraph: string, hash: string, place: string, text: string, remark: string}} Remark
 * @typedef {{seemenow_review: number, course: string, version: string, language: string, audience: string,
 *   role: string, remarks: Remark[]}} Saved
 */

(() => {
  const desk = find(document, '[data-desk]');
  const said = find(desk, '[data-said]');
  const role = /** @type {HTMLSelectElement} */ (find(desk, '[data-role]'));
  const form = /** @type {HTMLTemplateElement} */ (find(document, '[data-form]'));
  const about = document.body.dataset;
  const rows = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('[data-number]')]);
  /** Remarks of an opened file whose paragraphs are not in this copy. @type {Remark[]} */
  let lost = [];
  let unsaved = false;

  for (const row of rows) {
    const margin = find(row, '[data-margin]');
    margin.append(form.content.cloneNode(true));
    const label = find(margin, '[data-label]');
    const words = fill(label.dataset.label ?? '', 'number', row.dataset.number ?? '');
    label.textContent = words;
    find(margin, '[data-add]').setAttribute('aria-label', words);
    find(margin, '[data-add]').addEventListener('click', () => {
      show(row, true);
      field(row).focus();
    });
    find(margin, '[data-drop]').addEventListener('click', () => {
      field(row).value = '';
      show(row, false);
      find(margin, '[data-add]').focus();
      changed();
    });
    field(row).addEventListener('input', changed);
  }
  role.addEventListener('change', changed);
  find(desk, '[data-open]').addEventListener('change', open);
  window.addEventListener('beforeunload', (event) => {
    if (unsaved) event.preventDefault();
  });
  desk.addEventListener('submit', (event) => {
    event.preventDefault();
    save();
  });
  desk.hidden = false;
  tell();

  /** @returns {Remark[]} */
  function remarks() {
    const written = rows.filter((row) => field(row).value.trim());
    return written.map((row) => ({
      paragraph: row.dataset.number ?? '',
      hash: row.dataset.hash ?? '',
      place: row.dataset.place ?? '',
      text: [...row.querySelectorAll('.words > :not(.field)')].map((each) => each.textContent).join(' ').slice(0, 200),
      remark: field(row).value.trim(),
    }));
  }

  function save() {
    if (!role.value) {
      say(said.dataset.roleFirst ?? '');
      role.focus();
      return;
    }
    /** @type {Saved} */
    const value = {
      seemenow_review: 1,
      course: about.course ?? '',
      version: about.version ?? '',
      language: about.language ?? '',
      audience: about.audience ?? '',
      role: role.value,
      remarks: [...remarks(), ...lost],
    };
    const link = document.createElement('a');
    const address = URL.createObjectURL(new Blob([JSON.stringify(value, null, 2)], { type: 'application/json' }));
    link.href = address;
    link.download = `${about.savedAs}-${about.course}-${about.language}-${role.value.replaceAll(' ', '-')}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    unsaved = false;
    tell();
  }

  /** @param {Event} event */
  async function open(event) {
    const file = /** @type {HTMLInputElement} */ (event.target).files?.[0];
    if (!file) return;
    /** @type {Saved|undefined} */
    let value;
    try {
      value = JSON.parse(await file.text());
    } catch {
      value = undefined;
    }
    if (value?.seemenow_review !== 1 || !Array.isArray(value.remarks)) {
      say(said.dataset.wrong ?? '');
      return;
    }
    if (value.course !== about.course || value.language !== about.language) {
      say(fill(said.dataset.other ?? '', 'found', `${value.course}, ${value.language}`));
      return;
    }
    for (const each of value.remarks) {
      const row = rows.find((one) => one.dataset.number === each.paragraph && one.dataset.hash === each.hash)
        ?? rows.find((one) => one.dataset.hash === each.hash)
        ?? rows.find((one) => one.dataset.number === each.paragraph);
      if (row) {
        const before = field(row).value;
        field(row).value = before && before !== each.remark ? `${before}\n${each.remark}` : each.remark;
        show(row, true);
      } else {
        lost.push(each);
      }
    }
    if ([...role.options].some((each) => each.value === value.role)) role.value = value.role;
    tell(lost.length ? fill(said.dataset.lost ?? '', 'n', String(lost.length)) : '');
  }

  function changed() {
    unsaved = true;
    tell();
  }

  /** @param {string} [more] */
  function tell(more = '') {
    const count = remarks().length;
    const words = count ? fill(said.dataset.some ?? '', 'n', String(count)) : said.dataset.none ?? '';
    say([words, unsaved && count ? said.dataset.unsaved : '', more].filter(Boolean).join(' '));
  }

  /** @param {string} words */
  function say(words) {
    said.textContent = words;
  }

  /** @param {HTMLElement} row @param {boolean} isOpen */
  function show(row, isOpen) {
    find(row, '[data-remark]').hidden = !isOpen;
    find(row, '[data-add]').hidden = isOpen;
  }

  /** @param {HTMLElement} row */
  function field(row) {
    return /** @type {HTMLTextAreaElement} */ (find(row, 'textarea'));
  }

  /** @param {string} words @param {string} name @param {string} value */
  function fill(words, name, value) {
    return words.replace(`{${name}}`, value);
  }

  /** @param {ParentNode} within @param {string} selector @returns {HTMLElement} */
  function find(within, selector) {
    return /** @type {HTMLElement} */ (within.querySelector(selector));
  }
})();
