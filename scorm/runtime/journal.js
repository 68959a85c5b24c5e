/**
 * Keeps the packed state in this browser until the LMS has given its sequence number back at a later launch.
 *
 * Entries are found by the nonce alone, and the nonce comes from the LMS: who is not that learner cannot ask.
 * Both storages, because Moodle empties localStorage at every log-in and log-out, and a tab's end empties the other.
 */

const DAYS_30_MS = 30 * 24 * 3600 * 1000;

/**
 * @param {Window} window
 * @param {() => number} now
 * @param {string} [prefix]
 * @param {('localStorage'|'sessionStorage')[]} [places]
 * @param {number} [kept_ms]
 */
export function createJournal(
  window,
  now,
  prefix = 'see-me-now.',
  places = ['localStorage', 'sessionStorage'],
  kept_ms = DAYS_30_MS,
) {
  /** @param {(storage: Storage) => any} act @returns {any[]} */
  const each = (act) =>
    places.flatMap((place) => {
      try {
        return act(window[place]);
      } catch {
        return []; // This storage is forbidden or full: the other one and the LMS must do.
      }
    });
  return {
    /** Texts without blanks. @param {string|number} name @param {string} text @param {string} [base]   what it goes on from */
    write: (name, text, base) => each((storage) => storage.setItem(prefix + name, `${now()} ${text} ${base}`)),
    /** Gives what each storage keeps under this name as [time, text, base], and drops what is too old, whoever's it is. @param {string|number} name @returns {string[][]} */
    read: (name) =>
      each((storage) => {
        for (const key of Object.keys(storage)) {
          if (key.startsWith(prefix) && !(now() - parseInt(storage[key]) < kept_ms)) storage.removeItem(key);
        }
        return [(storage.getItem(prefix + name) ?? '').split(' ')];
      }),
  };
}
