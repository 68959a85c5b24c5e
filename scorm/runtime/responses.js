/** Answers as SCORM 2004 and xAPI write them (RTE 4.2.9.2 and 4.2.9.3; xAPI 1.0.3, Data 2.4.4.1). */

/**
 * @param {import('./types.js').Answer['type']} type
 * @param {string[]} picked
 */
export function written(type, picked) {
  if (type === 'true-false') return String(picked[0] === 't');
  return picked.map((one) => one.replace('.', '[.]')).join('[,]');
}
