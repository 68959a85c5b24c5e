/** What belongs to what: a list to choose from beside each answer. */

import { all, find } from '../../player/find.js';

/** @type {import('../../player/types.js').Answering} */
export const matching = {
  hint: 'matching.choose-all',

  clear(step) {
    for (const list of lists(step)) list.value = '';
  },

  picked(step) {
    const chosen = lists(step).filter(({ value }) => value);
    return chosen.length < lists(step).length ? [] : chosen.map((list) => `${list.dataset['option']}.${list.value}`);
  },

  show(step, question, { picked }) {
    for (const list of lists(step)) {
      const row = /** @type {HTMLElement} */ (list.closest('[data-choice]'));
      const pair = picked.find((each) => each.startsWith(`${list.dataset['option']}.`)) ?? '';
      const fits = question.right.includes(pair);
      list.value = pair.slice(2);
      find(row, '[data-word]').hidden = false;
      find(row, '[data-fits="yes"]').hidden = !fits;
      find(row, '[data-fits="no"]').hidden = fits;
      find(row, '[data-feedback]').hidden = fits;
    }
  },
};

/** @param {HTMLElement} step */
function lists(step) {
  return /** @type {HTMLSelectElement[]} */ (all(step, 'select[data-option]'));
}
