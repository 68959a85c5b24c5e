/** Brings what stands in the dialogs of finder, guide and chat, when one of them is first opened. */

import { hideOverdue } from '../components/contacts/contacts.js';
import { find, maybe } from './find.js';

/**
 * @param {Document} document
 * @param {import('./types.js').Outline} outline
 * @param {string} today        2026-11-22
 * @param {ReturnType<typeof import('./loader.js').createLoader>['loadNeeded']} need   brings scripts and styles, each once
 */
export function createHelp(document, outline, today, need) {
  const { seeMeNow } = /** @type {import('./types.js').Stage & Window} */ (document.defaultView);
  /** Fills a dialog, by the kind of script that came. @type {Record<string, (id: string, root: HTMLElement, body: HTMLElement) => void>} */
  const mounts = {};
  seeMeNow.help = (page, dialogs) =>
    (mounts['help'] = (id, _, body) => dialogs[/** @type {'finder'|'guide'} */ (id)](body, page, today, (shown) => hideOverdue(shown, today)));
  seeMeNow.chat = (mountChat, page) => (mounts['chat'] = (_, root) => mountChat(root, page, today));

  /** Also when it did not come before, or is on its way. @param {string} id   of a dialog */
  async function bring(id) {
    const kind = id === 'chat' ? 'chat' : 'help';
    const root = maybe(document, `dialog#${id}[data-${kind}]`);
    const file = outline[kind];
    if (!root || !file || root.dataset['isThere']) return;
    const part = (/** @type {string} */ name) => find(root, `[data-${kind}-${name}]`);
    const [wait, failed, body] = [part('wait'), part('failed'), part('body')];
    [wait.hidden, failed.hidden] = [false, true];
    part('again').onclick = () => void bring(id);
    try {
      await Promise.all([need(file, () => kind in mounts), need(outline.style)]);
      if (!root.dataset['isThere']) mounts[kind]?.(id, root, body);
      root.dataset['isThere'] = 'yes';
      body.hidden = false;
    } catch {
      failed.hidden = false;
    }
    wait.hidden = true;
  }

  return { bring };
}
