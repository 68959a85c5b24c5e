/**
 * Brings what stands in the dialogs of finder, guide and chat. It is read ahead for everybody, so that no server sees from
 * what is asked of it who opens one of them.
 */

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

  /** Rejects, too, where the course has none. @param {'chat'|'help'} kind */
  const come = async (kind) => Promise.all([need(/** @type {string} */ (outline[kind]), () => kind in mounts), need(outline.style)]);

  /** Also when it did not come before, or is on its way. @param {string} id   of a dialog */
  async function bring(id) {
    const kind = id === 'chat' ? 'chat' : 'help';
    const root = maybe(document, `dialog#${id}[data-${kind}]`);
    if (!root || root.dataset['isThere']) return;
    const part = (/** @type {string} */ name) => find(root, `[data-${kind}-${name}]`);
    const [wait, failed, body] = /** @type {[HTMLElement, HTMLElement, HTMLElement]} */ (['wait', 'failed', 'body'].map(part));
    wait.hidden = false;
    failed.hidden = true;
    part('again').onclick = () => bring(id);
    try {
      await come(kind);
      if (!root.dataset['isThere']) mounts[kind]?.(id, root, body);
      root.dataset['isThere'] = 'yes';
      body.hidden = false;
    } catch {
      failed.hidden = false;
    }
    wait.hidden = true;
  }

  return { bring, come };
}
