/**
 * A talk, turn by turn: what is said, what the reader answers, what that does. She can go back to any answer, and begin
 * anew. Nothing of it is scored, kept or sent.
 */

import { all, find, focusOn, make, makeButton } from '../../player/find.js';

/**
 * @param {HTMLElement} root   [data-conversation]
 * @param {import('../../player/player.js').Desk} desk
 */
export function mountConversation(root, { say }) {
  const talk = find(root, '[data-conversation-talk]');
  const before = find(root, '[data-conversation-before]');
  const begin = find(root, '[data-conversation-begin]');
  const turns = new Map(all(root, '[data-turn]').map((turn) => [turn.dataset['turn'] ?? '', turn]));
  const [first = ''] = turns.keys();
  find(root, '[data-conversation-turns]').remove();
  begin.hidden = false;
  begin.addEventListener('click', () => startAnew());

  function startAnew() {
    before.hidden = true;
    talk.hidden = false;
    talk.replaceChildren();
    focusOn(find(comeTo(first), '[data-says]'));
  }

  /** Adds a turn to the talk, with its answers as buttons. @param {string} id */
  function comeTo(id) {
    const turn = /** @type {HTMLElement} */ (turns.get(id)?.cloneNode(true));
    find(turn, 'p').dataset['says'] = '';
    const choices = all(turn, '[data-reply]');
    for (const choice of choices) {
      const [words, consequence] = /** @type {[HTMLElement, HTMLElement]} */ (all(choice, 'p'));
      const act = () => answer(turn, choice.dataset['to'] ?? '', [words, consequence]);
      const button = makeButton(words.textContent ?? '', 'smn-conversation__answer', act);
      button.dataset['say'] = choice.dataset['reply'];
      choice.replaceChildren(button);
    }
    if (choices.length) choices[0]?.parentElement?.before(make('p', { className: 'smn-conversation__prompt', textContent: say('conversation.prompt') }));
    else finish(turn);
    talk.append(turn);
    return turn;
  }

  /** @param {HTMLElement} turn @param {string} to @param {HTMLElement[]} words */
  function answer(turn, to, [words, consequence]) {
    if (!words || !consequence) return;
    words.prepend(make('span', { className: 'smn-conversation__who', textContent: say('conversation.you') }));
    const kept = [...turn.children].slice(1);
    const otherwise = makeButton(say('conversation.otherwise'), 'smn-link-button', () => {
      while (talk.lastElementChild !== turn) talk.lastElementChild?.remove();
      find(words, 'span').remove();
      turn.replaceChildren(find(turn, '[data-says]'), ...kept);
      find(turn, '[data-say]').focus();
    });
    otherwise.dataset['otherwise'] = '';
    turn.replaceChildren(find(turn, '[data-says]'), words, consequence, otherwise);
    comeTo(to);
    focusOn(words);
  }

  /** @param {HTMLElement} turn */
  function finish(turn) {
    find(turn, '.smn-conversation__end').dataset['end'] = '';
    const ways = make('p', { className: 'smn-conversation__ways' });
    const again = makeButton(say('conversation.again'), 'smn-button smn-button--quiet', startAnew);
    again.dataset['again'] = '';
    ways.append(again);
    turn.append(ways);
  }
}
