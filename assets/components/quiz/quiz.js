/** A test or a practice: one question at a time, calm feedback, result; as often as one likes. */

import { attempt, draw } from '../../player/attempt.js';
import { all, find, focusOn } from '../../player/find.js';
import { judge, openQuestion, percent, reported, withoutQuiz } from '../../player/scoring.js';
import { matching } from '../matching/matching.js';
import { ordering } from '../ordering/ordering.js';
import { place } from '../place/place.js';
import { choice } from '../question/choice.js';
import { practiceEnd } from './practice-end.js';
import { createStopwatch } from './stopwatch.js';

/** @typedef {import('../../player/types.js').QuestionOutline} QuestionOutline */
/** @typedef {import('../../../scorm/runtime/types.js').Given} Given */

/** How each type is answered; those that are not named are choices. @type {Record<string, import('../../player/types.js').Answering>} */
const ANSWERING = { matching, ordering, place };

/**
 * @param {HTMLElement} root   [data-quiz]
 * @param {import('../../player/player.js').Desk} desk
 */
export function mountQuiz(root, desk) {
  const { outline, say } = desk;
  const whole = quizOf(root, outline);
  const isTest = whole.id === outline.completion.test;
  // A single question for practice needs no counting and no result: the page goes on below it.
  const isAlone = !isTest && whole.questions.length === 1;
  const check = find(root, '[data-action="check"]');
  const again = find(root, '[data-action="again"]');
  const next = find(root, '[data-action="next"]');
  const hint = find(root, '[data-quiz-hint]');
  const result = find(root, '[data-quiz-result]');
  const bar = /** @type {HTMLProgressElement} */ (find(root, '[data-quiz-bar]'));
  const stopwatch = createStopwatch(root.ownerDocument);
  /** The attempt: all questions, or those that were drawn. */
  let quiz = whole;
  /** The question on screen. @type {QuestionOutline|null} */
  let current = null;

  for (const question of whole.questions) answering(question).mount?.(stepOf(question), question, say);
  check.addEventListener('click', () => handIn());
  next.addEventListener('click', () => goOn(true));
  again.addEventListener('click', () => {
    const { [current?.id ?? '']: _, ...answers } = desk.learner().answers;
    desk.change({ answers });
    goOn(true);
  });
  find(root, '[data-action="retry"]').addEventListener('click', () => {
    desk.change({ answers: withoutQuiz(whole, desk.learner().answers) });
    drawNew();
    goOn(true);
  });
  root.addEventListener('change', () => (hint.textContent = ''));
  if (whole.draw && !attempt(whole, desk.learner().drawn).questions.length) drawNew();
  goOn(false);

  /** The questions of a new attempt; kept with the next finished step. */
  function drawNew() {
    if (!whole.draw) return;
    const own = whole.questions.map(({ id }) => id);
    const { drawn, answers } = desk.learner();
    desk.change({ drawn: [...drawn.filter((id) => !own.includes(id)), ...draw(whole, answers)] });
  }

  /** @param {boolean} isAct   whether the learner asked for it; only then focus moves */
  function goOn(isAct) {
    const { answers, drawn } = desk.learner();
    quiz = attempt(whole, drawn);
    current = openQuestion(quiz, answers);
    show(current);
    if (current) clear(current);
    else if (isAlone) showAnswered();
    else showResult();
    desk.refresh();
    if (isAct) desk.land(current ? stepOf(current) : result);
  }

  /** @param {QuestionOutline|null} question */
  function show(question) {
    for (const step of all(root, '[data-step]')) step.hidden = step.dataset['step'] !== question?.id;
    find(root, '[data-quiz-intro]').hidden = question !== quiz.questions[0];
    bar.hidden = !question || isAlone;
    bar.max = quiz.questions.length;
    bar.value = question ? quiz.questions.indexOf(question) : quiz.questions.length;
    next.hidden = true;
    again.hidden = true;
    check.hidden = !question;
    result.hidden = Boolean(question);
    root.toggleAttribute('data-running', Boolean(question));
  }

  /** @param {QuestionOutline} question */
  function clear(question) {
    const step = stepOf(question);
    const count = find(step, '[data-count]');
    count.textContent = isAlone ? say('question.alone') : say('question.count', { n: quiz.questions.indexOf(question) + 1, total: quiz.questions.length });
    fieldset(step).disabled = false;
    fieldset(step).dataset['state'] = 'open';
    for (const each of all(step, '[data-feedback], [data-word], [data-verdict], [data-explain], [data-others]')) each.hidden = true;
    answering(question).clear(step, question);
    stopwatch.start();
  }

  function handIn() {
    if (!current) return;
    const step = stepOf(current);
    const way = answering(current);
    const picked = way.picked(step);
    if (!picked.length) {
      hint.textContent = say(way.hint); // just above the button: where the focus is, and the eyes
      return;
    }
    const given = judge(current, picked);
    const answers = { ...desk.learner().answers, [current.id]: given };
    desk.change({ answers });
    if (isTest) desk.report(reported(current, given, stopwatch.seconds()));
    if (isTest && !openQuestion(quiz, answers)) handInTest();
    const verdict = showFeedback(current, given);
    focusOn(verdict);
    // Focus alone would leave the verdict at the lower edge, and what it says out of sight below.
    fieldset(step).scrollIntoView({ block: 'start' });
    desk.save();
  }

  /** The test is handed in with its last question: one step, one save, nothing left hanging between the two. */
  function handInTest() {
    const { answers, best, tries } = desk.learner();
    const reached = percent(quiz, answers);
    desk.change({ tries: tries + 1, best: Math.max(best ?? 0, reached) });
    desk.score(Math.max(best ?? 0, reached));
  }

  /** @param {QuestionOutline} question @param {Given} given */
  function showFeedback(question, given) {
    const step = stepOf(question);
    fieldset(step).dataset['state'] = given.right ? 'right' : 'wrong';
    fieldset(step).disabled = true;
    answering(question).show(step, question, given, say);
    const others = find(step, '[data-others]');
    const silent = all(step, '[data-feedback]').filter((feedback) => feedback.hidden);
    others.hidden = !silent.length;
    others.onclick = () => {
      for (const feedback of silent) feedback.hidden = false;
      others.hidden = true;
      if (silent[0]) focusOn(silent[0]);
    };
    find(step, '[data-explain]').hidden = false;
    check.hidden = true;
    again.hidden = isTest || given.right;
    next.hidden = isAlone;
    root.toggleAttribute('data-running', !isAlone);
    if (isAlone) desk.refresh();
    const isLast = question === quiz.questions[quiz.questions.length - 1];
    for (const words of all(next, '[data-quiz-next]')) words.hidden = (words.dataset['quizNext'] === 'result') !== isLast;
    bar.value = quiz.questions.indexOf(question) + 1;
    const verdict = find(step, `[data-verdict="${given.right ? 'right' : 'wrong'}"]`);
    verdict.hidden = false;
    return verdict;
  }

  /** What was answered in an earlier visit, as it was left. */
  function showAnswered() {
    const [only] = quiz.questions;
    const given = desk.learner().answers[only?.id ?? ''];
    if (!only || !given) return;
    current = only;
    show(only);
    clear(only);
    showFeedback(only, given);
  }

  function showResult() {
    const { answers, best } = desk.learner();
    const [reached, pass] = [percent(quiz, answers), outline.completion.passPercent];
    const words = find(root, '[data-quiz-words]');
    const score = find(root, '[data-quiz-score]');
    const bestWords = find(root, '[data-quiz-best]');
    if (isTest) {
      score.textContent = say('quiz.score', { percent: reached });
      words.textContent = say(desk.isTestedOut(reached) ? 'quiz.tested-out' : reached >= pass ? 'quiz.enough' : 'quiz.not-yet', { pass });
    } else {
      score.textContent = say(...practiceEnd(quiz, answers));
      words.textContent = say('quiz.practice');
    }
    bestWords.hidden = !isTest || (best ?? 0) <= reached;
    bestWords.textContent = say('quiz.best', { percent: best ?? 0 });
  }

  /** @param {QuestionOutline} question */
  function answering(question) {
    return ANSWERING[question.type] ?? choice;
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
