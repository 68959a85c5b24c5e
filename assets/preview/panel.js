// The panel beside the content: launches it in a stand-in LMS, shows what the LMS holds, and changes the world at a press.

const NO_VICE = 'HonestLms';
const SLOW_MS = 1000;
const GONE_MS = 31 * 60 * 1000; // an LMS's session is over after half an hour
const CALLS = 200;

/** What is said here, in the language of the panel. */
const words = JSON.parse(document.body.dataset.words);

const part = (id) => document.getElementById(id);
const form = part('switches');
const value = (name) => form.elements[name].value;
const isOn = (name) => form.elements[name].checked;

let about = { version: 0, languages: [], audiences: [], limit: 0, worstCase: 0 };
/** What the LMS holds, by edition; a language is no other edition. */
const records = new Map();
let shown = {};
let isLost = false;
/** The open visits: [{frame, lms}]; the first is the one whose calls are shown. */
let tabs = [];

const edition = () => value('audience') || '-';
const record = () => records.get(edition()) ?? {};

function busy(milliseconds) {
  for (const end = performance.now() + milliseconds; performance.now() < end; );
}

/** One visit, as one browser tab would have it: a frame with an API of its own, and the content in it. */
function launch() {
  const Model = LmsModels.scorm12[value('vice')] ?? LmsModels.scorm12[NO_VICE];
  const lms = new Model({
    record: record(),
    mode: value('mode'),
    credit: value('mode') === 'review' ? 'no-credit' : 'credit',
    way: () => (isLost ? 'refused' : { refused: 'refused', down: 'down' }[value('network')] ?? 'up'),
    now: () => Date.now() + (isLost ? GONE_MS : 0),
    wait: busy,
    persist: () => records.set(edition(), lms.record),
  });
  const tab = { frame: document.createElement('iframe'), lms };
  tab.frame.className = 'tab';
  tab.frame.title = words.window;
  part('tabs').append(tab.frame);
  tab.frame.contentWindow.API = Object.fromEntries(
    Object.entries(lms.API).map(([name, act]) => [
      name,
      (...all) => {
        if (name === 'LMSCommit' && value('network') === 'slow') busy(SLOW_MS);
        const answer = act(...all);
        queueMicrotask(show);
        return answer;
      },
    ]),
  );
  const inner = tab.frame.contentDocument;
  inner.documentElement.style.cssText = inner.body.style.cssText = 'margin: 0; block-size: 100%; overflow: hidden';
  tab.content = inner.createElement('iframe');
  tab.content.style.cssText = 'display: block; border: 0; inline-size: 100%; block-size: 100%';
  tab.content.title = words.content;
  tab.content.addEventListener('load', network);
  const switches = ['dark', 'still'].filter(isOn).join('+') || 'plain';
  tab.content.src = new URL(`course/${value('language')}/${edition()}/${switches}/index.html`, location.href).href;
  inner.body.append(tab.content);
  tabs.push(tab);
  look();
}

/** Closes all tabs, which ends their visits as a browser does, and begins another one. */
function visit() {
  for (const { frame } of tabs) frame.remove();
  tabs = [];
  isLost = value('network') === 'lost' && isLost;
  launch();
  show();
}

function look() {
  const [width, height] = (value('frame') || 'x').split('x');
  for (const { frame, content } of tabs) {
    frame.style.inlineSize = width && `${width}px`;
    frame.style.blockSize = height && `${height}px`;
    frame.style.filter = isOn('grey') ? 'grayscale(1)' : '';
    content.style.zoom = isOn('zoom') ? 4 : '';
  }
}

/** The browser's own word for being online is put in its place, then said aloud as browsers do. */
function network() {
  const isOnline = value('network') !== 'down';
  for (const { content } of tabs) {
    const inside = content.contentWindow;
    Object.defineProperty(inside.navigator, 'onLine', { get: () => isOnline, configurable: true });
    inside.dispatchEvent(new Event(isOnline ? 'online' : 'offline'));
  }
}

function show() {
  const [{ lms }] = tabs;
  const held = record();
  part('status').textContent = held['cmi.core.lesson_status'] ?? '–';
  part('score').textContent = held['cmi.core.score.raw'] ?? '–';
  const state = held['cmi.suspend_data'] ?? '';
  part('size').textContent = words.size
    .replace('{length}', String(state.length))
    .replace('{worst}', String(about.worstCase))
    .replace('{limit}', String(about.limit));
  const breaches = tabs.flatMap((tab) => tab.lms.breaches);
  part('breaches').textContent = breaches.map(({ rule, message }) => `${rule}: ${message}`).join('; ') || words.none;
  part('breaches').toggleAttribute('data-bad', breaches.length > 0);
  const isNew = held !== shown;
  part('record').replaceChildren(
    ...Object.entries(held).map(([name, text]) => {
      const row = document.createElement('tr');
      for (const each of [name, text]) row.insertCell().textContent = each;
      row.toggleAttribute('data-new', isNew && shown[name] !== text);
      return row;
    }),
  );
  if (isNew) shown = held;
  part('calls').replaceChildren(
    ...lms.calls.slice(-CALLS).reverse().map(({ name, parameters, answer, code }) => {
      const line = document.createElement('li');
      line.textContent = `${name}(${parameters.map((each) => JSON.stringify(each)).join(', ')}) → ${JSON.stringify(answer)}${code === '0' ? '' : ` [${code}]`}`;
      line.toggleAttribute('data-bad', !['0', '', undefined].includes(code));
      return line;
    }),
  );
}

/** @param {string} name @param {[string, string][]} options */
function offer(name, options) {
  const select = form.elements[name];
  const chosen = select.value;
  select.replaceChildren(...options.map(([id, title]) => new Option(title, id)));
  if (options.some(([id]) => id === chosen)) select.value = chosen;
  select.closest('label').hidden = options.length < 2;
}

/** Takes in what the builder made of the newest source; on the same page, with what the learner did. */
async function takeIn() {
  about = await (await fetch('about')).json();
  part('title').textContent = document.title = about.title;
  const { problems } = about;
  part('count').textContent = problems.length ? `(${problems.length})` : '';
  offer('language', about.languages.map((each) => [each, each]));
  offer('audience', about.audiences);
  part('gallery').href = `gallery/${value('language') || 'en'}/`;
  showFaults(about.isFaulty);
  if (about.languages.length && (!about.isFaulty || !tabs.length)) visit();
}

/** @param {boolean} isFaulty */
function showFaults(isFaulty) {
  part('faults').hidden = !isFaulty;
  part('tabs').hidden = isFaulty;
  if (isFaulty) part('faults').src = `faults?${about.version}`;
  const news = part('news');
  news.textContent = isFaulty ? words.faulty : '';
  if (!isFaulty || !about.languages.length) return;
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = words['show-last'];
  button.onclick = () => {
    part('faults').hidden = true;
    part('tabs').hidden = false;
    news.textContent = words['is-last'];
  };
  news.append(button);
}

offer('vice', Object.entries(words.vices));
part('again').onclick = visit;
part('second').onclick = launch;
part('fresh').onclick = () => {
  for (const { frame } of tabs) frame.remove();
  tabs = [];
  records.delete(edition());
  visit();
};
form.addEventListener('change', ({ target }) => {
  if (target.name === 'network') {
    isLost = value('network') === 'lost';
    network();
  } else if (['frame', 'zoom', 'grey'].includes(target.name)) look();
  else visit();
});
const source = new EventSource('news');
source.onmessage = ({ data }) => Number(data) > about.version && takeIn();
source.onerror = () => (part('news').textContent = words.ended);
source.onopen = () => showFaults(about.isFaulty);
