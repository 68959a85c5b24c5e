/**
 * The strict cmi5 LMS behind HTTP on loopback, on a port of its own as record stores have it, so that a real browser
 * meets it as it would meet a real one: through its policy, with preflights.
 *
 *     node tests/browser/lms/cmi5-server.js '{"moveOn": "Completed"}'     // prints its port; ends with its input
 *
 * POST /launch gives the query of one more launch; GET /seen gives what the LMS holds and every breach.
 */

import { createServer } from 'node:http';
import { Cmi5Lrs } from '../../../scorm/stand-ins/cmi5-lrs.js';

const LMS = 'https://lms.example';
const ALLOWED = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': 'authorization, content-type, x-experience-api-version',
  'Access-Control-Allow-Methods': 'GET, POST, PUT',
};

const lms = new Cmi5Lrs(JSON.parse(process.argv[2] ?? '{}'));
const here = () => `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}`;

/** Only what is asked over the network lies here; ids stay what they are. */
function launch() {
  const parameters = new URLSearchParams(lms.launch(''));
  for (const name of ['fetch', 'endpoint']) parameters.set(name, (parameters.get(name) ?? '').replace(LMS, here()));
  return `?${parameters}`;
}

/** @param {string} path @param {import('../../../scorm/stand-ins/cmi5-lrs.js').Request} request */
function answer(path, request) {
  const { statements, documents, breaches, satisfied } = lms;
  if (path === '/launch') return { status: 200, body: launch() };
  if (path === '/seen') return { status: 200, body: { statements, documents, breaches, satisfied } };
  return lms.handle(request);
}

const server = createServer(async (request, response) => {
  const path = request.url ?? '';
  if (request.method === 'OPTIONS') return response.writeHead(204, ALLOWED).end();
  let body = '';
  for await (const chunk of request) body += chunk;
  const headers = /** @type {Record<string, string>} */ (request.headers);
  const { status, body: content } = answer(path, { method: request.method ?? '', url: LMS + path, headers, ...(body && { body }) });
  const text = content === undefined || status === 204 ? '' : typeof content === 'string' ? content : JSON.stringify(content);
  return response.writeHead(status, { ...ALLOWED, 'Content-Type': 'application/json' }).end(text);
});

server.listen(0, '127.0.0.1', () => console.log(/** @type {import('node:net').AddressInfo} */ (server.address()).port));
process.stdin.resume().on('end', () => process.exit());
