/**
 * A strict cmi5 LMS in memory for previews and tests: launches one AU for one learner, holds statements, states and
 * the agent's profile, and refuses and notes every breach of cmi5 1.0 by the numbers of `@cmi5/requirements`.
 *
 *     const lms = new Cmi5Lrs({ record, masteryScore: 0.7, moveOn: 'Passed' });
 *     const address = lms.launch('index.html');      // with endpoint, fetch, actor, registration, activityId
 *     lms.fetch(url, init);                          // in the place of window.fetch
 *     lms.handle({ method, url, headers, body });    // or behind a server of any kind: gives { status, body }
 *     lms.statements; lms.breaches; lms.satisfied;
 */

/**
 * @typedef {Record<string, any>} Json
 * @typedef {{rule: string, message: string}} Breach
 * @typedef {{method: string, url: string, headers: Record<string, string>, body?: string}} Request
 * @typedef {{status: number, body?: unknown}} Answer
 *
 * @typedef {Object} Session
 * @property {string} id
 * @property {string} token          '' until it was fetched
 * @property {Set<string>} read      documents the AU has read
 * @property {string[]} verbs        of its cmi5-defined statements, in order
 * @property {boolean} begun         an initialized statement is there
 * @property {'open'|'terminated'|'abandoned'} state
 *
 * @typedef {Object} Options
 * @property {{statements: Json[], documents: Record<string, string>}} [record]   all that it holds, as plain JSON
 * @property {'Normal'|'Browse'|'Review'} [launchMode]
 * @property {string} [moveOn]
 * @property {number} [masteryScore]
 * @property {string} [returnURL]
 * @property {Json} [preferences]      cmi5LearnerPreferences; without it there are none (404)
 * @property {(request: Request) => Answer|undefined} [meddle]   answers in the place of the LMS: a network with faults
 */

const XAPI = 'http://adlnet.gov/expapi/verbs/';
const CMI5 = 'https://w3id.org/xapi/cmi5/context/';
const SESSION_ID = CMI5 + 'extensions/sessionid';
const MASTERY = CMI5 + 'extensions/masteryscore';
const AU_VERBS = ['initialized', 'completed', 'passed', 'failed', 'terminated'];
const ACTOR = { objectType: 'Agent', account: { homePage: 'https://lms.example', name: 'learner-1' } };
const REGISTRATION = '7c1d3c3e-6a0f-4a53-9f5b-2f6f5d9c4d11';
const ACTIVITY = 'https://lms.example/activity/42';
const PUBLISHER = 'https://course.example/au';
const ENDPOINT = 'https://lms.example/xapi/';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+]00:?00)$/;
const DURATION = /^P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?)?$/;
const PROPERTIES = ['id', 'actor', 'verb', 'object', 'result', 'context', 'timestamp', 'version'];
const LANGUAGES = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*(,[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*)*$/;

/** The same value, whatever the order of keys. @param {unknown} value @returns {string} */
const canonical = (value) =>
  JSON.stringify(value, (_, part) => (part && typeof part === 'object' && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort()) : part));

/** Whether everything in the template stands in the value as it was. @param {any} template @param {any} value @returns {boolean} */
function holds(template, value) {
  if (Array.isArray(template)) return Array.isArray(value) && template.every((one) => value.some((other) => canonical(one) === canonical(other)));
  if (template && typeof template === 'object') return Boolean(value) && Object.keys(template).every((key) => holds(template[key], value[key]));
  return template === value;
}

export class Cmi5Lrs {
  /** @param {Options} [options] */
  constructor({ record, launchMode = 'Normal', moveOn = 'NotApplicable', masteryScore, returnURL, preferences, meddle } = {}) {
    /** @type {Json[]} */
    this.statements = structuredClone(record?.statements ?? []);
    /** State documents by stateId. @type {Record<string, string>} */
    this.documents = { ...record?.documents };
    this.launchMode = launchMode;
    this.moveOn = moveOn;
    this.masteryScore = masteryScore;
    this.returnURL = returnURL;
    this.preferences = preferences;
    this.meddle = meddle;
    /** @type {Breach[]} */
    this.breaches = [];
    /** @type {(Request & {status: number})[]} */
    this.requests = [];
    /** @type {Session[]} */
    this.sessions = [];
  }

  /** All that it holds, for the next launch in another instance. */
  get record() {
    return structuredClone({ statements: this.statements, documents: this.documents });
  }

  /** The verbs that were stored, by their last word, in order. */
  get verbs() {
    return this.statements.map(({ verb }) => verb.id.split('/').pop());
  }

  /** Whether the moveOn criterion is met. */
  get satisfied() {
    const completed = this.#told('completed');
    const passed = this.#told('passed');
    /** @type {Record<string, boolean>} */
    const met = { Completed: completed, Passed: passed, CompletedAndPassed: completed && passed, CompletedOrPassed: completed || passed };
    return met[this.moveOn] ?? true;
  }

  /** Begins a session and gives the address to open; a session that never terminated is abandoned (9.3.6). @param {string} page */
  launch(page) {
    for (const session of this.sessions) if (session.state === 'open') session.state = 'abandoned';
    const session = { id: `session-${this.sessions.length + 1}-${this.statements.length}`, token: '', read: new Set(), verbs: [], begun: false, state: /** @type {const} */ ('open') };
    this.sessions.push(session);
    const parameters = { fetch: `https://lms.example/fetch?s=${session.id}`, endpoint: ENDPOINT, registration: REGISTRATION, activityId: ACTIVITY, actor: JSON.stringify(ACTOR) };
    const [address = '', fragment] = page.split('#');
    return `${address}${address.includes('?') ? '&' : '?'}${new URLSearchParams(parameters)}${fragment === undefined ? '' : '#' + fragment}`;
  }

  /** LMS.LaunchData of the session (10.2). @param {Session} session @returns {Json} */
  launchData(session) {
    return {
      contextTemplate: {
        contextActivities: { grouping: [{ objectType: 'Activity', id: PUBLISHER }] },
        extensions: { [SESSION_ID]: session.id },
      },
      launchMode: this.launchMode,
      moveOn: this.moveOn,
      ...(this.masteryScore !== undefined && { masteryScore: this.masteryScore }),
      ...(this.returnURL !== undefined && { returnURL: this.returnURL }),
    };
  }

  /** In the place of `window.fetch`. @param {string} url @param {RequestInit} [init] @returns {Promise<Response>} */
  fetch = async (url, { method = 'GET', headers = {}, body } = {}) => {
    const { status, body: content } = this.handle({ method, url, headers: /** @type {Record<string, string>} */ (headers), body: body === undefined ? undefined : String(body) });
    if (status === 0) throw new TypeError('Failed to fetch');
    const text = content === undefined || status === 204 ? null : typeof content === 'string' ? content : JSON.stringify(content);
    return new Response(text, { status, headers: { 'Content-Type': 'application/json' } });
  };

  /** One request. @param {Request} request @returns {Answer} */
  handle(request) {
    const answer = this.meddle?.(request) ?? this.#answer(request);
    this.requests.push({ ...request, status: answer.status });
    return answer;
  }

  /** @param {Request} request @returns {Answer} */
  #answer({ method, url, headers, body }) {
    const { pathname, searchParams, origin } = new URL(url);
    const query = Object.fromEntries(searchParams);
    if (pathname === '/fetch') return this.#fetchToken(method, query.s ?? '');
    if (!(origin + pathname).startsWith(ENDPOINT)) return this.#refuse(404, '8.1.1.0-3', `Not under the endpoint: ${url}`);
    const given = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
    const session = this.sessions.find(({ token }) => token && given.authorization === `Basic ${token}`);
    if (!session) return this.#refuse(401, '8.1.2.0-5', 'No Authorization: Basic with the token of this session');
    if (!/^1\.0(\.\d)?$/.test(given['x-experience-api-version'] ?? '')) return this.#refuse(400, '4.1.0.0-1', 'No X-Experience-API-Version');
    const resource = pathname.slice(new URL(ENDPOINT).pathname.length);
    if (resource === 'activities/state') return this.#stateDocument(session, method, query, body);
    const [type] = (given['content-type'] ?? '').toLowerCase().split(/\s*;/); // a charset may follow
    if (body !== undefined && type !== 'application/json') return this.#refuse(400, '4.1.0.0-1', 'Content-Type is not application/json');
    if (resource === 'agents/profile') return this.#profile(session, method, query, body);
    if (resource === 'statements') return method === 'GET' ? this.#find(query) : this.#receive(session, method, query, body);
    return this.#refuse(404, '4.1.0.0-1', `No such resource: ${resource}`);
  }

  /** @param {string} method @param {string} id @returns {Answer} */
  #fetchToken(method, id) {
    const session = this.sessions.find((one) => one.id === id);
    if (!session || method !== 'POST') return this.#refuse(400, '8.2.1.0-2', `${method} to the fetch URL`);
    if (session.token) return { ...this.#refuse(200, '8.2.3.0-1', 'The fetch URL was asked twice'), body: { 'error-code': '1', 'error-text': 'Already in use.' } };
    session.token = btoa(`token:${id}`);
    return { status: 200, body: { 'auth-token': session.token } };
  }

  /** @param {Session} session @param {string} method @param {Json} query @param {string} [body] @returns {Answer} */
  #stateDocument(session, method, query, body) {
    if (!this.#isActor(query.agent)) return this.#refuse(403, '8.1.3.0-3', 'The agent is not the actor of the launch');
    if (query.registration !== REGISTRATION) return this.#refuse(403, '8.1.4.0-3', 'State without the registration of the launch');
    if (query.activityId !== ACTIVITY) return this.#refuse(403, '10.1.0.0-3', 'State of another activity');
    if (!query.stateId && method === 'GET') return { status: 200, body: Object.keys(this.documents) };
    if (!query.stateId) return this.#refuse(400, '4.1.0.0-1', 'State without a stateId');
    session.read.add(query.stateId);
    if (query.stateId === 'LMS.LaunchData') {
      return method === 'GET' ? { status: 200, body: this.launchData(session) } : this.#refuse(403, '10.2.1.0-5', `${method} of LMS.LaunchData`);
    }
    if (method === 'GET') return query.stateId in this.documents ? { status: 200, body: this.documents[query.stateId] } : { status: 404 };
    if (session.state !== 'open') return this.#refuse(403, '8.1.2.0-2', `State after the session was ${session.state}`);
    const before = this.documents[query.stateId];
    if (!/^(PUT|POST|DELETE)$/.test(method) || (body === undefined) !== (method === 'DELETE')) return this.#refuse(400, '4.1.0.0-1', `${method} of a state without content`);
    delete this.documents[query.stateId];
    if (body === undefined) return { status: 204 };
    // A document is of any kind; of two JSON objects a POST makes one (xAPI 1.0.3, 2.3).
    const both = method === 'POST' && isObject(before) && isObject(body);
    this.documents[query.stateId] = both ? JSON.stringify({ ...JSON.parse(before ?? ''), ...JSON.parse(body) }) : body;
    return { status: 204 };
  }

  /** @param {Session} session @param {string} method @param {Json} query @param {string} [body] @returns {Answer} */
  #profile(session, method, query, body) {
    if (!this.#isActor(query.agent)) return this.#refuse(403, '11.0.0.0-1', 'The agent is not the actor of the launch');
    if (query.profileId !== 'cmi5LearnerPreferences') return this.#refuse(403, '11.0.0.0-4', `Profile ${query.profileId}`);
    session.read.add(query.profileId);
    if (method === 'GET') return this.preferences ? { status: 200, body: this.preferences } : { status: 404 };
    const { languagePreference, audioPreference } = isObject(body) ? JSON.parse(body ?? '') : {};
    if (!['on', 'off'].includes(audioPreference)) return this.#refuse(400, '11.0.0.0-5', 'Preferences without the two properties');
    if (!LANGUAGES.test(languagePreference)) return this.#refuse(400, '11.1.0.0-1', `languagePreference ${languagePreference}`);
    this.preferences = { languagePreference, audioPreference };
    return { status: 204 };
  }

  /** @param {Json} query @returns {Answer} */
  #find({ agent, activity, registration, verb, statementId, limit }) {
    if (agent !== undefined && !this.#isActor(agent)) return this.#refuse(403, '8.1.3.0-3', 'Statements of another agent');
    const found = this.statements
      .filter((one) => !statementId || one.id === statementId)
      .filter((one) => !verb || one.verb.id === verb)
      .filter((one) => !activity || one.object.id === activity)
      .filter((one) => !registration || one.context.registration === registration)
      .reverse();
    if (statementId) return found[0] ? { status: 200, body: found[0] } : { status: 404 };
    return { status: 200, body: { statements: found.slice(0, Number(limit) || undefined), more: '' } };
  }

  /** All of a request or nothing of it. @param {Session} session @param {string} method @param {Json} query @param {string} [body] @returns {Answer} */
  #receive(session, method, query, body) {
    let batch;
    try {
      batch = [JSON.parse(body ?? '')].flat();
    } catch {
      return this.#refuse(400, '4.1.0.0-1', 'Statements that are no JSON');
    }
    if (!(method === 'POST' || (method === 'PUT' && batch.length === 1 && query.statementId === batch[0].id))) {
      return this.#refuse(400, '4.1.0.0-1', `${method} of statements`);
    }
    const before = this.breaches.length;
    const copy = { ...session, verbs: [...session.verbs] };
    /** @type {Json[]} */
    const fresh = [];
    for (const one of batch) {
      const twin = [...this.statements, ...fresh].find(({ id }) => id === one.id);
      if (twin && canonical(twin) === canonical(one)) continue; // xAPI 2.1.3: the same again is no fault
      if (twin) {
        this.#refuse(409, '4.1.0.0-1', `Another statement has the id ${one.id}`);
        return { status: 409 };
      }
      this.#check(one, copy, fresh);
      fresh.push(one);
    }
    if (this.breaches.length > before) return { status: 403, body: this.breaches.slice(before) };
    Object.assign(session, copy);
    this.statements.push(...fresh);
    return { status: 200, body: batch.map(({ id }) => id) };
  }

  /** Every rule about one statement; moves the session on. @param {Json} one @param {Session} session @param {Json[]} fresh those of the same request before it */
  #check(one, session, fresh) {
    const verb = String(one.verb?.id).replace(XAPI, '');
    const { result = {}, context = {}, object = {} } = one;
    const categories = (context.contextActivities?.category ?? []).map((/** @type {Json} */ { id }) => id);
    const defined = categories.includes(CMI5 + 'categories/cmi5');
    const moveon = categories.includes(CMI5 + 'categories/moveon');
    const launchData = this.launchData(session);
    const told = (/** @type {string} */ word) => this.#told(word) || fresh.some((other) => other.verb?.id === XAPI + word);
    /** @param {unknown} held @param {string} rule @param {string} message */
    const expect = (held, rule, message) => void (held || this.breaches.push({ rule, message: `${verb}: ${message}` }));

    expect(UUID.test(one.id ?? ''), '9.1.0.0-1', `id ${one.id}`);
    expect(Object.keys(one).every((name) => PROPERTIES.includes(name)), '4.1.0.0-1', `properties ${Object.keys(one)}`);
    expect(canonical(one.actor) === canonical(ACTOR), '9.2.0.0-1', 'not the actor of the launch');
    expect(/^[a-z][a-z0-9+.-]*:\S+$/i.test(one.verb?.id) && isAbsolute(object.id), '3.0.0.0-1', 'verb or object is no absolute IRI');
    expect(UTC.test(one.timestamp) && !Number.isNaN(Date.parse(one.timestamp)), /\d/.test(one.timestamp) ? '9.7.0.0-2' : '9.7.0.0-1', `timestamp ${one.timestamp}`);
    expect(context.registration === REGISTRATION, '9.6.1.0-1', `registration ${context.registration}`);
    expect(context.extensions?.[SESSION_ID] === session.id, '9.6.3.1-4', 'session id is missing or another one');
    expect(holds(launchData.contextTemplate, context), '10.2.1.0-7', 'context does not hold the template as it was');
    expect(session.read.has('LMS.LaunchData'), '10.2.1.0-4', 'LMS.LaunchData was not read');
    expect(session.state !== 'abandoned', '9.3.6.0-2', 'after the session was abandoned');
    expect(session.state !== 'terminated', '9.3.0.0-5', 'after terminated');
    expect(result.duration === undefined || DURATION.test(result.duration), '4.1.0.0-1', `duration ${result.duration}`);
    const { scaled, raw, min, max } = result.score ?? {};
    expect(scaled === undefined || (scaled >= -1 && scaled <= 1), '4.1.0.0-1', `scaled ${scaled}`);
    expect(raw === undefined || (min !== undefined && max !== undefined), '9.5.1.0-3', 'raw without min and max');
    expect(!(raw < min || raw > max), '4.1.0.0-1', `raw ${raw} outside ${min} to ${max}`);

    const initialized = defined && verb === 'initialized';
    expect(session.begun || initialized, defined ? '9.3.0.0-4' : '7.1.3.0-1', 'before initialized');
    if (!defined) {
      expect(!moveon, '9.6.2.2-2', 'moveon without cmi5');
      return;
    }
    expect(AU_VERBS.includes(verb), '9.3.0.0-1', 'not a verb of an AU');
    expect(object.id === ACTIVITY && (object.objectType ?? 'Activity') === 'Activity', '9.4.0.0-2', `object ${object.id}`);
    expect(!initialized || session.read.has('cmi5LearnerPreferences'), '11.0.0.0-3', 'before the learner preferences were read');
    expect(!session.verbs.includes(verb), '9.3.0.0-2', 'twice in a session');
    expect(!/passed|failed/.test(verb) || !session.verbs.some((earlier) => earlier !== verb && /passed|failed/.test(earlier)), '9.3.0.0-3', 'a second verdict in a session');
    expect(verb !== 'completed' || !told('completed'), '9.3.0.0-6', 'twice in a registration');
    expect(verb !== 'passed' || !told('passed'), '9.3.0.0-7', 'twice in a registration');
    expect(verb !== 'failed' || !told('passed'), '9.3.0.0-8', 'after passed');
    const plain = /initialized|terminated/.test(verb);
    expect(plain || this.launchMode === 'Normal', this.launchMode === 'Browse' ? '10.2.2.0-2' : '10.2.2.0-3', `in a launch for ${this.launchMode}`);

    const judged = /^(passed|failed)$/.test(verb);
    expect(result.score === undefined || judged, '9.5.1.0-2', 'has a score');
    expect(verb !== 'passed' || result.success === true, '9.5.2.0-1', `success ${result.success}`);
    expect(verb !== 'failed' || result.success === false, '9.5.2.0-2', `success ${result.success}`);
    expect(judged || result.success === undefined, '9.5.2.0-3', `success ${result.success}`);
    expect(verb !== 'completed' || result.completion === true, '9.5.3.0-1', `completion ${result.completion}`);
    expect(verb === 'completed' || result.completion === undefined, '9.5.3.0-2', `completion ${result.completion}`);
    const clause = { terminated: '1', completed: '2', passed: '3', failed: '4' }[verb];
    expect(!clause || result.duration !== undefined, `9.5.4.1-${clause}`, 'no duration');
    const counts = result.success !== undefined || result.completion !== undefined;
    expect(!counts || moveon, '9.6.2.2-1', 'no category moveon');
    expect(counts || !moveon, '9.6.2.2-2', 'category moveon without success or completion');
    if (judged && this.masteryScore !== undefined) {
      const marked = context.extensions?.[MASTERY];
      expect(marked === this.masteryScore || (marked === undefined && !result.score), '9.6.3.2-2', `masteryScore ${marked}`);
      expect(verb !== 'passed' || scaled === undefined || scaled >= this.masteryScore, '9.3.4.0-2', `scaled ${scaled}`);
      expect(verb !== 'failed' || scaled === undefined || scaled < this.masteryScore, '9.3.5.0-2', `scaled ${scaled}`);
    }
    session.verbs.push(verb);
    if (initialized) session.begun = true;
    if (verb === 'terminated') session.state = 'terminated';
  }

  /** @param {string} word */
  #told(word) {
    return this.statements.some(({ verb }) => verb.id === XAPI + word);
  }

  /** @param {string|undefined} text */
  #isActor(text) {
    return isObject(text) && canonical(JSON.parse(text ?? '')) === canonical(ACTOR);
  }

  /** @param {number} status @param {string} rule @param {string} message @returns {Answer} */
  #refuse(status, rule, message) {
    this.breaches.push({ rule, message });
    return { status, body: { rule, message } };
  }
}

/** @param {string|undefined} id */
const isAbsolute = (id) => /^[a-z][a-z0-9+.-]*:\S+$/i.test(id ?? '');

/** @param {string|undefined} text */
function isObject(text) {
  try {
    const value = JSON.parse(text ?? '');
    return value !== null && typeof value === 'object' && !Array.isArray(value);
  } catch {
    return false;
  }
}
