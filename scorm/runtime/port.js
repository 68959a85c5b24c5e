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
 * @property {(picked: string[]) => {response: string[], right: number}} [told]   where that is not what was picked
 *
 * @typedef {Object} Options
 * @property {Window} window
 * @property {import('./types.js').Layout} layout
 * @property {(profile: import('./adapter.js').Profile) => import('./adapter.js').Adapter} adapter   of this package
 * @property {import('./adapter.js').Profile} status
 * @property {Reportable[]} reported
 * @property {boolean} [isTested]   the score is that of a test: who has none has no score, finished or not
 * @property {() => Learner} current   asked when the page goes away, for what changed since the last step
 * @property {() => number} [now]
 */

import { createActiveTime } from './active-time.js';
import { createJournal } from './journal.js';
import { createTabs } from './tabs.js';
import { standalone } from './standalone.js';
import { merge, pack, unpack } from './state.js';

/**
 * From each state, where it can go. What is not written here does not happen; docs/tracking.md draws it.
 *
 * @type {Record<PortState, PortState[]>}
 */
export const TABLE = {
  connecting: ['saving', 'review', 'alone', 'unconnected', 'elsewhere'],
  running: ['saving', 'finishing', 'elsewhere'],
  saving: ['running', 'unsaved', 'finishing', 'elsewhere'],
  unsaved: ['saving', 'finishing', 'elsewhere'],
  finishing: ['finished'],
  finished: [],
  review: ['finishing'],
  alone: ['finishing'],
  unconnected: ['connecting'],
  elsewhere: ['connecting'],
};

/** @param {Options} options @returns {Port} */
export function createPort({ window, layout, adapter: create, status, reported, isTested, current, now = Date.now }) {
  let adapter = create(status);
  const journal = createJournal(window, now);
  const activeSeconds = createActiveTime(window, now);
  /** @type {((state: PortState) => void)[]} */
  const listeners = [];
  /** Each with the answer of this visit, if there is one. @type {(Reportable & Partial<Answer> & {at?: number})[]} */
  const questions = reported.map((one) => ({ ...one }));

  /** @type {PortState} */
  let state = 'connecting';
  let { learner, envelope, notes } = unpack('', layout);
  /** @type {import('./adapter.js').Launch} */
  let launch;
  /** @type {ReturnType<typeof createTabs>} */
  let tabs;
  /** Something is not in the LMS yet. */
  let changed = false;
  /** Commits that failed since the last one that was kept. */
  let failures = 0;
  /** @type {number|null} */
  let savedAt = null;
  let timer = 0;
  /** The player has been given what was found: before that it knows nothing that could be asked for. */
  let isOpen = false;
  /** @type {Promise<boolean>|null} */
  let sending = null;

  /** @param {PortState} next */
  function step(next) {
    const may = TABLE[state].includes(next);
    if (may) {
      state = next;
      listeners.forEach((listener) => listener(state));
    }
    return may;
  }

  /** Never rejects: what an LMS or a browser does that nobody expected leaves her unconnected, with all buttons alive. */
  async function open() {
    try {
      const found = adapter.find ? await adapter.find(window) : 'alone';
      if (found === 'alone') adapter = standalone(window, layout.course, now);
      const start = found && (await adapter.start(found));
      if (start) {
        launch = start;
        const unconnected = learner; // what she did before there was a connection
        ({ learner, envelope, notes } = unpack(launch.state, layout));
        consultJournal();
        learner = merge(learner, unconnected);
        envelope.nonce ||= Math.ceil(Math.random() * 2 ** 47); // to be unique, not to be secret
        learner.complete ||= Boolean(launch.done);
        changed ||= launch.state > ''; // who has been here may have something that the LMS lost
        tabs = createTabs(window, envelope.nonce, () => ['running', 'saving', 'unsaved'].includes(state), () => step('elsewhere'), now);
        listen();
        if (found === 'alone') step('alone');
        else if (launch.readOnly) step('review');
        else if ((await tabs.held()) || state !== 'connecting') step('elsewhere');
        else await enter();
        isOpen = true;
      }
    } catch {
      // Then nothing came of it, as below.
    }
    step('unconnected'); // from `connecting` alone
    return state;
  }

  /** Takes from the journal what it knows more of the same record. */
  function consultJournal() {
    for (const [, text = '', base] of journal.read(envelope.nonce)) {
      const entry = unpack(text, layout);
      const ahead = entry.envelope.sequence - envelope.sequence;
      if (!text || entry.notes[0] || ahead < (notes[0] ? 0 : 1)) continue;
      // What the LMS gave is of the same visit, or where that visit began: the entry is its next chapter, not a rival.
      const follows = entry.envelope.visit === envelope.visit || base === launch.state;
      learner = follows ? entry.learner : merge(learner, entry.learner);
      const { indices } = envelope; // those that the LMS gave win
      envelope = { ...entry.envelope, indices: { ...indices, ...entry.envelope.indices, ...indices } };
      notes = ['journal'];
      changed = true;
    }
  }

  /** Status, exit and nonce reach the LMS before the learner does anything. */
  function enter() {
    envelope.visit = Math.random() * 2 ** 12;
    tabs.take();
    return flush(true);
  }

  /** @param {boolean} [entering]   results wait for the first step @returns {Promise<boolean>} */
  async function flush(entering) {
    if (sending && !entering) return (await sending) && (!changed || flush());
    if ((state === 'connecting' && !entering) || !step('saving')) return false;
    sending = attempt(entering).finally(() => (sending = null));
    return sending;
  }

  /** @param {boolean} [entering] */
  async function attempt(entering) {
    const { navigator } = window;
    const careful = entering || failures || !navigator.onLine;
    if (!entering) changed = false;
    let kept = (await send(!careful)) && navigator.onLine;
    if (kept && careful && !entering) kept = (await send(true)) && navigator.onLine;
    window.clearTimeout(timer);
    if (kept) {
      savedAt = now();
      failures = 0;
    } else {
      changed = true;
      timer = window.setTimeout(retry, Math.min(5000 * 3 ** failures++, 300_000));
    }
    step(kept ? 'running' : 'unsaved');
    return kept;
  }

  /** One batch and one commit: the state, and the results with it or not yet. @param {boolean} [withResults] @param {boolean} [closing] */
  function send(withResults, closing) {
    const news = withResults ? results() : null;
    envelope.sequence++;
    const text = pack(learner, layout, envelope);
    if (adapter.find) journal.write(envelope.nonce, text, launch.state);
    return adapter.send(text, news, activeSeconds(), closing);
  }

  async function retry() {
    return state === 'unconnected' && step('connecting') ? (await open()) === 'running' : flush();
  }

  /** Ends the visit, and waits for nobody: what fails now is in the journal. @param {boolean} [leaving]   the page goes away */
  function leave(leaving) {
    if (!step('finishing')) return false;
    window.clearTimeout(timer);
    // Also what is on its way: nobody will hear whether it arrived.
    if ((changed || sending) && !launch.readOnly && (!failures || send(false, true))) send(true, true);
    const finished = adapter.finish(activeSeconds(), leaving);
    step('finished');
    return finished;
  }

  function listen() {
    const look = () => isOpen && keep(current());
    window.addEventListener('pagehide', () => {
      look();
      if (state === 'alone') send();
      else leave(true);
    });
    window.addEventListener('pageshow', ({ persisted }) => {
      if (persisted && state === 'finished') window.location.reload();
    });
    const save = () => changed && flush();
    window.addEventListener('online', save);
    window.document.addEventListener('visibilitychange', () => {
      look();
      save(); // also when it is visible again: a lid that was opened
    });
  }

  /** The ratchet: what was reached once stays. @param {Learner} given */
  function keep(given) {
    const { best, complete } = merge(learner, given);
    const next = { ...structuredClone(given), best, complete };
    changed ||= JSON.stringify(next) !== JSON.stringify(learner);
    learner = next;
  }

  /** All that an LMS shows of the learner. @returns {Results} */
  function results() {
    const rows = questions.map((one) => {
      // Another tab may have answered since; and a new try begins without answers, but the row keeps its last.
      const given = learner.answers[one.question];
      return { ...one, ...(given && { response: given.picked, right: given.right, ...one.told?.(given.picked) }) };
    });
    const score = Math.min(Math.round(learner.best ?? (learner.complete && !isTested ? 100 : -1)), 100);
    return {
      score: score < (launch.score ?? 0) ? null : score, // never less than the LMS holds
      complete: learner.complete && score >= 0,
      interactions: adapter.indexed?.(rows, envelope.indices, launch) ?? rows,
    };
  }

  return {
    open,
    restore: () => structuredClone({ learner, notes, preferences: launch?.preferences }),
    answer(answer) {
      Object.assign(questions.find(({ id }) => id === answer.id) ?? {}, answer, { at: now() });
      changed = true;
    },
    score: (percent) => keep({ ...learner, best: percent }),
    complete: () => keep({ ...learner, complete: true }),
    async save(given) {
      keep(given);
      return state === 'alone' ? send() : flush();
    },
    async close() {
      if (changed || sending) await flush();
      if (state !== 'unsaved') await leave();
      return state === 'finished'; // also where the LMS does not hear the end: everything is kept
    },
    retry,
    takeOver() {
      if (!step('connecting')) return;
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
