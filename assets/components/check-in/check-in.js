/**
 * Questions about the reader herself. How sure she is, is kept and reported when she says so; what she writes stays in
 * the page: it is neither kept nor sent, and a later page can show it to her only while this one is open.
 */

import { all, find, maybe } from '../../player/find.js';

/**
 * @param {HTMLElement} root   [data-check-in]
 * @param {import('../../player/player.js').Desk} desk
 */
export function mountCheckIn(root, desk) {
  const questions = desk.outline.quizzes.find(({ id }) => id === root.dataset['checkIn'])?.questions ?? [];
  const keep = maybe(root, '[data-keep]');
  if (keep) {
    for (const { id } of questions) {
      const [level] = desk.learner().answers[id]?.picked ?? [];
      if (level) input(root, id, level).checked = true;
      compare(root, id, desk);
    }
    keep.hidden = false;
    keep.addEventListener('click', () => keepAnswers(root, questions, desk));
    root.addEventListener('change', () => (find(root, '[data-kept]').textContent = ''));
  }
  for (const reflection of all(root, '[data-before][data-reflection]')) showEarlier(reflection);
}

/**
 * @param {HTMLElement} root
 * @param {import('../../player/types.js').QuestionOutline[]} questions
 * @param {import('../../player/player.js').Desk} desk
 */
function keepAnswers(root, questions, desk) {
  let { answers } = desk.learner();
  for (const { id, interaction } of questions) {
    const level = chosen(root, id);
    if (!level) continue;
    answers = { ...answers, [id]: { picked: [level], right: false } };
    desk.report({ id: interaction, type: 'likert', response: [level], pattern: [], right: false, latency: 0 });
  }
  const isAny = questions.some(({ id }) => chosen(root, id));
  find(root, '[data-kept]').textContent = desk.say(isAny ? 'confidence.kept' : 'confidence.none');
  if (!isAny) return;
  desk.change({ answers });
  desk.save();
  for (const { id } of questions) compare(root, id, desk);
}

/** What she said the first time beside what she says now; no word on which is better. @param {HTMLElement} root @param {string} id @param {import('../../player/player.js').Desk} desk */
function compare(root, id, { learner, say }) {
  const { answers } = learner();
  const field = find(root, `[data-confidence="${id}"]`);
  const [before] = answers[field.dataset['before'] ?? '']?.picked ?? [];
  const [now] = answers[id]?.picked ?? [];
  const words = now ? 'confidence.then-now' : 'confidence.then';
  find(field, '[data-then]').textContent = before ? say(words, { before, now: now ?? '' }) : '';
}

/** @param {HTMLElement} reflection */
function showEarlier(reflection) {
  const earlier = /** @type {HTMLTextAreaElement|null} */ (
    maybe(reflection.ownerDocument, `[data-reflection="${reflection.dataset['before']}"] textarea`)
  );
  const show = () => {
    find(reflection, '[data-earlier]').hidden = !earlier?.value.trim();
    find(reflection, '[data-earlier-words]').textContent = earlier?.value.trim() ?? '';
  };
  earlier?.addEventListener('input', show);
  show();
}

/** @param {HTMLElement} root @param {string} id @param {string} level */
function input(root, id, level) {
  return /** @type {HTMLInputElement} */ (find(root, `[data-confidence="${id}"] [value="${level}"]`));
}

/** @param {HTMLElement} root @param {string} id */
function chosen(root, id) {
  return /** @type {HTMLInputElement|null} */ (maybe(root, `[data-confidence="${id}"] :checked`))?.value;
}
