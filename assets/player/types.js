/**
 * @typedef {Object} Outline   what the player knows of the course
 * @property {string} id
 * @property {string} version
 * @property {string} language
 * @property {string} format
 * @property {Record<string, string>} [languages]   in a package of several: the script that brings each
 * @property {import('../../scorm/runtime/types.js').Layout} layout
 * @property {{test: string, passPercent: number, testOutPercent: number|null, status: 'completed'|'passed'|'both'}} completion
 * @property {PartOutline[]} parts      in order
 * @property {QuizOutline[]} quizzes   those whose answers the LMS sees; others come with their part
 * @property {StoryOutline[]} stories
 * @property {string|null} chat         script that brings the chat
 * @property {string|null} help         script that brings the finder and the guide
 * @property {string} style             of all that the first page does not show
 * @property {Record<string, string | Record<string, string>>} texts   player texts by key; plurals as {one, other}
 *
 * @typedef {Object} PartOutline
 * @property {string} id
 * @property {string} title
 * @property {number} minutes
 * @property {boolean} [core]
 * @property {string|null} file         script that brings the part's pages; null when index.html has them
 * @property {string[]} [needs]         scripts and styles that its pages need before they can be used
 * @property {string[]} pages
 *
 * @typedef {Omit<Outline, 'parts'> & {parts: (Omit<PartOutline, 'pages'> & {pages: [from: number, end: number][]})[]}} PackedOutline
 *   what the build writes into `course-<hash>.js` as `seeMeNow.course({…})`: pages of parts as runs of `layout.pages`
 *
 * @typedef {Object} StoryOutline
 * @property {string} id
 * @property {string} part
 * @property {string} page
 * @property {number} duration          seconds
 * @property {import('../components/spotting/score.js').Signal[]} signals   in the order of time
 * @property {string} question          under which the marks are kept
 * @property {string} interaction       id under which the LMS sees them
 *
 * @typedef {Object} QuizOutline
 * @property {string} id
 * @property {number|null} draw         how many questions an attempt has; null: all of them
 * @property {QuestionOutline[]} questions   those that can be answered: reflections are not among them
 *
 * @typedef {Object} QuestionOutline
 * @property {string} id
 * @property {'single'|'multiple'|'true-false'|'ordering'|'matching'|'place'|'confidence'} type
 * @property {string[]} options         ids in the order of the page
 * @property {string[]} right           in order for ordering, pairs `a.c` for matching; none for confidence
 * @property {boolean} [nothingWrong]
 * @property {string} interaction       id under which the LMS sees it
 *
 * @typedef {Object} Answering          how a type of question is answered on screen; `step` is the whole question
 * @property {string} hint              words when nothing was chosen
 * @property {(step: HTMLElement, question: QuestionOutline, say: import('./texts.js').Say) => void} [mount]   once
 * @property {(step: HTMLElement, question: QuestionOutline) => void} clear    as it is before an answer
 * @property {(step: HTMLElement) => string[]} picked   none while something is open
 * @property {(step: HTMLElement, question: QuestionOutline, given: import('../../scorm/runtime/types.js').Given, say: import('./texts.js').Say) => void} show
 *
 * @typedef {Record<string, (root: HTMLElement, desk: import('./player.js').Desk) => void>} OnDemand   what a script brings
 *   that only some pages need, by `data-on-demand`
 */

/**
 * What the build hands to `help-<language>-<hash>.js`.
 *
 * @typedef {Object} HelpPage
 * @property {import('./municipalities.js').Row[]} rows
 * @property {Record<string, string>} regions   the card of the confirmed care coordinator, as HTML, by code of municipality
 * @property {string} finder                    what stands in its dialog, as HTML
 * @property {{questions: GuideQuestion[], ends: Record<string, string>}} guide   ends as HTML
 * @property {Record<string, string>} texts
 *
 * @typedef {{id: string, ask: string, answers: {id: string, text: string, to: string}[]}} GuideQuestion
 *
 * @typedef {(body: HTMLElement, page: HelpPage, today: string, checked: (root: ParentNode) => boolean) => void} MountHelp
 *   `checked` hides the contacts whose check is overdue and tells whether there were any
 */

/**
 * @typedef {Object} Receiver   `window.seeMeNow`
 * @property {(given: PackedOutline) => void} course
 * @property {(id: string, html: string, language: string, quizzes: QuizOutline[]) => void} part
 * @property {(found: OnDemand) => void} onDemand
 * @property {(texts: Outline['texts'], language: string) => void} texts   of what came on demand
 * @property {(given: PackedOutline, body: string) => void} [language]
 * @property {(page: HelpPage, mounts: Record<'finder'|'guide', MountHelp>) => void} [help]
 * @property {(mount: (root: HTMLElement, page: any, today: string) => void, page: unknown) => void} [chat]
 *
 * @typedef {Window & typeof globalThis & {seeMeNow: Receiver}} Stage
 */

export {};
