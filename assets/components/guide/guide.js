/** The decision guide: one plain question after the other, and at the end the next step. It keeps nothing and sends nothing. */

import { make, makeButton } from '../../player/find.js';

/** @type {import('../../player/types.js').MountHelp} */
export function mountGuide(body, page, _today, checked) {
  const { questions, ends } = page.guide;
  const { texts } = page;
  /** The way so far. @type {string[]} */
  let way = [];
  const first = questions[0]?.id ?? '';
  go([first], false);

  /** @param {string[]} to @param {boolean} isAct */
  function go(to, isAct) {
    way = to;
    const here = way[way.length - 1] ?? first;
    const question = questions.find(({ id }) => id === here);
    body.dataset['at'] = here;
    if (question) ask(question);
    else body.innerHTML = ends[here] ?? '';
    if (way.length > 1) body.append(row());
    checked(body);
    const title = body.querySelector('h2');
    title?.setAttribute('tabindex', '-1');
    if (isAct) title?.focus();
  }

  /** @param {import('../../player/types.js').GuideQuestion} question */
  function ask({ ask: words, answers }) {
    const list = make('ul', { className: 'smn-guide__answers' });
    for (const { id, text, to } of answers) {
      const button = makeButton(text, 'smn-button smn-button--quiet', () => go([...way, to], true));
      button.dataset['answer'] = id;
      const item = make('li', {});
      item.append(button);
      list.append(item);
    }
    body.replaceChildren(make('h2', { textContent: words }), list);
  }

  function row() {
    const row = make('p', { className: 'smn-guide__row' });
    row.append(
      makeButton(texts['guide.back'] ?? '', 'smn-link-button', () => go(way.slice(0, -1), true)),
      makeButton(texts['guide.again'] ?? '', 'smn-link-button', () => go([first], true)),
    );
    return row;
  }
}
