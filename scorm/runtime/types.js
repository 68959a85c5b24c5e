/**
 * The words in which the player and the runtime speak to one another.
 *
 * @typedef {Object} Place
 * @property {string} part
 * @property {string} page
 *
 * @typedef {Object} Given       the answer that counts for a question: the last one handed in
 * @property {string[]} picked   option ids, single letters; by kind of question: in her order, as pairs `a.c`, a number, or
 *   half seconds of a film
 * @property {boolean} right
 *
 * @typedef {Object} Learner     the whole truth about one learner in this course; plain values
 * @property {Place|null} place      where she was last; null also when that page is gone
 * @property {string[]} done         ids of pages she has finished (read to the end and gone on)
 * @property {Record<string, Given>} answers   by question id
 * @property {number|null} best      best result of the final test in per cent, 0..100; null before there is one
 * @property {number} tries          how often the final test was handed in
 * @property {string[]} drawn        ids of the questions that her attempts have, of those that come from a pool
 * @property {boolean} complete      the course's rule "done" was met once; never taken back
 * @property {Record<string, number>} films    seconds watched up to, by story id
 * @property {string} [language]     the one she chose in a package of several
 *
 * @typedef {Object} Layout      the items a state can speak of; the index in a list is the slot (course/ids.lock)
 * @property {string} course
 * @property {string[]} parts    '' where a removed item keeps its slot
 * @property {string[]} pages
 * @property {{id: string, options?: number, kind?: Kind}[]} questions   options: how many bits an answer has, 8 without a word
 * @property {string[]} stories
 * @property {string[]} [languages]  those of the course, in the order of the course
 *
 * @typedef {'letters'|'order'|'pairs'|'number'|'marks'} Kind   how the picked are kept; without a word: letters, one bit each
 *   from `a` on. Marks in a film take more bits than `options` can say: there it is 31
 *
 * @typedef {Object} Answer      one reported answer (only final test, spotting and confidence are reported)
 * @property {string} id         interaction id, [a-z0-9_], at most 32 characters
 * @property {'choice'|'true-false'|'sequencing'|'matching'|'likert'|'performance'} type
 * @property {string[]} response   option ids; for true-false 't' or 'f', for matching pairs `a.c`, for likert a number,
 *   for performance the signal and its moment, `a4.12.5`
 * @property {string[]} pattern    the right ones, same form; none for likert and performance
 * @property {boolean|number} right   likert knows no right and no wrong; performance: the share that was found, 0..1
 * @property {number} latency      active seconds spent on it
 *
 * @typedef {'connecting'|'running'|'saving'|'unsaved'|'finishing'|'finished'|'review'|'alone'|'unconnected'|'elsewhere'} PortState
 *   connecting: looking for the LMS. running: all is saved. saving: a commit is under way.
 *   unsaved: something is not kept by the LMS yet. finishing/finished: the visit ends/has ended.
 *   review: read-only (finished before, browse, no credit). alone: opened on purpose without an LMS.
 *   unconnected: launched as if by an LMS, but no API answered. elsewhere: another tab holds this course.
 *
 * @typedef {Object} Port
 * @property {() => Promise<PortState>} open          connects; settles in running, unsaved, review, alone, unconnected or elsewhere;
 *   a save before that is not taken
 * @property {() => {learner: Learner, notes: string[], preferences: Preferences|undefined}} restore   what was kept;
 *   notes: 'damaged' | 'partly' | 'newer' | 'journal'
 * @property {(answer: Answer) => void} answer        goes out with the next save
 * @property {(percent: number) => void} score        best result so far, 0..100; goes out with the next save
 * @property {() => void} complete                    ratchet; goes out with the next save
 * @property {(learner: Learner) => Promise<boolean>} save   one finished step: one batch, one commit; true when the LMS said it is kept
 * @property {() => Promise<boolean>} close           saves what is open, then finishes once; true when all is kept
 * @property {() => Promise<boolean>} retry           the learner's own "try again"
 * @property {() => void} takeOver                    from elsewhere to running, at the learner's word; then restore again
 * @property {PortState} state
 * @property {(listener: (state: PortState) => void) => void} watch
 * @property {() => Support} support                  what the support page shows; no personal data
 *
 * @typedef {Object} Preferences   what the learner asked her LMS for (cmi5)
 * @property {string[]} languages   as BCP 47 says, the best first; none: no wish
 * @property {boolean} audio        sound may be on
 *
 * @typedef {Object} Support
 * @property {string} standard
 * @property {PortState} state
 * @property {number} sequence
 * @property {number|null} savedAt      epoch milliseconds of the last save that the LMS confirmed
 * @property {{call: string, code: string}[]} errors    the last ones, newest first
 */

export {};
