/**
 * The chat on the page: topics, questions, replies. What is typed stays in this closure's elements and goes when it closes.
 *
 * @typedef {Object} Spoken      an answer or a safety text, as it is shown
 * @property {string} id
 * @property {string} title
 * @property {string} text
 * @property {string} [next]
 * @property {string[]} contacts
 * @property {string} source
 * @property {string[]} [see]
 *
 * @typedef {Object} ContactLine
 * @property {string} name
 * @property {string|null} phone
 * @property {string|null} tel
 * @property {string|null} url
 * @property {string} expires
 *
 * @typedef {Object} ChatPage   what seemenow/render.py writes for the page
 * @property {import('./search.js').ChatData & {answers: Spoken[], safety: Spoken[]}} search
 * @property {string[]} topics
 * @property {Record<string, ContactLine>} contacts
 * @property {string[]} fallback   contacts that are shown when no other is in date
 * @property {string[]} people     contacts that are shown when nothing was found
 * @property {Record<string, string>} texts
 */

import { find, make, makeButton } from '../../player/find.js';
import { isOverdue } from '../contacts/contacts.js';
import { createAhead } from './ahead.js';
import { practise } from './practice.js';
import { createChat } from './search.js';

/** How much of a question is shown again above its answer. */
const ECHO = 160;

/**
 * @param {HTMLElement} root   the dialog
 * @param {ChatPage} page
 * @param {string} today
 */
export function mountChat(root, page, today) {
  const ask = createChat(page.search);
  const ahead = createAhead(ask);
  const say = (/** @type {string} */ key) => page.texts[`chat.${key}`] ?? key;
  const spoken = new Map([...page.search.answers, ...page.search.safety].map((each) => [each.id, each]));
  const log = find(root, '[data-chat-log]');
  const input = /** @type {HTMLInputElement} */ (find(root, '[data-chat-text]'));

  find(root, '[data-chat-topics]').replaceChildren(...page.topics.map(choice));
  find(root, '[data-chat-form]').addEventListener('submit', (event) => {
    event.preventDefault();
    const text = input.value.trim();
    input.value = '';
    show(text, text ? replyTo(text) : [line('p', 'smn-chat__text-line', say('empty'))]);
    ahead.forget();
  });
  input.addEventListener('input', () => ahead.type(input.value.trim()));
  root.addEventListener('close', () => {
    input.value = '';
    ahead.forget();
    log.replaceChildren();
  });
  practise(ask, page.search.answers.map(({ title }) => title));

  /** @param {string} text @returns {HTMLElement[]} */
  function replyTo(text) {
    const { kind, id, choices, near } = ahead.replyTo(text);
    const offered = (/** @type {string} */ key, /** @type {string[]} */ ids) => [line('p', 'smn-chat__lead', say(key)), listOf(ids)];
    const also = near ? offered('near', [near]) : [];
    if (kind === 'people' || id === null) return [...people(), ...also];
    if (kind === 'answer') return [...told(id), ...also];
    if (kind === 'did-you-mean') return [...offered('did-you-mean', [...choices, '']), ...also];
    // A safety text that may be needless still comes first, and says so; what else may be meant stands under it.
    return choices.length ? [line('p', 'smn-chat__lead', say('doubt')), ...told(id), ...offered('if-not', [...choices, ''])] : told(id);
  }

  /** @param {string} id @returns {HTMLElement[]} */
  function told(id) {
    const each = /** @type {Spoken} */ (spoken.get(id));
    return [
      line('h3', 'smn-chat__title', each.title),
      line('p', '', each.text),
      ...(each.next ? [line('p', 'smn-chat__next', each.next)] : []),
      numbers(each.contacts),
      ...(each.see?.length ? [line('p', 'smn-chat__lead', say('more')), listOf(each.see)] : []),
      line('p', 'smn-chat__source', each.source),
    ];
  }

  function people() {
    return [line('h3', 'smn-chat__title', say('people')), line('p', '', say('people-text')), numbers(page.people)];
  }

  /** @param {string} question @param {HTMLElement[]} reply */
  function show(question, reply) {
    const entry = line('div', 'smn-chat__entry', '');
    const echo = question.length > ECHO ? `${question.slice(0, ECHO)}…` : question;
    entry.append(...(echo ? [line('p', 'smn-chat__question', echo)] : []), ...reply);
    log.append(entry);
    // The log is a live region: it is read out without the focus leaving the question.
    entry.scrollIntoView({ block: 'start' });
  }

  /** @param {string[]} ids */
  function listOf(ids) {
    const list = line('ul', 'smn-chat__choices', '');
    list.append(...ids.map(choice));
    return list;
  }

  /** @param {string} id   empty for: none of these */
  function choice(id) {
    const item = line('li', '', '');
    const button = makeButton(id ? String(spoken.get(id)?.title) : say('none'), 'smn-chat__choice', () => show('', id ? told(id) : people()));
    item.append(button);
    return item;
  }

  /** @param {string[]} ids */
  function numbers(ids) {
    const inDate = (/** @type {string} */ id) => {
      const contact = page.contacts[id];
      return contact && !isOverdue({ expires: contact.expires, isFallback: page.fallback.includes(id) }, today);
    };
    const shown = ids.filter(inDate);
    const list = line('ul', 'smn-chat__people', '');
    for (const id of shown.length ? shown : page.fallback) {
      const { name, phone, tel, url } = /** @type {ContactLine} */ (page.contacts[id]);
      const item = line('li', 'smn-chat__person', `${name}: `);
      const link = /** @type {HTMLAnchorElement} */ (line('a', 'smn-chat__call', phone ?? String(url).replace('https://', '')));
      link.href = tel ?? String(url);
      if (!tel) Object.assign(link, { target: '_blank', rel: 'noopener noreferrer' });
      item.append(link);
      list.append(item);
    }
    return list;
  }

  /** Words are put in as text, never as HTML. @param {string} tag @param {string} className @param {string} textContent @returns {HTMLElement} */
  function line(tag, className, textContent) {
    return make(/** @type {'div'} */ (tag), { className, textContent });
  }
}
