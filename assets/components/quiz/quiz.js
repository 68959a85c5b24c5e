/** A test or a practice: one question at a time, calm feedback, result; as often as one likes. */

import { all, find, focusOn } from '../../player/find.js';
import { judge, openQuestion, percent, reported, rightCount, withoutQuiz } from '../../player/scoring.js';
import { createStopwatch } from './stopwatch.js';

/** @typedef {import('../../player/types.js').QuestionOutline} QuestionOutline */

/**
 * @param {HTMLElement} root   [data-quiz]
 * @param {import('../../player/player.js').Desk} desk
 */
export function mountQuiz(root, desk) {
  const { outline, say } = desk;
  const quiz = quizOf(root, outline);
  const { questions } = quiz;
  const isTest = quiz.id === outline.completion.test;
  const check = find(root, '[data-action="check"]');
  const next = find(root, '[data-action="next"]');
  const hint = find(root, '[data-quiz-hint]');
  const result = find(root, '[data-quiz-result]');
  const bar = /** @type {HTMLProgressElement} */ (find(root, '[data-quiz-bar]'));
  const stopwatch = createStopwatch(root.ownerDocument);
  /** @type {QuestionOutline|null} */
  let current = null;

  check.addEventListener('click', () => handIn());
  next.addEventListener('click', () => goOn(true));
  find(root, '[data-action="retry"]').addEventListener('click', () => {
    desk.change({ answers: withoutQuiz(quiz, desk.learner().answers) });
    goOn(true);
  });
  root.addEventListener('change', () => (hint.textContent = ''));
  goOn(false);

  /** @param {boolean} isAct   whether the learner asked for it; only then focus moves */
  function goOn(isAct) {
    current = openQuestion(quiz, desk.learner().answers);
    for (const step of all(root, '[data-step]')) step.hidden = step.dataset['step'] !== current?.id;
    find(root, '[data-quiz-intro]').hidden = current !== questions[0];
    bar.hidden = !current;
    bar.value = current ? questions.indexOf(current) : questions.length;
    next.hidden = true;
    check.hidden = !current;
    result.hidden = Boolean(current);
    root.toggleAttribute('data-running', Boolean(current));
    if (current) clear(current);
    else showResult();
    desk.refresh();
    if (isAct) desk.land(current ? stepOf(current) : result);
  }

  /** @param {QuestionOutline} question */
  function clear(question) {
    const step = stepOf(question);
    fieldset(step).disabled = false;
    fieldset(step).dataset['state'] = 'open';
    for (const input of inputs(step)) input.checked = false;
    for (const each of all(step, '[data-feedback], [data-word], [data-verdict], [data-explain], [data-others]')) each.hidden = true;
    for (const choice of all(step, '[data-choice]')) delete choice.dataset['chosen'];
    stopwatch.start();
  }

  function handIn() {
    if (!current) return;
    const step = stepOf(current);
    const picked = inputs(step).flatMap((input) => (input.checked ? [input.value] : []));
    if (!picked.length) {
      hint.textContent = say('question.choose-first');
      inputs(step)[0]?.focus();
      return;
    }
    const given = judge(current, picked);
    const answers = { ...desk.learner().answers, [current.id]: given };
    desk.change({ answers });
    if (isTest) desk.report(reported(current, given, stopwatch.seconds()));
    if (isTest && !openQuestion(quiz, answers)) handInTest();
    showFeedback(step, given);
    desk.save();
  }

  /** The test is handed in with its last question: one step, one save, nothing left hanging between the two. */
  function handInTest() {
    const { answers, best, tries } = desk.learner();
    const reached = percent(quiz, answers);
    desk.change({ tries: tries + 1, best: Math.max(best ?? 0, reached) });
    desk.score(Math.max(best ?? 0, reached));
  }

  /**
   * @param {HTMLElement} step
   * @param {import('../../../scorm/runtime/types.js').Given} given
   */
  function showFeedback(step, given) {
    fieldset(step).dataset['state'] = given.right ? 'right' : 'wrong';
    fieldset(step).disabled = true;
    for (const choice of all(step, '[data-choice]')) {
      const id = choice.dataset['choice'] ?? '';
      const isChosen = given.picked.includes(id);
      if (isChosen) choice.dataset['chosen'] = 'yes';
      find(choice, '[data-yours]').hidden = !isChosen;
      find(choice, '[data-word]').hidden = false;
      find(choice, '[data-feedback]').hidden = !isChosen && !current?.right.includes(id);
    }
    const others = find(step, '[data-others]');
    others.hidden = all(step, '[data-feedback]').every((feedback) => !feedback.hidden);
    others.onclick = () => {
      for (const feedback of all(step, '[data-feedback]')) feedback.hidden = false;
      others.hidden = true;
      const first = all(step, '[data-choice]').find((choice) => !choice.dataset['chosen']);
      if (first) focusOn(find(first, '[data-feedback]'));
    };
    find(step, '[data-explain]').hidden = false;
    check.hidden = true;
    next.hidden = false;
    const isLast = current === questions[questions.length - 1];
    for (const words of all(next, '[data-quiz-next]')) words.hidden = (words.dataset['quizNext'] === 'result') !== isLast;
    bar.value = questions.indexOf(/** @type {QuestionOutline} */ (current)) + 1;
    const verdict = find(step, `[data-verdict="${given.right ? 'right' : 'wrong'}"]`);
    verdict.hidden = false;
    focusOn(verdict);
    // Focus alone would leave the verdict at the lower edge, and what it says out of sight below.
    fieldset(step).scrollIntoView({ block: 'start' });
  }

  function showResult() {
    const { answers, best } = desk.learner();
    const [reached, pass] = [percent(quiz, answers), outline.completion.passPercent];
    const words = find(root, '[data-quiz-words]');
    const score = find(root, '[data-quiz-score]');
    const bestWords = find(root, '[data-quiz-best]');
    if (isTest) {
      score.textContent = say('quiz.score', { percent: reached });
      words.textContent = say(reached >= pass ? 'quiz.enough' : 'quiz.not-yet', { pass });
    } else {
      score.textContent = say('quiz.score-practice', { right: rightCount(quiz, answers), n: questions.length });
      words.textContent = say('quiz.practice');
    }
    bestWords.hidden = !isTest || (best ?? 0) <= reached;
    bestWords.textContent = say('quiz.best', { percent: best ?? 0 });
  }

  /** @param {QuestionOutline} question */
  function stepOf(question) {
    return find(root, `[data-step="${question.id}"]`);
  }
}

/** @param {HTMLElement} root @param {import('../../player/types.js').Outline} outline */
function quizOf(root, outline) {
  const quiz = outline.quizzes.find(({ id }) => id === root.dataset['quiz']);
  if (!quiz) throw new Error(`the outline knows no quiz ${root.dataset['quiz']}`);
  return quiz;
}

/** @param {HTMLElement} step */
function fieldset(step) {
  return /** @type {HTMLFieldSetElement} */ (find(step, '[data-question]'));
}

/** @param {HTMLElement} step */
function inputs(step) {
  return /** @type {HTMLInputElement[]} */ (all(step, '[data-option]'));
}
