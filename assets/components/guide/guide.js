/** The decision guide: one plain question after the other, and at the end the next step. It keeps nothing and sends nothing. */

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
    const title = document.createElement('h2');
    title.textContent = words;
    const list = document.createElement('ul');
    list.className = 'smn-guide__answers';
    for (const { id, text, to } of answers) {
      const item = document.createElement('li');
      item.append(button(text, 'smn-button smn-button--quiet', () => go([...way, to], true), id));
      list.append(item);
    }
    body.replaceChildren(title, list);
  }

  function row() {
    const row = document.createElement('p');
    row.className = 'smn-guide__row';
    row.append(
      button(texts['guide.back'] ?? '', 'smn-link-button', () => go(way.slice(0, -1), true), null),
      button(texts['guide.again'] ?? '', 'smn-link-button', () => go([first], true), null),
    );
    return row;
  }

  /** @param {string} words @param {string} look @param {() => void} act @param {string|null} answer */
  function button(words, look, act, answer) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = look;
    button.textContent = words;
    if (answer) button.dataset['answer'] = answer;
    button.addEventListener('click', act);
    return button;
  }
}
