/**
 * A learner inside the LMS's own page: presses what is on screen, through the hooks of docs/driving.md.
 *
 * No protocol drives the browser, so any browser can be walked, one on a telephone too: open walk.html of the tests' LMS.
 * The first launch goes to the first story, plays it, asks for help and leaves after the stories; the second goes on
 * from there to the end. What was seen is handed to the server: faults, pages, and what the LMS holds.
 */

const asked = new URLSearchParams(location.search);
const PATIENCE_MS = 30_000;
const faults = [];
const pages = [];
let course = document;

const frame = document.querySelector('iframe');
const here = () => course.body?.dataset ?? {};
const isShown = (each) => each.checkVisibility({ visibilityProperty: true });
const shown = (selector) => [...course.querySelectorAll(selector)].find(isShown);
const all = (selector) => [...course.querySelectorAll(selector)];

/** Waits until something is true, and returns it; throws after PATIENCE_MS. */
async function until(what, isTrue) {
  const end = performance.now() + PATIENCE_MS;
  for (let value = isTrue(); ; value = isTrue()) {
    if (value) return value;
    if (performance.now() > end) throw new Error(`never came on ${here().page}: ${what}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}

/** Presses what a finger would find in its place. */
function press(selector) {
  const element = shown(selector);
  if (!element) throw new Error(`not on screen on ${here().page}: ${selector}`);
  element.scrollIntoView({ block: 'center' });
  const { left, top, width, height } = element.getBoundingClientRect();
  const hit = course.elementFromPoint(left + Math.min(width / 2, 40), top + height / 2);
  if (!element.contains(hit) && !hit?.contains(element)) {
    faults.push(`on ${here().page} ${selector} lies under ${hit?.outerHTML.slice(0, 80)}`);
  }
  element.click();
}

function type(selector, text) {
  const field = shown(selector);
  field.focus();
  field.value = text;
  field.dispatchEvent(new frame.contentWindow.Event('input', { bubbles: true }));
  field.form.requestSubmit();
}

const state = () => {
  const question = shown('[data-question]');
  const actions = all('[data-action]').filter(isShown).map((each) => each.dataset.action);
  return { page: here().page, question: question?.dataset.question, state: question?.dataset.state, actions };
};

async function answer({ id, type: kind, right }) {
  const option = (name) => course.querySelector(`[data-question='${id}'] [data-option='${name}']`);
  if (kind === 'ordering') {
    const order = () => all(`[data-question='${id}'] [data-option]`).map((each) => each.dataset.option);
    for (const [at, name] of right.entries()) {
      for (let place = order().indexOf(name); place > at; place -= 1) {
        option(name).querySelector('[data-move=up]').click();
        await until(`${name} one higher`, () => order().indexOf(name) < place);
      }
    }
  } else if (kind === 'matching') {
    for (const [name, target] of right.map((pair) => pair.split('.'))) {
      option(name).value = target;
      option(name).dispatchEvent(new frame.contentWindow.Event('change', { bubbles: true }));
    }
  } else for (const name of right) option(name).click();
}

/** One step on, as the page offers it; false at the end of the last part. */
async function step(known) {
  const before = state();
  const action = ['next', 'start', 'skip'].find((name) => before.actions.includes(name));
  if (before.state === 'open') {
    await answer(known[before.question]);
    press('[data-action=check]');
  } else if (action) press(`[data-action=${action}]`);
  else return false;
  await until(`something after ${JSON.stringify(before)}`, () => JSON.stringify(state()) !== JSON.stringify(before));
  if (here().page !== before.page) pages.push(here().page);
  const { scrollWidth, clientWidth } = course.documentElement;
  if (scrollWidth > clientWidth) faults.push(`${here().page} is ${scrollWidth} wide in ${clientWidth}`);
  return true;
}

/** The film of the story on screen: it runs, its captions come, it can be sought in. */
async function watch() {
  press(`[data-page-id=${here().page}] [data-story-watch]`);
  const video = await until('a film', () => shown('video'));
  await until('a moving picture', () => video.currentTime > 0.3 && video.videoWidth > 0);
  const cues = await until('captions', () => [...video.textTracks].find(({ cues }) => cues?.length)?.cues);
  const middle = cues[Math.floor(cues.length / 2)];
  video.pause();
  video.currentTime = (middle.startTime + middle.endTime) / 2;
  await until('the middle of the film, with its words', () => shown('[data-film-captions]')?.textContent === middle.text);
  press(`[data-page-id=${here().page}] [data-spot-mark]`);
  await until('a mark', () => shown('[data-spot-list] li'));
}

/** Help, finder and chat open, answer and close; nothing of it may reach the LMS. */
async function askForHelp() {
  const before = JSON.stringify([lms.calls, lms.record]);
  press('[data-action=worried]');
  await until('the emergency number', () => shown('#worried a[href="tel:112"]'));
  press('#worried [data-opens=finder]');
  await until('the finder', () => shown('#finder [data-finder-name]'));
  type('#finder [data-finder-name]', 'Hengelo');
  await until('the municipality', () => shown('#finder [data-code=GM0164]'));
  press('#finder [data-code=GM0164]');
  await until('a way', () => shown('#finder [data-finder-title]'));
  press('[data-closes=finder]');
  press('[data-closes=worried]');
  press('[data-opens=chat]');
  await until('the chat', () => shown('[data-chat-text]'));
  type('[data-chat-text]', '112');
  await until('an answer', () => shown('[data-chat-log] > :nth-child(2)') ?? shown('[data-chat-log] a'));
  press('[data-closes=chat]');
  if (JSON.stringify([lms.calls, lms.record]) !== before) faults.push('asking for help reached the LMS');
}

function listen(window) {
  window.addEventListener('error', ({ message, filename, lineno }) => faults.push(`${message} ${filename}:${lineno}`));
  window.addEventListener('unhandledrejection', ({ reason }) => faults.push(`${reason} ${reason?.stack}`));
  window.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
    faults.push(`${violatedDirective} refused ${blockedURI}`);
  });
}

async function tell(report) {
  await fetch(`walked/${asked.get('learner')}`, { method: 'POST', body: JSON.stringify(report) });
}

async function walk() {
  const known = await (await fetch('questions.json')).json();
  await until('a course', () => (course = frame.contentDocument).querySelector('body[data-page]'));
  listen(frame.contentWindow);
  await until('a connected course', () => here().saved === 'yes');
  if (!asked.has('second')) {
    while (!shown('[data-story-watch]')) await step(known);
    await watch();
    await askForHelp();
    while (shown('[data-story-watch]') || shown('video')) await step(known);
    await until('that all is kept', () => here().saved === 'yes');
    sessionStorage.setItem('walker', JSON.stringify({ left: here().page, faults, pages }));
    location.search += '&second';
    return;
  }
  const first = JSON.parse(sessionStorage.getItem('walker') ?? 'null');
  await until(`${first.left}, where she left`, () => here().page === first.left);
  while (await step(known));
  await until('that all is kept', () => here().saved === 'yes');
  const { record, breaches } = lms;
  await tell({ faults: [...first.faults, ...faults], pages: [...first.pages, ...pages], record, breaches });
}

walk().catch((fault) => tell({ faults: [...faults, `${fault} ${fault.stack ?? ''}`] }));
