/** Answers to choose from: radio buttons or boxes. */

import { all, find } from '../../player/find.js';
import { shuffle } from '../../player/attempt.js';

/** @typedef {import('../../player/types.js').Answering} Answering */

/** @type {Answering} */
export const choice = {
  hint: 'question.choose-first',

  clear(step, { type }) {
    for (const input of inputs(step)) input.checked = false;
    const choices = all(step, '[data-choice]');
    for (const each of choices) delete each.dataset['chosen'];
    // True before false, and places in the order of their numbers; the others as chance has it.
    if (type === 'single' || type === 'multiple') choices[0]?.parentElement?.append(...shuffle(choices));
  },

  picked: (step) => inputs(step).flatMap((input) => (input.checked ? [input.value] : [])),

  show(step, question, { picked }) {
    for (const each of all(step, '[data-choice]')) {
      const id = each.dataset['choice'] ?? '';
      const isChosen = picked.includes(id);
      if (isChosen) each.dataset['chosen'] = 'yes';
      find(each, '[data-yours]').hidden = !isChosen;
      find(each, '[data-word]').hidden = false;
      find(each, '[data-feedback]').hidden = !isChosen && !question.right.includes(id);
    }
    for (const input of inputs(step)) input.checked = picked.includes(input.value);
  },
};

/** @param {HTMLElement} step */
function inputs(step) {
  return /** @type {HTMLInputElement[]} */ (all(step, '[data-option]'));
}
