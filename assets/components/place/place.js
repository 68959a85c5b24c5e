/** Places in a picture: pressing one is choosing it in the list, and what is chosen in the list is lit in the picture. */

import { all, maybe } from '../../player/find.js';
import { choice } from '../question/choice.js';

/** @type {import('../../player/types.js').Answering} */
export const place = {
  ...choice,

  mount(step) {
    for (const area of all(step, '[data-area]')) {
      area.addEventListener('click', () => maybe(step, `[data-option="${area.dataset['area']}"]:enabled`)?.click());
    }
    step.addEventListener('change', () => light(step));
  },

  clear(step, question) {
    choice.clear(step, question);
    for (const area of all(step, '[data-area]')) delete area.dataset['fits'];
    light(step);
  },

  show(step, question, given, say) {
    choice.show(step, question, given, say);
    for (const area of all(step, '[data-area]')) {
      if (question.right.includes(area.dataset['area'] ?? '')) area.dataset['fits'] = 'yes';
    }
    light(step);
  },
};

/** @param {HTMLElement} step */
function light(step) {
  const chosen = /** @type {HTMLInputElement|null} */ (maybe(step, '[data-option]:checked'))?.value;
  for (const area of all(step, '[data-area]')) area.toggleAttribute('data-lit', area.dataset['area'] === chosen);
}
