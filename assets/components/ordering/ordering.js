/** Answers to put in order: two buttons each, for every hand and ear; or dragging, for who likes that. */

import { all, find } from '../../player/find.js';
import { shuffle } from '../../player/attempt.js';

/** @type {import('../../player/types.js').Answering} */
export const ordering = {
  hint: '',

  mount(step, _question, say) {
    const list = find(step, '[data-ordering]');
    list.dataset['live'] = 'yes';
    for (const moves of all(list, '[data-moves]')) moves.hidden = false;
    for (const button of all(list, '[data-move]')) {
      button.addEventListener('click', () => {
        const item = /** @type {HTMLElement} */ (button.closest('[data-option]'));
        const other = button.dataset['move'] === 'up' ? item.previousElementSibling : item.nextElementSibling;
        if (!other) return;
        if (button.dataset['move'] === 'up') other.before(item);
        else other.after(item);
        settle(list);
        tell(step, item, say);
        button.focus(); // moving in the page takes the focus away
      });
    }
    for (const grip of all(list, '[data-drag]')) makeDraggable(step, list, grip, say);
  },

  clear(step, { right }) {
    const list = find(step, '[data-ordering]');
    let mixed = shuffle(items(list));
    // To be handed in as it stands, the right order would be no question.
    if (mixed.every((item, at) => item.dataset['option'] === right[at])) mixed = mixed.reverse();
    list.append(...mixed);
    for (const item of mixed) delete item.dataset['fits'];
    find(step, '[data-moved]').textContent = '';
    settle(list);
  },

  picked: (step) => items(find(step, '[data-ordering]')).map((item) => item.dataset['option'] ?? ''),

  show(step, { right }, { picked }, say) {
    const list = find(step, '[data-ordering]');
    const byId = new Map(items(list).map((item) => [item.dataset['option'], item]));
    list.append(...picked.flatMap((id) => byId.get(id) ?? []));
    items(list).forEach((item, at) => {
      const wanted = right.indexOf(item.dataset['option'] ?? '');
      item.dataset['fits'] = wanted === at ? 'yes' : 'no';
      const word = find(item, '[data-word]');
      word.textContent = wanted === at ? say('ordering.fits') : say('ordering.belongs', { n: wanted + 1 });
      word.hidden = false;
      find(item, '[data-feedback]').hidden = wanted === at;
    });
  },
};

/** @param {HTMLElement} list */
function items(list) {
  return all(list, '[data-option]');
}

/** The first cannot go up, nor the last down. @param {HTMLElement} list */
function settle(list) {
  const all_ = items(list);
  all_.forEach((item, at) => {
    find(item, '[data-move="up"]').setAttribute('aria-disabled', String(at === 0));
    find(item, '[data-move="down"]').setAttribute('aria-disabled', String(at === all_.length - 1));
  });
}

/** @param {HTMLElement} step @param {HTMLElement} item @param {import('../../player/texts.js').Say} say */
function tell(step, item, say) {
  const all_ = items(find(step, '[data-ordering]'));
  const answer = find(item, '[data-words]').textContent ?? '';
  find(step, '[data-moved]').textContent = say('ordering.moved', { answer, n: all_.indexOf(item) + 1, total: all_.length });
}

/**
 * Pointer events, so that a finger can drag as a mouse does. The item changes places as the pointer passes the middle of
 * its neighbours; nothing floats.
 *
 * @param {HTMLElement} step @param {HTMLElement} list @param {HTMLElement} grip @param {import('../../player/texts.js').Say} say
 */
function makeDraggable(step, list, grip, say) {
  const item = /** @type {HTMLElement} */ (grip.closest('[data-option]'));
  grip.addEventListener('pointerdown', (down) => {
    if (down.button || find(step, '[data-question]').matches(':disabled')) return;
    // A finger that is anywhere but on the number wants to scroll.
    if (down.pointerType === 'touch' && !/** @type {Element} */ (down.target).closest('[data-grip]')) return;
    down.preventDefault();
    grip.setPointerCapture(down.pointerId);
    item.dataset['held'] = 'yes';
    const follow = (/** @type {PointerEvent} */ { clientY }) => {
      const middle = (/** @type {Element} */ one) => one.getBoundingClientRect().top + one.getBoundingClientRect().height / 2;
      const [before, after] = [item.previousElementSibling, item.nextElementSibling];
      if (before && clientY < middle(before)) before.before(item);
      else if (after && clientY > middle(after)) after.after(item);
      else return;
      grip.setPointerCapture(down.pointerId); // lost when the item was moved in the page
      settle(list);
    };
    const drop = () => {
      grip.removeEventListener('pointermove', follow);
      grip.removeEventListener('pointerup', drop);
      grip.removeEventListener('pointercancel', drop);
      delete item.dataset['held'];
      tell(step, item, say);
    };
    grip.addEventListener('pointermove', follow);
    grip.addEventListener('pointerup', drop);
    grip.addEventListener('pointercancel', drop);
  });
}
