/**
 * The referral finder: by the name of a municipality, the way to the right person. It keeps nothing and sends nothing.
 *
 * @typedef {import('../../player/municipalities.js').Row} Row
 */

import { all, find, make, makeButton, maybe } from '../../player/find.js';
import { findMunicipality } from '../../player/municipalities.js';

/** @type {import('../../player/types.js').MountHelp} */
export function mountFinder(body, page, today, checked) {
  const { rows, regions, texts } = page;
  body.innerHTML = page.finder;
  checked(body);
  const input = /** @type {HTMLInputElement} */ (find(body, '[data-finder-name]'));
  const said = find(body, '[data-finder-said]');
  const choices = find(body, '[data-finder-choices]');
  const title = find(body, '[data-finder-title]');
  const coordinator = maybe(body, '[data-coordinator]');
  const anywhere = coordinator?.outerHTML ?? '';
  const titleAnywhere = title.textContent ?? '';

  find(body, 'form').addEventListener('submit', (event) => {
    event.preventDefault();
    if (!input.value.trim()) return input.focus();
    const { kind, places } = findMunicipality(rows, input.value, today);
    choices.replaceChildren();
    show(null);
    const [only] = places;
    if (kind === 'one' && only) return choose(only);
    said.textContent = kind === 'ask' ? texts['finder.which'] ?? '' : texts['finder.unknown'] ?? '';
    for (const place of places) choices.append(choice(place));
  });

  /** @param {{code: string, was: string|null}} place */
  function choice(place) {
    const name = place.was ? `${label(place.code)} · ${words('finder.was', { name: place.was })}` : label(place.code);
    const button = makeButton(name, 'smn-button smn-button--quiet', () => choose(place));
    button.dataset['code'] = place.code;
    const item = make('li', {});
    item.append(button);
    return item;
  }

  /** @param {{code: string, was: string|null}} place */
  function choose({ code }) {
    said.textContent = '';
    choices.replaceChildren();
    show(code);
    title.focus();
  }

  /** The way from a municipality; that which holds everywhere when there is none. @param {string|null} code */
  function show(code) {
    const { name = '' } = rows.find((row) => row.code === code) ?? {};
    title.textContent = code ? words('finder.from', { municipality: label(code) }) : titleAnywhere;
    const step = maybe(body, '[data-coordinator]');
    if (!step) return;
    step.outerHTML = (code && regions[code]) || anywhere;
    const unnamed = maybe(body, '[data-unconfirmed]');
    if (unnamed && code) unnamed.textContent = words('finder.unconfirmed', { municipality: name });
    // A care coordinator whose check is overdue is as good as none.
    if (checked(find(body, '[data-coordinator]'))) for (const each of all(body, '[data-coordinator]')) each.outerHTML = anywhere;
  }

  /** @param {string} code */
  function label(code) {
    const row = rows.find((each) => each.code === code);
    return row ? `${row.name} (${row.province})` : '';
  }

  /** @param {string} key @param {Record<string, string>} values */
  function words(key, values) {
    return Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, value), texts[key] ?? '');
  }
}
