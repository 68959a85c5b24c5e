/** Brings what stands in the dialogs of finder and guide, when one of them is first opened. */

import { hideOverdue } from '../components/contacts/contacts.js';
import { find, maybe } from './find.js';
import { loadScript } from './loader.js';

/**
 * @param {Document} document
 * @param {string|null} file    the script that brings it
 * @param {string} today        2026-11-22
 * @param {() => Promise<void>} style   brings how it looks
 */
export function createHelp(document, file, today, style) {
  /** Also when it did not come before. @param {string} id   of a dialog */
  async function bring(id) {
    const root = maybe(document, `[data-help="${id}"]`);
    if (!root || !file || root.dataset['isThere']) return;
    const [wait, failed] = [find(root, '[data-help-wait]'), find(root, '[data-help-failed]')];
    [wait.hidden, failed.hidden] = [false, true];
    find(root, '[data-help-again]').onclick = () => void bring(id);
    const stage = /** @type {import('./types.js').Stage & Window} */ (document.defaultView);
    let isThere = false;
    stage.seeMeNow.help = (page, mounts) => {
      isThere = true;
      if (root.dataset['isThere']) return;
      root.dataset['isThere'] = 'yes';
      const mount = mounts[/** @type {'finder'|'guide'} */ (id)];
      mount(find(root, '[data-help-body]'), page, today, (part) => hideOverdue(part, today));
    };
    await Promise.all([loadScript(document, file, () => isThere), style()]).catch(() => (failed.hidden = false));
    wait.hidden = true;
  }

  return { bring };
}
