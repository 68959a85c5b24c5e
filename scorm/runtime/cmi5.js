/**
 * cmi5 (quartz): the only module that knows launch parameters, statements and the State API.
 *
 * Sources: cmi5 1.0, clauses 7 to 11; xAPI 1.0.3. A statement is made once and sent with the same id until the LMS
 * has answered for it. Only the verdict and the answers that may be reported become statements; all else is state.
 *
 * @typedef {import('./adapter.js').Adapter} Adapter
 * @typedef {import('./adapter.js').Reported} Reported
 * @typedef {Record<string, any>} Json
 * @typedef {'answered'|'completed'|'passed'} Verb   of the statements that a session may have to make up for
 *
 * @typedef {Object} Session   kept in this tab, so that a reload finds its token again: the LMS gives it once (8.2.3)
 * @property {string} [token]         without it the session is over, and nothing more may be said
 * @property {Json|true} [initialized]   the statement, as it was first sent; true when the LMS has it
 * @property {string} [returnURL]     once it is over
 */

import { duration } from './duration.js';
import { createJournal } from './journal.js';
import { written } from './responses.js';

/** @type {Verb[]} */
const VERBS = ['answered', 'completed', 'passed'];
const VERB = 'http://adlnet.gov/expapi/verbs/';
const CMI5 = 'https://w3id.org/xapi/cmi5/context/';
const STATE_ID = 'see-me-now.state';
/** Browsers let about 64 KiB outlive a page, of all requests together. */
const KEEPALIVE_CHARACTERS = 40_000;

/**
 * Completion and success are two statements here, and LMSs look at either: done always says both, whatever the profile.
 *
 * @param {import('./adapter.js').Profile} _profile
 * @returns {Adapter}
 */
export function cmi5(_profile) {
  /** @type {Window & typeof globalThis} */
  let window;
  // The parameters of the launch (8.1).
  let endpoint = '';
  let fetchURL = '';
  let actor = '';
  let registration = '';
  let activityId = '';
  /** @type {Session} */
  let session = {};
  /** @type {ReturnType<typeof createJournal>} */
  let sessions;
  /** LMS.LaunchData (10.2). @type {Json} */
  let launchData;
  /** @type {Adapter['errors']} */
  const errors = [];
  /** What was said in this registration, newest first. @type {Record<Verb, Json[]>} */
  const said = { answered: [], completed: [], passed: [] };
  /** What of it the LMS has not answered for, and is not on its way. @type {Record<Verb, Json[]>} */
  const outbox = { answered: [], completed: [], passed: [] };

  /** A journal takes no blanks. @param {Session} what */
  const keep = (what) => sessions.write(fetchURL, encodeURIComponent(JSON.stringify(what)));

  /** One request; never throws. `ok`: it was taken, and what was asked for can be read. Status 0: no answer. @param {string} call @param {string} url @param {RequestInit} init @returns {Promise<{status: number, ok: boolean, json: Json}>} */
  async function fetchJSON(call, url, init) {
    let status = 0;
    /** @type {Json} */
    let json = {};
    /** @type {unknown} */
    let code;
    try {
      const response = await window.fetch(url, init);
      status = response.status;
      if (!response.ok) code = status;
      else if (!init.body && status !== 204) {
        const content = await response.json();
        code = content['error-code']; // what a fetch address says with status 200 (8.2.3)
        json = content;
      }
    } catch (error) {
      code = error;
    }
    if (code && !(code === 404 && init.method === 'GET')) {
      errors.unshift({ call, code: String(code) });
      errors.splice(10);
    }
    return { status, ok: !code, json };
  }

  /** The session that this tab has, or a new one. @returns {Promise<Session>} */
  async function openSession() {
    const [entry] = sessions.read(fetchURL);
    if (entry?.[1]) return JSON.parse(decodeURIComponent(entry[1]));
    const { json } = await fetchJSON('POST fetch', fetchURL, { method: 'POST' });
    return { token: json['auth-token'] };
  }

  /** One xAPI request. @param {string} method @param {string} resource @param {Json} query @param {Json} [content] */
  function request(method, resource, query, content) {
    const body = content && JSON.stringify(content);
    const search = new URLSearchParams(query).toString();
    return fetchJSON(`${method} ${resource}`, `${endpoint.replace(/\/$/, '')}/${resource}${search && '?' + search}`, {
      method,
      headers: { Authorization: `Basic ${session.token}`, 'X-Experience-API-Version': '1.0.3', 'Content-Type': 'application/json' },
      body,
      keepalive: Boolean(body && body.length < KEEPALIVE_CHARACTERS),
    });
  }

  /** @param {string} method @param {string} stateId @param {Json} [content] */
  const stateDocument = (method, stateId, content) => request(method, 'activities/state', { activityId, agent: actor, registration, stateId }, content);

  /** @param {Json[]} statements */
  const post = (statements) => request('POST', 'statements', {}, statements);

  /** Takes in what the LMS was told; true when something of it is about this activity itself. @param {Verb} verb */
  async function ask(verb) {
    const { json } = await request('GET', 'statements', { agent: actor, registration, verb: VERB + verb });
    /** @type {Json[]} */
    const statements = json.statements ?? [];
    said[verb].push(...statements);
    return statements.some(({ object }) => object.id === activityId);
  }

  /** @param {Verb} verb @param {string} [id]   of the object: this activity or a question in it */
  const lastSaid = (verb, id = activityId) => said[verb].find(({ object }) => object.id === id);

  /**
   * A statement; without an object it is about this activity and one that cmi5 defines, else one that it allows (9.4, 9.6.2).
   * Its context is the LMS's template; nothing in it is touched, only added to (9.6, 10.2.1).
   *
   * @param {string} verb @param {Json} [result] @param {Json} [object] @param {number} [at]
   */
  function statement(verb, result, object, at = Date.now()) {
    const { contextTemplate, masteryScore } = launchData;
    const { contextActivities } = contextTemplate;
    const verdict = verb === 'completed' || verb === 'passed';
    const categories = object ? [] : verdict ? ['cmi5', 'moveon'] : ['cmi5'];
    const category = [...(contextActivities?.category ?? []), ...categories.map((id) => ({ id: CMI5 + 'categories/' + id }))];
    return {
      id: uuid(),
      actor: JSON.parse(actor),
      verb: { id: VERB + verb, display: { en: verb } },
      object: object ?? { id: activityId },
      result,
      context: {
        ...contextTemplate,
        registration,
        contextActivities: { ...contextActivities, category: category[0] && category },
        extensions: { [CMI5 + 'extensions/masteryscore']: verb === 'passed' ? masteryScore : undefined, ...contextTemplate.extensions },
      },
      timestamp: new Date(at).toISOString(),
    };
  }

  /** Puts a statement into the outbox, unless it is what was said last: an answer of this visit has its moment, `at`. @param {Verb} verb @param {Json} result @param {Json} [object] @param {number} [at] */
  function tell(verb, result, object, at) {
    const before = lastSaid(verb, object?.id);
    if (before && before.result?.response === result.response && (!at || Date.parse(before.timestamp) === at)) return;
    const one = statement(verb, result, object, at);
    said[verb].unshift(one);
    outbox[verb].push(one);
  }

  /** @param {Reported} reported */
  function tellAnswer({ id, type, response, pattern, right, latency, at }) {
    if (!response) return;
    const definition = {
      type: 'http://adlnet.gov/expapi/activities/cmi.interaction',
      interactionType: type,
      correctResponsesPattern: pattern[0] && [written(type, pattern)],
    };
    const result = {
      response: written(type, response),
      success: type === 'likert' || type === 'performance' ? undefined : right,
      score: type === 'performance' ? { scaled: right } : undefined,
      duration: at && duration(latency),
    };
    tell('answered', result, { id: `${activityId}/${id}`, definition }, at);
  }

  /** Both verdicts, whatever moves on here: a score goes with `passed` alone (9.5.1). @param {number} raw @param {string} spent */
  function tellVerdicts(raw, spent) {
    const scaled = raw / 100;
    tell('completed', { completion: true, duration: spent });
    // Below the LMS's own mark nothing may be called passed (9.3.4.0-2); the course does not call it failed.
    if (scaled >= (launchData.masteryScore ?? 0)) {
      tell('passed', { success: true, duration: spent, score: { scaled, raw, min: 0, max: 100 } });
    }
  }

  /** True when the LMS has them, or wants none of them. @param {Verb} verb @param {Promise<{ok: boolean}>} saved */
  async function deliver(verb, saved) {
    const batch = outbox[verb].splice(0);
    if (!batch[0]) return true;
    const { ok, status } = await post(batch);
    // It takes the state, so it is these that it refuses. A verdict: because an earlier visit's arrived late, then it is
    // there. One answer that an LMS does not want shall not stand in the way of everything else.
    const refused = [400, 403, 409].includes(status) && (await saved).ok;
    const settled = ok || (refused && (verb === 'answered' || (await ask(verb))));
    if (!settled) outbox[verb].unshift(...batch);
    return settled;
  }

  return {
    standard: 'cmi5',
    errors,

    async find(opened) {
      window = /** @type {typeof window} */ (opened);
      sessions = createJournal(window, Date.now, 'see-me-now-cmi5.', ['sessionStorage']);
      const given = Object.fromEntries(new URLSearchParams(window.location.search));
      ({ endpoint = '', fetch: fetchURL = '', actor = '', registration = '', activityId = '' } = given);
      const parameters = [endpoint, fetchURL, actor, registration, activityId];
      if ('alone' in given || !parameters.some(Boolean)) return 'alone';
      return parameters.every(Boolean) ? window : undefined;
    },

    async start() {
      if (!session.token) session = await openSession();
      if (!session.token) {
        if (session.returnURL) window.location.href = session.returnURL;
        return null;
      }
      keep(session);
      const [data, preferences, own] = await Promise.all([
        stateDocument('GET', 'LMS.LaunchData'),
        request('GET', 'agents/profile', { agent: actor, profileId: 'cmi5LearnerPreferences' }),
        stateDocument('GET', STATE_ID),
        ...VERBS.map(ask),
      ]);
      launchData = data.json;
      if (!launchData.contextTemplate || !(own.ok || own.status === 404)) return null;
      const first = (session.initialized ??= statement('initialized'));
      if (first !== true) {
        keep(session); // before it is sent: after a reload the same one goes out again
        const { ok, status } = await post([first]);
        if (!ok && status !== 409) return null;
        session.initialized = true;
        keep(session);
      }
      return {
        state: own.json.state ?? '',
        done: Boolean(lastSaid('completed') ?? lastSaid('passed')),
        readOnly: /browse|review/i.test(launchData.launchMode),
        preferences: {
          languages: preferences.json.languagePreference?.split(',') ?? [],
          audio: preferences.json.audioPreference !== 'off',
        },
      };
    },

    async send(state, results, seconds, closing) {
      results?.interactions.forEach(tellAnswer);
      if (results?.complete) tellVerdicts(results.score ?? 100, duration(seconds));
      // All at once: should the page go away, each is on its way already.
      const saved = stateDocument('PUT', STATE_ID, { state });
      if (closing) return true; // `finish` comes at once, and takes the statements along
      const settled = await Promise.all(VERBS.map((verb) => deliver(verb, saved)));
      return (await saved).ok && settled.every(Boolean);
    },

    async finish(seconds, leaving) {
      // In one request, so that nothing can arrive after the last word; too much for a closing page: the answers stay.
      // What is on its way is not said again: LMSs refuse a second verdict, and with it all of its request.
      const end = statement('terminated', { duration: duration(seconds) });
      let words = [...VERBS.flatMap((verb) => outbox[verb]), end];
      if (JSON.stringify(words).length >= KEEPALIVE_CHARACTERS) words = words.slice(outbox.answered.length);
      const { returnURL } = launchData;
      keep({ returnURL });
      let ok = false;
      for (let tries = leaving ? 1 : 3; tries && !ok; tries--) ({ ok } = await post(words));
      if (returnURL && !leaving) window.location.href = returnURL;
      return ok;
    },
  };
}

/** A random UUID, as the name of a blob is one; `crypto.randomUUID` is not there in an LMS without https. */
function uuid() {
  const url = URL.createObjectURL(new Blob());
  URL.revokeObjectURL(url);
  return url.slice(-36);
}
