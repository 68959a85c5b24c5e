/**
 * Learns from wordings which answer or safety text a sentence asks for. Node only; the same wordings give the same weights.
 *
 * A linear classifier, trained by being set right (passive-aggressive, the mean of all its states): it is small, needs no
 * more than some thousand wordings, and what it learnt can be sent as a table. A weight exists only where the feature
 * stands in a wording of that class.
 *
 * @typedef {import('./search.js').Reading & {wordings: {text: string, id: string}[]}} Lesson
 */

import { BESIDE, createFeatures, hashOf, LARGEST, rowsOf, weighed } from './likeness.js';
import { createSafety } from './safety.js';
import { createReader, wordsOf } from './words.js';

const ROUNDS = 10;
/** It learns several times, in other orders, and keeps the mean: what is learnt then depends less on the order. */
const SEEDS = [1, 2, 3, 4];
/** How far one wording may pull. */
const PULL = 0.3;
/** How far a safety text must stand from everything else, where other classes must stand 1 apart. */
const APART = 1.4;
/** Pairs and pieces of words that stand in one wording only say little. */
const LEAST = 2;
/** Of LARGEST: what is less is left out. */
const LEAST_WEIGHT = 3;
const SINGLE = /^[wir]/;

/** @param {Lesson} lesson @returns {import('./likeness.js').Learnt} */
export function learn({ wordings, ...data }) {
  const isSafety = new Set(data.safety.map(({ id }) => id));
  const vocabulary = [...new Set(wordings.filter(({ id }) => !isSafety.has(id) && !BESIDE.includes(id)).flatMap(({ text }) => wordsOf(text)))].sort();
  const reader = createReader(data.words, vocabulary);
  const { rulesIn } = createSafety(data.patterns, { ...data, isFamiliar: reader.isFamiliar });
  const featuresOf = createFeatures({ read: reader.read, rulesIn });
  const classes = [...new Set(wordings.map(({ id }) => id))].sort();
  const kinds = wordings.map(({ text }) => featuresOf(text));

  /** In how many wordings each feature stands. @type {Map<string, number>} */
  const spread = new Map();
  for (const each of kinds) for (const feature of new Set(each.flat())) spread.set(feature, (spread.get(feature) ?? 0) + 1);
  const features = [...spread].filter(([feature, count]) => SINGLE.test(feature) || count >= LEAST).map(([feature]) => feature);
  const number = new Map(features.sort().map((feature, at) => [feature, at]));

  const examples = kinds.map((each, at) => ({
    of: classes.indexOf(String(wordings[at]?.id)),
    parts: weighed(each, (feature) => number.has(feature)).map(([feature, share]) => ({ row: Number(number.get(feature)), share })),
  }));
  const groups = classes.map((id) => isSafety.has(id));
  const apart = (/** @type {number} */ one, /** @type {number} */ other) => (groups[one] === groups[other] ? 1 : APART);
  const weights = new Float32Array(features.length * classes.length);
  for (const seed of SEEDS) {
    const own = trained(examples, features.length, classes.length, apart, seed);
    for (let at = 0; at < weights.length; at += 1) weights[at] = Number(weights[at]) + Number(own[at]) / SEEDS.length;
  }
  return { classes, vocabulary: vocabulary.join(' '), ...packed(features, weights, classes.length) };
}

/**
 * @param {{of: number, parts: {row: number, share: number}[]}[]} examples
 * @param {number} rows
 * @param {number} count   of classes
 * @param {(one: number, other: number) => number} apart
 * @param {number} seed
 */
function trained(examples, rows, count, apart, seed) {
  const now = new Float32Array(rows * count);
  const past = new Float32Array(rows * count);
  const isOpen = new Uint8Array(rows * count);
  for (const { of, parts } of examples) for (const { row } of parts) isOpen[row * count + of] = 1;
  const scores = new Float64Array(count);
  let step = 1;
  for (const order of orders(examples.length, seed)) {
    for (const each of order) {
      const { of, parts } = /** @type {typeof examples[number]} */ (examples[each]);
      scores.fill(0);
      let length = 0;
      for (const { row, share } of parts) {
        length += share * share;
        for (let at = 0; at < count; at += 1) scores[at] = Number(scores[at]) + Number(now[row * count + at]) * share;
      }
      const { rival, loss } = nearest(scores, of, apart);
      const pull = Math.min(PULL, loss / (2 * length || 1));
      if (pull > 0) {
        for (const { row, share } of parts) {
          for (const [at, way] of [[of, 1], [rival, -1]]) {
            const place = row * count + Number(at);
            if (!isOpen[place]) continue;
            now[place] = Number(now[place]) + Number(way) * pull * share;
            past[place] = Number(past[place]) + Number(way) * pull * share * step;
          }
        }
      }
      step += 1;
    }
  }
  return now.map((weight, at) => weight - Number(past[at]) / step);
}

/** @param {Float64Array} scores @param {number} of @param {(one: number, other: number) => number} apart */
function nearest(scores, of, apart) {
  let rival = -1;
  let most = -Infinity;
  for (let at = 0; at < scores.length; at += 1) {
    if (at === of || Number(scores[at]) + apart(of, at) <= most) continue;
    [rival, most] = [at, Number(scores[at]) + apart(of, at)];
  }
  return { rival, loss: most - Number(scores[of]) };
}

/** @param {number} length @param {number} seed @returns {Generator<number[]>} all numbers, mixed anew for each round, always alike */
function* orders(length, seed) {
  const order = Array.from({ length }, (_, at) => at);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let at = length - 1; at > 0; at -= 1) {
      seed = (seed * 48271) % 2147483647;
      const other = seed % (at + 1);
      [order[at], order[other]] = [Number(order[other]), Number(order[at])];
    }
    yield order;
  }
}

/** @param {string[]} features @param {Float32Array} weights @param {number} count */
function packed(features, weights, count) {
  const scale = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0) / LARGEST || 1;
  const rows = features.map((feature, row) => ({
    hash: hashOf(feature),
    row: Array.from({ length: count }, (_, at) => /** @type {[number, number]} */ ([at, Math.round(Number(weights[row * count + at]) / scale)])).filter(
      ([, weight]) => Math.abs(weight) >= LEAST_WEIGHT,
    ),
  }));
  return { scale, weights: Buffer.from(rowsOf(rows.filter(({ row }) => row.length))).toString('base64') };
}
