/**
 * What the build writes into `course-<hash>.js` as `seeMeNow.course({…})`.
 *
 * @typedef {Object} Outline
 * @property {string} id
 * @property {string} version
 * @property {string} language
 * @property {string} format
 * @property {Record<string, string>} [languages]   in a package of several: the script that brings each
 * @property {import('../../scorm/runtime/types.js').Layout} layout
 * @property {{test: string, passPercent: number, status: 'completed'|'passed'|'both'}} completion
 * @property {PartOutline[]} parts      in order
 * @property {QuizOutline[]} quizzes
 * @property {{id: string, part: string, page: string, duration: number}[]} stories   duration in seconds
 * @property {Record<string, string | Record<string, string>>} texts   player texts by key; plurals as {one, other}
 *
 * @typedef {Object} PartOutline
 * @property {string} id
 * @property {string} title
 * @property {number} minutes
 * @property {boolean} core
 * @property {string|null} file         script that brings the part's pages; null when they are in index.html
 * @property {{id: string, title: string}[]} pages
 *
 * @typedef {Object} QuizOutline
 * @property {string} id
 * @property {QuestionOutline[]} questions
 *
 * @typedef {Object} QuestionOutline
 * @property {string} id
 * @property {'single'|'multiple'|'true-false'} type
 * @property {string[]} options         ids in the order of the page
 * @property {string[]} right
 * @property {string} interaction       id under which the LMS sees it
 */

/**
 * @typedef {Object} Receiver   `window.seeMeNow`
 * @property {(outline: Outline) => void} course
 * @property {(id: string, html: string, language: string) => void} part
 * @property {(outline: Outline, body: string) => void} [language]
 *
 * @typedef {Window & typeof globalThis & {seeMeNow: Receiver}} Stage
 */

export {};
