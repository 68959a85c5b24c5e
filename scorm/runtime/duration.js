/**
 * An ISO 8601 duration from whole hundredths of a second, so that no rounding can give 60, or more than two decimals.
 *
 * SCORM 2004 (timeinterval(second,10,2), RTE 4.1) and xAPI 1.0.3 (4.6) take the same form. Never a bare PT.
 *
 * @param {number} [seconds]   of one sitting: at most a day
 */
export function duration(seconds = 0) {
  const hundredths = Math.min(Math.max(Math.round(seconds * 100) || 0, 0), 24 * 360000);
  return `PT${Math.floor(hundredths / 360000)}H${Math.floor(hundredths / 6000) % 60}M${(hundredths % 6000) / 100}S`;
}
