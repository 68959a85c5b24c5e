/** Player texts in the package's language: fills placeholders, chooses plurals. Pure. */

/** @typedef {(key: string, values?: Record<string, string|number>) => string} Say */

/**
 * Returns the function that says a text. `n` chooses the plural; an unknown key says itself.
 *
 * @param {Record<string, string|Record<string, string>>} texts
 * @param {string} language
 * @returns {Say}
 */
export function createTexts(texts, language) {
  const plurals = new Intl.PluralRules(language);
  return (key, values = {}) => {
    const words = texts[key] ?? key;
    const text = typeof words === 'string' ? words : (words[plurals.select(Number(values['n']))] ?? words['other'] ?? key);
    return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
  };
}

/**
 * Returns seconds as a clock: 0:07, 12:30.
 *
 * @param {number} seconds
 */
export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
