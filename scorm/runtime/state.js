/**
 * The packed state: everything about one learner as a short string of [a-z0-9.], safe in any LMS.
 *
 * `1.h….p….s….q….d….` : a version, then sections, the most precious first. Each section is its letter, its bits in
 * base 32 and three characters of checksum, so that damage costs one section, and a cut tail the tail.
 * A section whose meaning changes gets a new letter. docs/tracking.md describes every bit.
 *
 * @typedef {import('./types.js').Learner} Learner
 * @typedef {import('./types.js').Layout} Layout
 *
 * @typedef {Object} Envelope   what the runtime itself must remember
 * @property {number} sequence                  grows with every attempt to save
 * @property {number} nonce                     names this record in the LMS; 0 while it has no name
 * @property {number} visit                     names the visit that wrote it
 * @property {Record<string, number>} indices   interaction index by question id
 * @property {string} rest                      sections that a newer edition wrote, handed on untouched
 *
 * @typedef {(value: any, width: number) => number} Bits   packing: writes the value; unpacking: ignores it and reads.
 *   Gives what stands in the string now; a value too large for its width becomes the largest.
 */

const VERSION = '1';
const CHECK = 3;
/** The largest value of a field stands for "none". */
const NO_RESULT = 2 ** 7 - 1;
const NO_INDEX = 2 ** 10 - 1;

/**
 * What is written in which order, said once for both ways: each section passes its values through `bits`.
 * A list gives each slot its own bits one after the other, so that a list can only grow at its end.
 *
 * @type {Record<string, (bits: Bits, learner: Learner, envelope: Envelope, layout: Layout) => void>}
 */
const SECTIONS = {
  h(bits, learner, envelope, { parts, pages, languages = [] }) {
    const slot = (/** @type {string[]} */ ids, id = '') => ids[bits(ids.indexOf(id) + 1, 12) - 1];
    envelope.nonce = bits(envelope.nonce, 48);
    envelope.sequence = bits(envelope.sequence, 24);
    envelope.visit = bits(envelope.visit, 12);
    learner.complete = bits(learner.complete, 1) > 0;
    const best = bits(learner.best ?? NO_RESULT, 7);
    learner.best = best > 100 ? null : best;
    learner.tries = bits(learner.tries, 8);
    const part = slot(parts, learner.place?.part);
    const page = slot(pages, learner.place?.page);
    learner.place = part && page ? { part, page } : null;
    const language = languages[bits(languages.indexOf(learner.language ?? '') + 1, 4) - 1];
    if (language) learner.language = language;
  },
  p(bits, learner, _envelope, { pages }) {
    learner.done = flags(bits, pages, learner.done);
  },
  s(bits, learner, _envelope, { stories }) {
    for (const id of stories) {
      const seconds = bits(learner.films[id], 12);
      if (id && seconds) learner.films[id] = seconds;
    }
  },
  q(bits, { answers }, { indices }, { questions }) {
    for (const { id, options = MOST, kind = 'letters' } of questions) {
      const given = answers[id];
      if (!bits(Boolean(given) || id in indices, 1)) continue;
      const index = bits(indices[id] ?? NO_INDEX, 10);
      const width = bits(given && options, 5);
      if (id && index < NO_INDEX) indices[id] = index;
      if (!width) continue;
      const right = bits(given?.right, 1) > 0;
      // Of another width: written when the question was of another kind. It is read past, and means nothing any more.
      const picked = PICKED[width === options ? kind : 'letters'](bits, given?.picked ?? [], width);
      if (id && (kind === 'letters' || width === options)) answers[id] = { picked, right };
    }
  },
  d(bits, learner, _envelope, { questions }) {
    learner.drawn = flags(bits, questions.map(({ id }) => id), learner.drawn);
  },
};

/** One bit for each: those that are in the list. A removed item, '', is in none. @param {Bits} bits @param {string[]} ids @param {string[]} list */
const flags = (bits, ids, list) => ids.filter((id) => bits(list.includes(id), 1) && id);

/** Bits of an answer for which nothing else is said. */
const MOST = 8;
const letter = (/** @type {number} */ number) => (9 + number).toString(36);
/** `a` is 1; nothing is 0. @param {string} [id] */
const number = (id) => (id ? parseInt(id, 36) - 9 : 0);

/**
 * An answer of so many fields of so many bits. In a field 0 is nothing.
 *
 * @param {number} count
 * @param {number} width
 * @param {(picked: string[], at: number) => number} write   what stands in the field at this place
 * @param {(value: number, at: number) => string} read
 * @returns {(bits: Bits, picked: string[]) => string[]}
 */
const fields = (count, width, write, read) => (bits, picked) =>
  Array.from({ length: count }, (_, at) => bits(write(picked, at), width)).flatMap((value, at) => (value ? read(value, at) : []));

/**
 * How an answer is written, by the kind of its question.
 *
 * @type {Record<import('./types.js').Kind, (bits: Bits, picked: string[], width: number) => string[]>}
 */
const PICKED = {
  letters: (bits, picked, width) => flags(bits, Array.from({ length: width }, (_, at) => letter(at + 1)), picked),
  order: fields(7, 4, (picked, at) => number(picked[at]), letter),
  pairs: fields(
    7,
    4,
    (picked, at) => number(picked.find((pair) => pair[0] === letter(at + 1))?.[2]),
    (to, at) => `${letter(at + 1)}.${letter(to)}`,
  ),
  number: fields(1, 3, ([picked]) => Number(picked), String),
  marks: fields(12, 10, (picked, at) => 2 * Number(picked[at]), (halves) => `${halves / 2}`),
};

/**
 * The longest string that `pack` can give for this layout.
 *
 * @param {Layout} layout
 */
export function worstCase({ pages, stories, questions }) {
  const head = 48 + 24 + 12 + 1 + 7 + 8 + 12 + 12 + 4;
  const answers = questions.reduce((sum, { options = MOST, kind }) => sum + 1 + 10 + 5 + 1 + (kind === 'marks' ? 120 : options), 0);
  const sections = [head, pages.length, stories.length * 12, answers, questions.length];
  return sections.reduce((sum, bits) => sum + 2 + Math.ceil(bits / 5) + CHECK, VERSION.length);
}

/**
 * @param {Learner} learner
 * @param {Layout} layout
 * @param {Envelope} envelope
 */
export function pack(learner, layout, envelope) {
  const copy = structuredClone({ learner, envelope });
  let text = VERSION;
  for (const letter in SECTIONS) {
    let written = '';
    SECTIONS[letter]?.(
      (value, width) => {
        const kept = Math.min(Math.max(Math.round(value) || 0, 0), 2 ** width - 1);
        written += kept.toString(2).padStart(width, '0');
        return kept;
      },
      copy.learner,
      copy.envelope,
      layout,
    );
    const body = letter + written.replace(/.{1,5}/g, (five) => parseInt(five.padEnd(5, '0'), 2).toString(32));
    text += '.' + body + check(body, layout.course);
  }
  return text + envelope.rest;
}

/**
 * Reads what can be read; never throws. Without a readable head the nonce is 0.
 *
 * notes: 'damaged' nothing could be read, 'partly' something could not, 'newer' a later edition wrote it.
 *
 * @param {string} text
 * @param {Layout} layout
 */
export function unpack(text, layout) {
  /** @type {Learner} */
  const learner = { place: null, done: [], answers: {}, best: null, tries: 0, complete: false, films: {}, drawn: [] };
  /** @type {Envelope} */
  const envelope = { sequence: 0, nonce: 0, visit: 0, indices: {}, rest: '' };
  const [version, ...sections] = text.split('.');
  let read = 0;
  let newer = version !== VERSION;
  for (const section of sections) {
    const body = section.slice(0, -CHECK);
    if (body + check(body, layout.course) !== section) continue;
    read++;
    const readSection = SECTIONS[section.charAt(0)];
    const written = [...body].map((char) => parseInt(char, 32).toString(2).padStart(5, '0')).join('');
    let at = 5; // after the letter
    // What an older, shorter state does not have reads as 0.
    if (readSection) readSection((_, width) => parseInt(written.slice(at, (at += width)), 2) || 0, learner, envelope, layout);
    else {
      envelope.rest += '.' + section;
      newer = true;
    }
  }
  /** @type {string[]} */
  const notes = [];
  if (text && read < Math.max(sections.length, 4)) notes.push(read ? 'partly' : 'damaged');
  if (read && newer) notes.push('newer');
  return { learner, envelope, notes };
}

/**
 * One truth out of two that went apart: what was done stays done, the newer answer counts.
 *
 * @param {Learner} older
 * @param {Learner} newer
 * @returns {Learner}
 */
export function merge(older, newer) {
  return {
    ...older,
    ...newer,
    place: newer.place ?? older.place,
    done: [...new Set([...older.done, ...newer.done])],
    answers: { ...older.answers, ...newer.answers },
    best: (older.best ?? -1) > (newer.best ?? -1) ? older.best : newer.best,
    tries: Math.max(older.tries, newer.tries),
    complete: older.complete || newer.complete,
    films: { ...older.films, ...newer.films },
    drawn: newer.drawn.length ? newer.drawn : older.drawn,
  };
}

/**
 * Over course and section: a wrong character, a swap of neighbours, another course all show.
 *
 * @param {string} body
 * @param {string} course
 */
function check(body, course) {
  let sum = 7;
  for (const char of course + body) sum = (sum * 31 + char.charCodeAt(0)) % 36 ** CHECK;
  return sum.toString(36).padStart(CHECK, '0');
}
