// tests/bench/profile.mjs - a callgrind profile as instructions a message, by stage
//
// usage: node profile.mjs FILE MESSAGES
// A function belongs to the stage of its file or library. What has none of its own, as libc, counts for who called it. Both sums
// come from the costs of calls as callgrind has them, so that they add up to the whole.
import fs from 'node:fs';

const [, , path, count] = process.argv;
const messages = Number(count);
const stages = [
  ['HTTP (libmicrohttpd)', /libmicrohttpd/, null],
  ['web, gateway', null, /bot\/(web|gateway)\//],
  ['JSON', /libjansson/, null],
  ['reading texts', null, /bot\/text\//],
  ['dialogue', null, /bot\/(dialog|office)\//],
  ['wording', null, /bot\/wording\//],
  ['relay', null, /bot\/relay\//],
  ['store', null, /bot\/store\//],
  ['SQLite', /libsqlite3/, null],
  ['outbound (libcurl)', /libcurl/, null],
  ['loop, base', null, /bot\/(cli|base|main)/],
];
const names = new Map(); // "fn(3)" -> text
const self = new Map(); // stage -> instructions
const callers = new Map(); // who called a function of no stage, for the list
let commit = 0, total = 0, pages = 0;

function named(kind, text) {
  const [, id, name] = text.match(/^\((\d+)\)(?: (.*))?$/);
  if (name !== undefined) names.set(kind + id, name);
  return names.get(kind + id) ?? '';
}
function stageOf(object, file) {
  const found = stages.find(([, library, source]) => (library ? library.test(object) : source.test(file)));
  return found ? found[0] : null;
}
function add(map, key, n) {
  map.set(key, (map.get(key) ?? 0) + n);
}

let object = '', file = '', fn = '', to = { object: '', file: '', fn: '' }, calls = false, stage = null;
for (const line of fs.readFileSync(path, 'utf8').split('\n')) {
  const [key, rest] = line.split(/=(.*)/s);
  if (key === 'ob') object = named('ob', rest);
  else if (key === 'fl') file = named('fl', rest);
  else if (key === 'fn') {
    fn = named('fn', rest);
    stage = stageOf(object, file);
    to = { object, file, fn: '' };
  } else if (key === 'cob') to.object = named('ob', rest);
  else if (key === 'cfl' || key === 'cfi') to.file = named('fl', rest);
  else if (key === 'cfn') to.fn = named('fn', rest);
  else if (key === 'fi' || key === 'fe') named('fl', rest);
  else if (key === 'calls') {
    calls = true;
    if (to.fn === 'sqlite3PagerGet') pages += Number(rest.split(' ')[0]);
  }
  else if (/^[+\-*\d]/.test(line)) {
    const cost = Number(line.split(' ').at(-1));
    if (!calls) {
      total += cost;
      if (stage) add(self, stage, cost);
    } else {
      const other = stageOf(to.object, to.file);
      if (stage && !other) {
        add(self, stage, cost);
        add(callers, `${to.fn.replace(/_avx2.*|_evex.*|__/g, '')} for ${stage}`, cost);
      }
      if (to.fn === 'store_commit' && fn !== 'store_commit') commit += cost;
      calls = false;
      to = { object, file, fn: '' };
    }
  }
}
self.set('SQLite', (self.get('SQLite') ?? 0) - commit);
self.set('commit (SQLite)', commit);
const rows = [...self].sort((a, b) => b[1] - a[1]);
const sum = rows.reduce((n, [, cost]) => n + cost, 0);
for (const [name, cost] of rows)
  console.log(`${name.padEnd(24)} ${Math.round(cost / messages).toString().padStart(9)}  ${((cost / sum) * 100).toFixed(1).padStart(5)} %`);
console.log(`${'sum'.padEnd(24)} ${Math.round(sum / messages).toString().padStart(9)}  of ${Math.round(total / messages)} instructions a message`);
console.log(`${'pages looked at'.padEnd(24)} ${(pages / messages).toFixed(1).padStart(9)}  a message, in SQLite`);
console.log('\nof which in libc:');
for (const [name, cost] of [...callers].sort((a, b) => b[1] - a[1]).slice(0, 14))
  console.log(`  ${name.padEnd(44)} ${Math.round(cost / messages).toString().padStart(8)}`);
