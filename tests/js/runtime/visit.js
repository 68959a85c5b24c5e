/** One launch of a small course in an LMS of choice, for tests that look at single calls. */

import { createPort } from '../../../scorm/runtime/port.js';
import { scorm12 } from '../../../scorm/runtime/scorm12.js';
import { StrictLms } from '../../../scorm/stand-ins/strict-lms.js';
import { Browser } from './browser.js';
import { LAYOUT, NOBODY, REPORTED } from './storm.js';

/**
 * @param {{browser?: Browser, Lms?: any, record?: object, launch?: object, tab?: object, port?: object, open?: boolean}} [options]
 */
export async function visit({ browser = new Browser(), Lms = StrictLms, record, launch = {}, tab: tabOptions, port: portOptions, open = true } = {}) {
  const lms = new Lms({ record, now: () => browser.time, wait: (ms) => (browser.time += ms), ...launch });
  const tab = browser.openTab({ API: lms.API, ...tabOptions });
  const states = [];
  let isOpen = false; // as in the player, which takes in what the port found when it has opened
  const port = createPort({ window: tab.window, layout: LAYOUT, adapter: scorm12, status: 'completed', reported: REPORTED, current: () => (isOpen ? port.restore().learner : NOBODY), now: () => browser.time, ...portOptions });
  port.watch((state) => states.push(state));
  const opening = async () => {
    const state = await browser.until(port.open());
    isOpen = true;
    return state;
  };
  const opened = open ? await opening() : null;
  const learner = () => port.restore().learner;
  return {
    browser,
    lms,
    tab,
    port,
    states,
    opened,
    opening,
    learner,
    /** One finished step. */
    save: (change = {}) => browser.until(port.save({ ...learner(), ...change })),
    /** Answers a question of the final test, without saving. */
    answer(question, picked, right = true) {
      const { id, type, pattern } = REPORTED.find((one) => one.question === question);
      port.answer({ id, type, pattern, response: picked, right, latency: 12.5 });
      return { answers: { ...learner().answers, [question]: { picked, right } } };
    },
    async passTest(percent = 80) {
      port.score(percent);
      port.complete();
      return browser.until(port.save({ ...learner(), best: percent, tries: 1, complete: true }));
    },
    close: () => browser.until(port.close()),
    /** The calls since the last look, as `Set cmi.core.exit=suspend`, without those that only ask for errors. */
    calls() {
      const seen = lms.calls.map(({ name, parameters }) => `${name.slice(3)} ${parameters.join('=')}`.trim());
      lms.calls.length = 0;
      return seen;
    },
  };
}

export const ENTERED = { 'cmi.core.lesson_status': 'incomplete', 'cmi.core.exit': 'suspend' };
