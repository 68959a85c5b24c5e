/**
 * The port: what the player speaks to. Holds the truth about the learner and brings it to the LMS, step by step.
 *
 * Every save puts the whole truth into the packed state, writes the journal, and sends one batch with one commit.
 * While saving fails only the state goes out, for it always differs; results wait until a commit was kept, because an
 * LMS may count as sent what it lost (Moodle, SCORM 1.2). docs/tracking.md draws the table below.
 *
 * @typedef {import('./types.js').Port} Port
 * @typedef {import('./types.js').PortState} PortState
 * @typedef {import('./types.js').Learner} Learner
 * @typedef {import('./types.js').Answer} Answer
 * @typedef {import('./adapter.js').Results} Results
 *
 * @typedef {Object} Reportable  a question whose answers are reported; with these the state alone can repair the LMS
 * @property {string} question   its id in the layout
 * @property {string} id         its interaction id
 * @property {Answer['type']} type
 * @property {string[]} pattern
 *
 * @typedef {Object} Options
 * @property {Window} window
 * @property {import('./types.js').Layout} layout
 * @property {(profile: import('./adapter.js').Profile) => import('./adapter.js').Adapter} adapter   of this package
 * @property {import('./adapter.js').Profile} [status]
 * @property {Reportable[]} [reported]   without it only this visit's answers can be reported
 * @property {() => Learner} [current]   asked when the page goes away, for what changed since the last step
 * @property {() => number} [now]
 */

import { createActiveTime } from './active-time.js';
import { createJournal } from './journal.js';
import { createTabs } from './tabs.js';
import { standalone } from './standalone.js';
import { merge, pack, unpack } from './state.js';

/**
 * From a state, by an event, to a state. What is not written here does not happen.
 *
 * @type {Record<PortState, Record<string, PortState>>}
 */
export const TABLE = {
  connecting: { enter: 'saving', readOnly: 'review', noLms: 'alone', noApi: 'unconnected', otherTab: 'elsewhere' },
  running: { send: 'saving', leave: 'finishing', otherTab: 'elsewhere' },
  saving: { kept: 'running', failed: 'unsaved', leave: 'finishing', otherTab: 'elsewhere' },
  unsaved: { send: 'saving', leave: 'finishing', otherTab: 'elsewhere' },
  finishing: { left: 'finished' },
  finished: {},
  review: { leave: 'finishing' },
  alone: { leave: 'finishing' },
  unconnected: { again: 'connecting' },
  elsewhere: { again: 'connecting' },
};

/** @param {Options} options @returns {Port} */
export function createPort({ window, layout, adapter: create, status = 'completed', reported = [], current, now = Date.now }) {
  let adapter = create(status);
  const journal = createJournal(window, now);
  const activeSeconds = createActiveTime(window, now);
  /** @type {((state: PortState) => void)[]} */
  const listeners = [];
  /** By interaction id; with the answer of this visit, if there is one. @type {Record<string, Reportable & Partial<Answer> & {at?: number}>} */
  const questions = Object.fromEntries(reported.map((one) => [one.id, one]));

  /** @type {PortState} */
  let state = 'connecting';
  let { learner, envelope, notes } = unpack('', layout);
  /** @type {import('./adapter.js').Launch} */
  let launch;
  /** @type {ReturnType<typeof createTabs>} */
  let tabs;
  /** The results that the LMS said it keeps. */
  let told = '{"score":null,"complete":false,"interactions":[]}';
  /** Something is not in the LMS yet. */
  let changed = false;
  /** The last commit was kept. */
  let wayOpen = false;
  let failures = 0;
  /** @type {number|null} */
  let savedAt = null;
  let timer = 0;
  /** @type {Promise<boolean>|null} */
  let sending = null;

  /** @param {string} event */
  function step(event) {
    const next = TABLE[state][event];
    if (!next) return false;
    state = next;
    listeners.forEach((listener) => listener(state));
    return true;
  }

  async function open() {
    const found = adapter.find ? await adapter.find(window) : 'alone';
    if (found === 'alone') adapter = standalone(window, layout.course, now);
    const start = found === 'unconnected' ? null : await adapter.start(found);
    if (start) {
      launch = start;
      ({ learner, envelope, notes } = unpack(launch.state, layout));
      consultJournal();
      compare();
      const holding = () => state === 'running' || state === 'saving' || state === 'unsaved';
      tabs = createTabs(window, envelope.nonce, holding, () => step('otherTab'));
      listen();
      if (found === 'alone') step('noLms');
      else if (launch.readOnly) step('readOnly');
      else if (await tabs.held()) step('otherTab');
      else await enter();
    } else step('noApi');
    return state;
  }

  /** Takes from the journal what it knows more of the same record. */
  function consultJournal() {
    for (const [text = '', base] of journal.read(envelope.nonce)) {
      const entry = unpack(text, layout);
      const ahead = entry.envelope.sequence - envelope.sequence;
      if (entry.notes[0] || ahead < 0 || (!ahead && !notes[0])) continue;
      // What the LMS gave is of the same visit, or where that visit began: the entry is its next chapter, not a rival.
      const follows = entry.envelope.visit === envelope.visit || base === launch.state;
      learner = follows ? entry.learner : merge(learner, entry.learner);
      const { indices } = envelope; // those that the LMS gave win
      envelope = { ...entry.envelope, indices: { ...indices, ...entry.envelope.indices, ...indices } };
      notes = ['journal'];
      changed = true;
    }
  }

  /** Makes the truth and what the LMS holds fit one another. */
  function compare() {
    const { indices } = envelope;
    envelope.nonce ||= Math.ceil(Math.random() * (2 ** 48 - 1)); // to be unique, not to be secret
    // Without gaps and each once: interactions that the LMS lost, or has under another question, get the next places.
    let next = launch.interactions;
    let last = -1;
    for (const [id, index] of Object.entries(indices).sort(([, a], [, b]) => a - b)) {
      if (index < launch.interactions && index > last) last = index;
      else indices[id] = next++;
    }
    learner.complete ||= launch.done;
    changed ||= untold() !== null;
  }

  /** Status, exit and nonce reach the LMS before the learner does anything. */
  function enter() {
    envelope.visit = Math.random() * 2 ** 12;
    tabs.take();
    return flush('enter');
  }

  /** @returns {Promise<boolean>} */
  async function flush(event = 'send') {
    if (sending) return (await sending) && (!changed || flush());
    if (!step(event)) return false;
    sending = attempt(event === 'enter').finally(() => (sending = null));
    return sending;
  }

  /** @param {boolean} entering   results wait for the first step */
  async function attempt(entering) {
    const { navigator } = window;
    const news = entering ? null : untold();
    let kept = true;
    changed &&= entering;
    if (!wayOpen || !navigator.onLine) kept = (await send(null)) && navigator.onLine;
    if (kept && (news || wayOpen)) kept = (await send(news)) && navigator.onLine;
    if (kept && news) told = JSON.stringify(news);
    wayOpen = kept;
    window.clearTimeout(timer);
    if (kept) {
      savedAt = now();
      failures = 0;
    } else {
      changed = true;
      timer = window.setTimeout(retry, Math.min(5 * 3 ** failures++, 300) * 1000);
    }
    step(kept ? 'kept' : 'failed');
    return kept;
  }

  /** One batch and one commit. @param {Results|null} news */
  function send(news) {
    envelope.sequence++;
    const text = pack(learner, layout, envelope);
    if (adapter.find) journal.write(envelope.nonce, text, launch.state);
    return adapter.send(text, news);
  }

  /** What the LMS does not know yet, or null. */
  function untold() {
    const all = results();
    return JSON.stringify(all) === told ? null : all;
  }

  async function retry() {
    return state === 'unconnected' && step('again') ? (await open()) === 'running' : flush();
  }

  /** Ends the visit, and waits for nobody: what fails now is in the journal. */
  function leave() {
    const readOnly = state === 'review';
    if (!step('leave')) return false;
    window.clearTimeout(timer);
    if (changed && !readOnly) {
      const news = untold();
      if (wayOpen || send(null)) send(news);
    }
    const finished = adapter.finish(readOnly ? null : activeSeconds());
    step('left');
    return finished;
  }

  function listen() {
    const look = () => current && keep(current());
    window.addEventListener('pagehide', () => {
      look();
      if (state === 'alone') send(null);
      else leave();
    });
    window.addEventListener('pageshow', ({ persisted }) => {
      if (persisted && state === 'finished') window.location.reload();
    });
    window.addEventListener('online', () => {
      if (state === 'unsaved') flush();
    });
    window.document.addEventListener('visibilitychange', () => {
      if (window.document.visibilityState === 'visible') return;
      look();
      if (changed) flush();
    });
  }

  /** The ratchet: what was reached once stays. @param {Learner} given */
  function keep(given) {
    const { best, complete } = merge(learner, given);
    const next = { ...structuredClone(given), best, complete };
    changed ||= JSON.stringify(next) !== JSON.stringify(learner);
    learner = next;
  }

  /**
   * All that an LMS shows of the learner. Gives each answered question the next free index, once and for all; a question
   * that waits for a new answer keeps its row.
   *
   * @returns {Results}
   */
  function results() {
    const { indices } = envelope;
    let next = Math.max(launch.interactions, ...Object.values(indices).map((index) => index + 1));
    const interactions = Object.values(questions).flatMap((one) => {
      const { question } = one;
      const { picked: response, right } = learner.answers[question] ?? {};
      const answer = { response, right, ...one };
      if (answer.response) indices[question] ??= next++;
      const index = indices[question];
      return index === undefined ? [] : { ...answer, index };
    });
    const score = Math.min(Math.round(learner.best ?? (learner.complete ? 100 : -1)), 100);
    return {
      score: score < (launch.score ?? 0) ? null : score, // never less than the LMS holds
      complete: learner.complete,
      interactions: interactions.sort((a, b) => a.index - b.index),
    };
  }

  return {
    open,
    restore: () => structuredClone({ learner, notes }),
    answer(answer) {
      questions[answer.id] = { question: answer.id, ...questions[answer.id], ...answer, at: now() };
      changed = true;
    },
    score: (percent) => keep({ ...learner, best: percent }),
    complete: () => keep({ ...learner, complete: true }),
    async save(given) {
      keep(given);
      return state === 'alone' ? send(null) : flush();
    },
    async close() {
      if (changed || sending) await flush();
      return state !== 'unsaved' && leave();
    },
    retry,
    takeOver() {
      if (!step('again')) return;
      consultJournal();
      enter();
    },
    get state() {
      return state;
    },
    watch: (listener) => void listeners.push(listener),
    support: () => ({ standard: adapter.standard, state, sequence: envelope.sequence, savedAt, errors: adapter.errors }),
  };
}
