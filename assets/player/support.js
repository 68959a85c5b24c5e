/**
 * The lines a learner can give to whoever looks after the LMS. No name, no answers, no result.
 *
 * @param {import('./types.js').Outline} outline
 * @param {import('../../scorm/runtime/types.js').Support} support
 */
export function supportLines(outline, support) {
  const { standard, state, sequence, savedAt, errors } = support;
  return [
    `course ${outline.id} ${outline.version} ${outline.language} ${outline.format}`,
    `standard ${standard}`,
    `state ${state}`,
    `saves ${sequence}`,
    `saved at ${savedAt ? new Date(savedAt).toISOString() : '-'}`,
    `errors ${errors.length ? errors.map(({ call, code }) => `${call} ${code}`).join('; ') : '-'}`,
  ].join('\n');
}
