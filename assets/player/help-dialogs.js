/** Brings what stands in the dialogs of finder, guide and chat, when one of them is first opened. */

import { hideOverdue } from '../components/contacts/contacts.js';
import { find, maybe } from './find.js';
import { loadScript } from './loader.js';

/**
 * @param {Document} document
 * @param {import('./types.js').Outline} outline
 * @param {string} today        2026-11-22
 * @param {() => Promise<void>} style   brings how it looks
 */
export function createHelp(document, outline, today, style) {
  const { seeMeNow } = /** @type {import('./types.js').Stage & Window} */ (document.defaultView);

  /** Also when it did not come before. @param {string} id   of a dialog */
  async function bring(id) {
    const kind = id === 'chat' ? 'chat' : 'help';
    const root = maybe(document, `dialog#${id}[data-${kind}]`);
    const file = outline[kind];
    if (!root || !file || root.dataset['isThere']) return;
    const part = (/** @type {string} */ name) => find(root, `[data-${kind}-${name}]`);
    const [wait, failed, body] = [part('wait'), part('failed'), part('body')];
    [wait.hidden, failed.hidden] = [false, true];
    part('again').onclick = () => void bring(id);
    /** @type {(() => void)|undefined} */
    let mount;
    seeMeNow.help = (page, mounts) =>
      (mount = () => mounts[/** @type {'finder'|'guide'} */ (id)](body, page, today, (shown) => hideOverdue(shown, today)));
    seeMeNow.chat = (mountChat, page) => (mount = () => mountChat(root, page, today));
    try {
      await Promise.all([loadScript(document, file, () => Boolean(mount)), style()]);
      if (!root.dataset['isThere']) mount?.();
      root.dataset['isThere'] = 'yes';
      body.hidden = false;
    } catch {
      failed.hidden = false;
    }
    wait.hidden = true;
  }

  return { bring };
}
