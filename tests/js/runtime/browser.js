/**
 * A browser without a screen: profiles, tabs, storages, channels, events, and a clock that only we move.
 */

/** Like the real one, its items are its own properties. */
class FakeStorage {
  /** As a tab has it that was duplicated. */
  copy() {
    return Object.assign(new FakeStorage(), this);
  }
  getItem(key) {
    return Object.hasOwn(this, key) ? this[key] : null;
  }
  setItem(key, value) {
    this[key] = String(value);
  }
  removeItem(key) {
    delete this[key];
  }
  clear() {
    for (const key of Object.keys(this)) delete this[key];
  }
}

/** One browser profile: its tabs share localStorage, channels, clock and network. */
export class Browser {
  localStorage = new FakeStorage();
  online = true;
  time = Date.UTC(2026, 10, 22, 9);
  timers = [];
  channels = [];
  #ids = 0;

  /** Lets promises settle; nothing here takes real time. */
  async settle() {
    for (let round = 0; round < 30; round++) await null;
  }

  /** Moves the clock, firing what is due on the way. @param {number} ms */
  async pass(ms) {
    const end = this.time + ms;
    await this.settle();
    for (;;) {
      const due = this.timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at || a.id - b.id)[0];
      if (!due) break;
      this.timers = this.timers.filter((timer) => timer !== due);
      this.time = Math.max(this.time, due.at);
      due.act();
      await this.settle();
    }
    this.time = end;
  }

  /** Waits for a promise, moving the clock only as far as it needs. */
  async until(promise) {
    let settled = false;
    promise.finally(() => (settled = true)).catch(() => {});
    for (let round = 0; round < 200; round++) {
      await this.settle();
      if (settled) break;
      const next = Math.min(...this.timers.map(({ at }) => at));
      if (next !== Infinity) await this.pass(next - this.time);
    }
    return promise;
  }

  setTimer(act, ms) {
    this.timers.push({ id: ++this.#ids, at: this.time + (ms ?? 0), act });
    return this.#ids;
  }

  clearTimer(id) {
    this.timers = this.timers.filter((timer) => timer.id !== id);
  }

  async setOnline(online) {
    if (online === this.online) return;
    this.online = online;
    for (const tab of this.tabs) tab.fire(online ? 'online' : 'offline');
    await this.settle();
  }

  tabs = new Set();

  /** @param {{API?: object, api?: object, session?: FakeStorage, search?: string, framed?: boolean, equip?: (tab: Tab) => void}} [options] */
  openTab({ API, api = { API }, session = new FakeStorage(), search = '', protocol = 'https:', framed = true, equip } = {}) {
    const tab = new Tab(this, session, { search, protocol });
    if (framed) tab.window.parent = api;
    else if (API) tab.window.API = API;
    equip?.(tab);
    this.tabs.add(tab);
    return tab;
  }
}

class Tab {
  /** @param {Browser} browser */
  constructor(browser, session, location) {
    this.browser = browser;
    this.session = session;
    this.reloads = 0;
    this.listeners = new Map();
    const listen = (type, act) => this.listeners.set(type, [...(this.listeners.get(type) ?? []), act]);
    const tab = this;
    this.alive = true;
    this.window = {
      location: { ...location, reload: () => this.reloads++ },
      opener: null,
      get localStorage() {
        return browser.localStorage;
      },
      get sessionStorage() {
        return session;
      },
      navigator: {
        get onLine() {
          return browser.online;
        },
      },
      document: { visibilityState: 'visible', addEventListener: listen },
      addEventListener: listen,
      setTimeout: (act, ms) => browser.setTimer(() => tab.alive && act(), ms),
      clearTimeout: (id) => browser.clearTimer(id),
      BroadcastChannel: class {
        constructor(name) {
          this.name = name;
          this.tab = tab;
          browser.channels.push(this);
        }
        postMessage(data) {
          for (const other of browser.channels) {
            if (other !== this && other.name === this.name && other.tab.alive) {
              browser.setTimer(() => other.tab.alive && other.onmessage?.({ data }), 1);
            }
          }
        }
        close() {
          browser.channels = browser.channels.filter((channel) => channel !== this);
        }
      },
    };
    this.window.parent = this.window;
  }

  fire(type, event = {}) {
    if (this.alive) for (const act of this.listeners.get(type) ?? []) act({ type, ...event });
  }

  async hide() {
    this.window.document.visibilityState = 'hidden';
    this.fire('visibilitychange');
    await this.browser.settle();
    this.window.document.visibilityState = 'visible';
    this.fire('visibilitychange');
    await this.browser.settle();
  }

  /** The tab is closed or goes to another page, in order. */
  async leave() {
    this.fire('pagehide', { persisted: false });
    await this.browser.settle();
    this.kill();
  }

  /** The renderer dies: not one more line of script runs. */
  kill() {
    this.alive = false;
    this.browser.tabs.delete(this);
    this.browser.channels = this.browser.channels.filter((channel) => channel.tab !== this);
  }
}
