// tests/bench/peers/webhook.cjs - a webhook on Node's http and better-sqlite3 that executes the statements Lapak executes
//
// usage: node webhook.cjs PORT DATABASE RECORD each|group
// RECORD is what `rawsql -o` wrote: a line for each statement's text, then for each message the statements with their values.
// It answers the messages in turn with no dialogue of its own, so that only language, HTTP and transactions differ. With `each` a
// message is a transaction, as one writes it first; with `group` what came in one turn of the event loop shares one.
const fs = require('fs');
const http = require('http');
const Database = require('better-sqlite3');

const [, , port, path, recordPath, mode] = process.argv;
const db = new Database(path);
db.pragma('journal_mode = WAL');
db.pragma('synchronous = FULL');
db.pragma('foreign_keys = ON');
db.pragma('cache_size = -16384');

const statements = [], messages = [];
for (const line of fs.readFileSync(recordPath, 'utf8').split('\n')) {
  if (line === '') continue;
  const row = JSON.parse(line);
  if (typeof row === 'string') statements.push(db.prepare(row));
  else messages.push(row);
}
const reads = statements.map((s) => s.reader);

let next = 0;
function apply() {
  const steps = messages[next++];
  if (steps === undefined) throw new Error('the record is at its end');
  for (const [n, values] of steps) {
    try {
      if (reads[n]) statements[n].all(values);
      else statements[n].run(values);
    } catch (e) {
      if (!String(e.code).startsWith('SQLITE_CONSTRAINT')) throw e;
    }
  }
}
const begin = db.prepare('BEGIN IMMEDIATE'), commit = db.prepare('COMMIT');

function answer(response) {
  const body = '{"replies": ["LAPAK: Tercatat hari ini: laku Rp1.500.000. Salah? Balas UBAH. Menu: MENU"]}';
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': body.length }).end(body);
}

let waiting = [];
function flush() {
  const batch = waiting;
  waiting = [];
  begin.run();
  for (let i = 0; i < batch.length; i++) apply();
  commit.run();
  for (const response of batch) answer(response);
}

function take(response) {
  if (mode === 'group') {
    if (waiting.push(response) === 1) setImmediate(flush);
    return;
  }
  begin.run();
  apply();
  commit.run();
  answer(response);
}

http.createServer({ keepAliveTimeout: 60000 }, (request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk)).on('end', () => {
    const message = JSON.parse(Buffer.concat(chunks).toString());
    if (typeof message.from !== 'string' || typeof message.text !== 'string') {
      response.writeHead(400).end();
      return;
    }
    take(response);
  });
}).listen(Number(port), '127.0.0.1', 4096);
