/** Answers questions outside a browser: JSON in on stdin ({data, texts}), JSON out on stdout (one reply a text, with its milliseconds). */

import { readFileSync } from 'node:fs';

import { createChat } from '../components/chat/search.js';

const { data, texts } = JSON.parse(readFileSync(0, 'utf8'));
const ask = createChat(data);
const replies = texts.map((/** @type {string} */ text) => {
  const start = performance.now();
  return { ...ask(text), ms: performance.now() - start };
});
process.stdout.write(JSON.stringify(replies));
