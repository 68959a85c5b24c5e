/**
 * The three standards side by side, for tests that hold for each: how an LMS of it is launched, and what it shows of a
 * learner in words of no standard.
 *
 * @typedef {Object} Shown       what a report of the LMS shows
 * @property {string[]} done     its words for "done", empty while it is not
 * @property {boolean} begun     it says that the learner is on the way, or done
 * @property {number|null} score
 * @property {Record<string, {response: string, right: boolean, pattern: string}>} rows   by interaction id
 */

import { webcrypto } from 'node:crypto';
import { cmi5 } from '../../../scorm/runtime/cmi5.js';
import { scorm12 } from '../../../scorm/runtime/scorm12.js';
import { scorm2004 } from '../../../scorm/runtime/scorm2004.js';
import { Cmi5Lrs } from '../../../scorm/stand-ins/cmi5-lrs.js';
import * as models from '../../../scorm/stand-ins/models.js';

const never = new Promise(() => {});

/** Elements of one interaction, by field. */
function rowsOf(record, words) {
  const rows = {};
  for (const [name, id] of Object.entries(record)) {
    const at = /^cmi\.interactions\.\d+\.id$/.test(name) && name.slice(0, -2);
    if (!at) continue;
    if (rows[id]) throw new Error(`${id} has two rows`);
    rows[id] = { response: record[at + words.response], right: record[at + 'result'] === 'correct', pattern: record[at + 'correct_responses.0.pattern'] };
  }
  return rows;
}

/** Both SCORMs: one LMS object is one launch. */
function scorm({ prefix, api, end, words, kinds }) {
  return {
    models: kinds,
    /** @param {{Lms: any, record: any, stored?: (change: (record: any) => any) => void}} options */
    launch({ Lms, record, stored, ...network }) {
      const lms = new Lms({ record, ...network, persist: (changes) => stored?.((held) => ({ ...held, ...changes })) });
      return {
        lms,
        place: { api: { [api]: lms[api] } },
        breaches: () => lms.breaches,
        writes: () => lms.calls.filter(({ name }) => !/Initialize|GetValue/.test(name)).length,
        ends: () => lms.count(prefix + end),
        takesInteractions: lms.interactions,
      };
    },
    shown: (record) => ({ done: words.done(record), begun: words.begun(record), score: words.score(record), rows: rowsOf(record, words) }),
    written: words.written,
    state: (record) => record['cmi.suspend_data'],
  };
}

const score = (raw, min, max) => (raw === undefined ? null : Number(min) === 0 && Number(max) === 100 ? Number(raw) : NaN);

/** The cmi5 LMS lives through all launches; its network fails as those of the models do. */
class NetworkLrs extends Cmi5Lrs {
  constructor({ record, way = () => 'up', ...launch }) {
    super({ record, ...launch });
    this.meddle = (request) => {
      const answer = { up: undefined, refused: { status: 503 }, down: { status: request.method === 'GET' ? 0 : request.method === 'PUT' ? 204 : 200 } }[way()];
      return answer;
    };
  }
}

/** Says no with another number each time. */
class MoodyLrs extends NetworkLrs {
  handle(request) {
    const answer = super.handle(request);
    return answer.status === 503 ? { status: [401, 403, 409, 429, 500][this.requests.length % 5] } : answer;
  }
}

/** The fetch of one tab: without real time, and dead when the tab is. */
const fetchOf = (tab, lms, sent, stored) => async (url, { method = 'GET', headers = {}, body } = {}) => {
  if (!tab.alive) return never;
  sent.push({ method, url, body });
  if (!tab.browser.online) throw new TypeError('Failed to fetch');
  const { status, body: content } = lms.handle({ method, url, headers, body });
  if (method !== 'GET') stored?.(() => lms.record);
  await null;
  if (!tab.alive) return never;
  if (status === 0) throw new TypeError('Failed to fetch');
  return { status, ok: status >= 200 && status < 300, json: async () => (typeof content === 'string' ? JSON.parse(content) : structuredClone(content)) };
};

export const STANDARDS = {
  scorm12: {
    adapter: scorm12,
    ...scorm({
      prefix: 'LMS', api: 'API', end: 'Finish', kinds: models.scorm12,
      words: {
        response: 'student_response',
        done: (record) => [record['cmi.core.lesson_status']].filter((word) => word === 'completed' || word === 'passed'),
        begun: (record) => !['', 'not attempted', undefined].includes(record['cmi.core.lesson_status']),
        score: (record) => score(record['cmi.core.score.raw'], record['cmi.core.score.min'], record['cmi.core.score.max']),
        written: ({ picked }) => picked.join(),
      },
    }),
    doneWords: { completed: [['completed']], passed: [['passed']], both: [['passed'], ['completed']] },
  },
  scorm2004: {
    adapter: scorm2004,
    ...scorm({
      prefix: '', api: 'API_1484_11', end: 'Terminate', kinds: models.scorm2004,
      words: {
        response: 'learner_response',
        done: (record) => [record['cmi.completion_status'], record['cmi.success_status']].filter((word) => word === 'completed' || word === 'passed'),
        begun: (record) => ['incomplete', 'completed'].includes(record['cmi.completion_status']),
        // raw and scaled say the same, or it is no number
        score: (record) => (Number(record['cmi.score.raw'] ?? 0) / 100 === Number(record['cmi.score.scaled'] ?? 0) ? score(record['cmi.score.raw'], record['cmi.score.min'], record['cmi.score.max']) : NaN),
        written: ({ picked, type }) => (type === 'true-false' ? String(picked[0] === 't') : picked.join('[,]') || 'none'),
      },
    }),
    doneWords: { completed: [['completed', 'passed']], passed: [['completed', 'passed']], both: [['completed', 'passed']] },
    mostEnds: 2, // Terminate may be tried again
  },
  cmi5: {
    adapter: cmi5,
    models: { HonestLrs: NetworkLrs, MoodyLrs },
    /** A launch is a new session of the same LMS; with `again` a tab that has that session already. */
    launch({ Lms, record, again, stored, ...network }) {
      const lms = again?.lms ?? new Lms({ record, ...network });
      const address = again?.place.search ?? '?' + lms.launch('index.html').split('?')[1];
      const sent = [];
      return {
        lms,
        place: { search: address, framed: false, equip: (tab) => Object.assign(tab.window, { crypto: webcrypto, fetch: fetchOf(tab, lms, sent, stored) }) },
        breaches: () => lms.breaches,
        writes: () => sent.filter(({ method, url }) => method !== 'GET' && !/\/fetch/.test(url)).length,
        ends: () => sent.filter(({ body }) => /verbs\/terminated/.test(body ?? '')).length,
        takesInteractions: true,
      };
    },
    shown(record) {
      const verbs = record.statements.map(({ verb }) => verb.id.split('/').pop());
      const rows = {};
      for (const { verb, object, result } of record.statements) {
        if (!verb.id.endsWith('/answered')) continue;
        rows[object.id.split('/').pop()] = { response: result.response, right: result.success, pattern: object.definition.correctResponsesPattern[0] };
      }
      const passed = record.statements.find(({ verb }) => verb.id.endsWith('/passed'));
      return { done: ['completed', 'passed'].filter((verb) => verbs.includes(verb)), begun: verbs.includes('initialized'), score: passed?.result.score?.raw ?? null, rows };
    },
    written: ({ picked, type }) => (type === 'true-false' ? String(picked[0] === 't') : picked.join('[,]')),
    state: (record) => record.documents['see-me-now.state'],
    doneWords: { completed: [['completed', 'passed']], passed: [['completed', 'passed']], both: [['completed', 'passed']] },
    /** A score goes with `passed` alone, and that is said once: what she reaches later is in the state. */
    secondTabSharesTheSession: true,
    scoreFits: (shown, best) => shown === null || shown <= best,
  },
};
