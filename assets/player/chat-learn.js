/** Learns from the wordings of a chat, outside a browser: JSON in on stdin (Lesson), what was learnt out on stdout. */

import { readFileSync } from 'node:fs';

import { learn } from '../components/chat/learn.js';

process.stdout.write(JSON.stringify(learn(JSON.parse(readFileSync(0, 'utf8')))));
