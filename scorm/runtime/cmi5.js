/**
 * cmi5 (quartz): the only module that knows launch parameters, statements and the State API.
 *
 * Sources: cmi5 1.0, clauses 7 to 11; xAPI 1.0.3. A statement is made once and sent with the same id until the LMS
 * has answered for it. Only the verdict and the answers that may be reported become statements; all else is state.
 *
 * @typedef {import('./adapter.js').Adapter} Adapter
 * @typedef {import('./adapter.js').Reported} Reported
 * @typedef {Record<string, any>} Json
 *
 * @typedef {Object} Door      what the launch address gives
 * @property {Window & typeof globalThis} window
 * @property {Record<string, string>} parameters
 *
 * @typedef {Object} Session   kept in this tab, so that a reload finds its token again: the LMS gives it once (8.2.3)
 * @property {string} token
 * @property {Json} [initialized]    the statement, as it was first sent
 * @property {boolean} [running]     the LMS has it
 * @property {boolean} [over]        terminated: nothing more may be said
 * @property {string} [returnURL]
 */

import { duration } from './duration.js';
import { written } from './responses.js';

const PARAMETERS = ['endpoint', 'fetch', 'actor', 'registration', 'activityId'];
const VERB = 'http://adlnet.gov/expapi/verbs/';
const CMI5 = 'https://w3id.org/xapi/cmi5/context/';
const STATE_ID = 'see-me-now.state';
/** Browsers let about 64 KiB outlive a page, of all requests together. */
const KEEPALIVE_CHARACTERS = 40_000;

/** @param {import('./adapter.js').Profile} profile @returns {Adapter} */
export function cmi5(profile) {
  /** @type {Door} */
  let door;
  /** @type {Session} */
  let session;
  /** LMS.LaunchData (10.2). @type {Json} */
  let launchData;
  /** @type {Adapter['errors']} */
  const errors = [];
  /** Made and not yet answered for: by verb, or by question, time and response. @type {Map<string, Json>} */
  const outbox = new Map();
  /** What the LMS has: such keys, and the last response to each question by its activity id. @type {Map<string, unknown>} */
  const told = new Map();
  /** @type {Set<string>} */
  const onTheWay = new Set();
  /** What to keep when the page goes away. */
  let state = '';
  let leaving = false;

  /** @param {string} call @param {unknown} code */
  function fault(call, code) {
    errors.unshift({ call, code: String(code) });
    errors.splice(10);
  }

  /** @param {Partial<Session>} what */
  const keep = (what) => {
    try {
      door.window.sessionStorage.setItem('cmi5 ' + door.parameters.fetch, JSON.stringify(what));
    } catch {} // Without this storage a reload cannot go on; nothing else depends on it.
  };

  /** @returns {Session|null} */
  function kept() {
    try {
      return JSON.parse(door.window.sessionStorage.getItem('cmi5 ' + door.parameters.fetch) ?? 'null');
    } catch {
      return null;
    }
  }

  /** The token, from this tab or for the first time. @returns {Promise<Session|null>} */
  async function enter() {
    const earlier = session ?? kept();
    if (earlier) return earlier;
    try {
      const answer = await (await door.window.fetch(door.parameters.fetch ?? '', { method: 'POST' })).json();
      if (answer['auth-token']) return { token: answer['auth-token'] };
      fault('POST fetch', answer['error-code']);
    } catch (error) {
      fault('POST fetch', error);
    }
    return null;
  }

  /** One xAPI request; status 0 when nothing answered. @param {string} method @param {string} resource @param {Json} query @param {unknown} [content] */
  async function request(method, resource, query, content) {
    const body = content === undefined ? undefined : JSON.stringify(content);
    let status = 0;
    /** @type {Json} */
    let json = {};
    try {
      const search = new URLSearchParams(query).toString();
      const response = await door.window.fetch(`${door.parameters.endpoint?.replace(/\/$/, '')}/${resource}${search && '?' + search}`, {
        method,
        headers: {
          Authorization: `Basic ${session.token}`,
          'X-Experience-API-Version': '1.0.3',
          ...(body && { 'Content-Type': 'application/json' }),
        },
        body,
        keepalive: body !== undefined && body.length < KEEPALIVE_CHARACTERS,
      });
      ({ status } = response);
      if (method === 'GET' && response.ok) json = await response.json();
    } catch (error) {
      fault(`${method} ${resource}`, error);
      return { status: 0, ok: false, json };
    }
    const ok = status >= 200 && status < 300;
    if (!ok && status !== 404) fault(`${method} ${resource}`, status);
    return { status, ok, json };
  }

  /** @param {string} stateId */
  const place = (stateId) => {
    const { activityId, actor, registration } = door.parameters;
    return { activityId, agent: actor, registration, stateId };
  };

  /** Context from the LMS's template; nothing in it is touched, only added to (9.6, 10.2.1). @param {string[]} categories @param {Json} [extensions] */
  function context(categories, extensions) {
    const { contextActivities = {}, ...template } = structuredClone(launchData.contextTemplate);
    const category = [...(contextActivities.category ?? []), ...categories.map((id) => ({ id: CMI5 + 'categories/' + id }))];
    return {
      ...template,
      registration: door.parameters.registration,
      contextActivities: { ...contextActivities, ...(category.length && { category }) },
      extensions: { ...extensions, ...template.extensions },
    };
  }

  /** @param {string} verb @param {Json} object @param {Json} more @param {number} at @returns {Json} */
  const statement = (verb, object, more, at = Date.now()) => ({
    id: uuid(door.window.crypto),
    actor: JSON.parse(door.parameters.actor ?? ''),
    verb: { id: VERB + verb, display: { en: verb } },
    object,
    timestamp: new Date(at).toISOString(),
    ...more,
  });

  /** A statement that cmi5 defines. @param {string} verb @param {Json} [result] @param {Json} [extensions] */
  function defined(verb, result, extensions) {
    const categories = result?.success || result?.completion ? ['cmi5', 'moveon'] : ['cmi5'];
    const object = { objectType: 'Activity', id: door.parameters.activityId };
    return statement(verb, object, { ...(result && { result }), context: context(categories, extensions) });
  }

  /** Puts an answer into the outbox unless the LMS has it: a statement that cmi5 allows, without its category. @param {Reported} reported */
  function putAnswer({ id, type, response, pattern, right, latency, at }) {
    if (!response) return;
    const said = written(type, response);
    const activity = `${door.parameters.activityId}/${id}`;
    // Not answered in this visit: then it is only said again if the LMS has another answer, or none.
    if (at === undefined && told.get(activity) === said) return;
    const definition = {
      type: 'http://adlnet.gov/expapi/activities/cmi.interaction',
      interactionType: type,
      ...(pattern.length > 0 && { correctResponsesPattern: [written(type, pattern)] }),
    };
    const object = { objectType: 'Activity', id: activity, definition };
    const result = { response: said, ...(type === 'performance' ? { score: { scaled: right } } : type !== 'likert' && { success: right }), ...(at && { duration: duration(latency) }) };
    put(`${activity} ${at} ${said}`, () => statement('answered', object, { result, context: context([]) }, at));
  }

  /** @param {string} key @param {() => Json} make */
  const put = (key, make) => void (told.has(key) || outbox.has(key) || outbox.set(key, make()));

  /** Puts the verdicts that the course's profile and this LMS's moveOn ask for. @param {number|null} score @param {string} spent */
  function putVerdicts(score, spent) {
    const { moveOn = '', masteryScore } = launchData;
    const has = (/** @type {string} */ word) => moveOn === word || moveOn === 'CompletedAndPassed';
    if (profile !== 'passed' || has('Completed')) put('completed', () => defined('completed', { completion: true, duration: spent }));
    const scaled = score === null ? null : score / 100;
    // Below the LMS's own mark nothing may be called passed (9.3.4.0-2); the course does not call it failed.
    if ((profile !== 'completed' || has('Passed')) && (scaled ?? 1) >= (masteryScore ?? 0)) {
      const result = { success: true, duration: spent, ...(scaled !== null && { score: { scaled, raw: score, min: 0, max: 100 } }) };
      put('passed', () => defined('passed', result, masteryScore === undefined ? {} : { [CMI5 + 'extensions/masteryscore']: masteryScore }));
    }
  }

  /** Takes in what the LMS was told in earlier sessions, newest first. @param {string} verb @param {Json} [only] */
  async function ask(verb, only) {
    const { actor, registration } = door.parameters;
    const { json } = await request('GET', 'statements', { agent: actor, registration, verb: VERB + verb, ...only });
    for (const { object, result } of json.statements ?? []) {
      const key = only ? verb : object.id;
      if (!told.has(key)) told.set(key, result?.response);
    }
  }

  /** @param {string} verb */
  const askVerdict = (verb) => ask(verb, { activity: door.parameters.activityId, limit: '1' });

  /** True when the LMS has them. @param {string[]} keys @param {Promise<boolean>} saved   it takes the state: the session is not over */
  async function deliver(keys, saved) {
    keys.forEach((key) => onTheWay.add(key));
    const { ok, status } = await request('POST', 'statements', {}, keys.map((key) => outbox.get(key)));
    keys.forEach((key) => onTheWay.delete(key));
    const [first = ''] = keys;
    const verdict = /^(completed|passed)$/.test(first);
    const refused = [400, 403, 409].includes(status);
    // Refused as a second one, because an earlier visit's arrived late: then it is there.
    if (verdict && refused) await askVerdict(first);
    // One answer that an LMS does not want shall not stand in the way of everything else.
    if (!ok && !(refused && !verdict && (await saved)) && !told.has(first)) return false;
    for (const key of keys) {
      const { object, result } = outbox.get(key) ?? {};
      outbox.delete(key);
      told.set(key, true).set(object.id, result.response);
    }
    return true;
  }

  const save = () => request('PUT', 'activities/state', place(STATE_ID), { state });

  return {
    standard: 'cmi5',
    errors,

    async find(window) {
      const search = new URLSearchParams(window.location.search);
      const parameters = Object.fromEntries(PARAMETERS.map((name) => [name, search.get(name) ?? '']));
      const given = PARAMETERS.filter((name) => parameters[name]);
      if (!given.length || search.has('alone')) return 'alone';
      return given.length < PARAMETERS.length ? undefined : { window, parameters };
    },

    async start(found) {
      door = found;
      door.window.addEventListener('pagehide', () => (leaving = true)); // the port's own listener comes after this one
      door.window.addEventListener('pageshow', () => (leaving = false));
      const entered = await enter();
      if (!entered) return null;
      session = entered;
      keep(session);
      if (session.over) {
        if (session.returnURL) door.window.location.href = session.returnURL;
        return null;
      }
      const [data, preferences, own] = await Promise.all([
        request('GET', 'activities/state', place('LMS.LaunchData')),
        request('GET', 'agents/profile', { agent: door.parameters.actor, profileId: 'cmi5LearnerPreferences' }),
        request('GET', 'activities/state', place(STATE_ID)),
        askVerdict('completed'),
        askVerdict('passed'),
        ask('answered'),
      ]);
      if (!data.json.contextTemplate || !(own.ok || own.status === 404)) return null;
      launchData = data.json;
      session.returnURL = launchData.returnURL;
      if (!session.running) {
        session.initialized ??= defined('initialized');
        keep(session); // before it is sent: after a reload the same one goes out again
        const { ok, status } = await request('POST', 'statements', {}, [session.initialized]);
        if (!ok && status !== 409) return null;
        session.running = true;
        delete session.initialized;
        keep(session);
      }
      return {
        state: own.json.state ?? '',
        done: told.has('completed') || told.has('passed'),
        readOnly: /browse|review/i.test(launchData.launchMode),
        score: 0,
        interactions: 0,
        preferences: {
          languages: (preferences.json.languagePreference ?? '').split(',').filter(Boolean),
          audio: preferences.json.audioPreference !== 'off',
        },
      };
    },

    async send(text, results, seconds) {
      state = text;
      results?.interactions.forEach(putAnswer);
      if (results?.complete) putVerdicts(results.score, duration(seconds));
      if (leaving) return true; // `finish` takes it along: nobody waits for anything now
      const keys = [...outbox.keys()];
      const answers = keys.filter((key) => key.includes(' '));
      const groups = [answers, ...keys.filter((key) => !answers.includes(key)).map((key) => [key])].filter((group) => group.length);
      // All at once: should the page go away, each is on its way already.
      const saved = save().then(({ ok }) => ok);
      const done = await Promise.all([saved, ...groups.map((group) => deliver(group, saved))]);
      if (done[0]) state = '';
      return done.every(Boolean);
    },

    async finish(seconds) {
      const end = defined('terminated', { duration: duration(seconds) });
      if (state) void save();
      // In one request, so that nothing can arrive after the last word; too much for a closing page: the answers stay.
      // What is on its way is not said again: LMSs refuse a second verdict, and with it all of its request.
      let last = [...[...outbox].filter(([key]) => !onTheWay.has(key)).map(([, one]) => one), end];
      if (JSON.stringify(last).length >= KEEPALIVE_CHARACTERS) last = last.filter(({ verb }) => verb.id !== VERB + 'answered');
      keep({ over: true, returnURL: session.returnURL });
      let { ok } = await request('POST', 'statements', {}, last);
      if (leaving) return ok;
      for (let tries = 2; !ok && tries; tries--) ({ ok } = await request('POST', 'statements', {}, last));
      if (session.returnURL) door.window.location.href = session.returnURL;
      return ok;
    },
  };
}

/** A random UUID, version 4; `crypto.randomUUID` is not there in an LMS without https. @param {Crypto} crypto */
function uuid(crypto) {
  const bytes = [...crypto.getRandomValues(new Uint8Array(16))];
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
