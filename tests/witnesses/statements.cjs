// Reads xAPI statements as JSON from its input and prints what xapi-validation says against them, as JSON.

const { statement } = require('xapi-validation/dist/factory');

let text = '';
process.stdin.on('data', (chunk) => (text += chunk));
process.stdin.on('end', () => {
  const warnings = JSON.parse(text).flatMap((one, at) => statement(one, ['statements', String(at)]));
  console.log(JSON.stringify(warnings.map((each) => ({ kind: each.constructor.name, ...each }))));
});
