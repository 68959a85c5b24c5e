/** Where the learner is, and what is left, in words without blame. */

import { find, make, maybe } from '../../player/find.js';

/**
 * @param {HTMLElement} root   [data-result]
 * @param {import('../../player/player.js').Desk} desk
 */
export function showResult(root, { outline, say, learner, isComplete, whatIsLeft }) {
  const pass = outline.completion.passPercent;
  const { best } = learner();
  const left = whatIsLeft();
  const isDone = isComplete();
  const here = root.closest('[data-part-id]')?.getAttribute('data-part-id');
  const parts = left.parts.filter(({ id }) => id !== here);
  // The page with the result need not be the last: the rest of its own part is a matter of reading on.
  const isNearly = !left.test && parts.length === 0;
  find(root, '[data-result-words]').textContent = say(
    isDone ? 'result.complete' : isNearly ? 'result.nearly' : 'result.not-yet',
  );
  find(root, '[data-result-test]').textContent =
    best === null
      ? say('result.test-none', { pass })
      : say(best >= pass ? 'result.test-best' : 'result.test-again', { percent: best, pass });
  const list = find(root, '[data-result-left]');
  list.hidden = isDone || parts.length === 0;
  // Without an LMS there is no record that a print-out could go with.
  const proof = maybe(root.parentElement ?? root, '[data-proof]');
  if (proof) proof.hidden = !isDone || outline.format === 'web';
  list.replaceChildren(...parts.map((part) => wayTo(part.id, say('result.go-part', { title: part.title }))));
}

/** The player minds the press. @param {string} part @param {string} textContent */
function wayTo(part, textContent) {
  const button = make('button', { type: 'button', className: 'smn-link-button', textContent });
  button.dataset['goTo'] = part;
  const item = make('li', {});
  item.append(button);
  return item;
}
