// tests/bench/dead-gateway.mjs - p99 from a trader's text to the reply at the gateway, with and without a dead gateway beside it
//
// Two daemons at the same time, their messages in turn, so that whatever else the machine does strikes both alike. One has a second
// gateway that takes connections and never answers, with a queue that it keeps trying. Fails when the median of the rounds' ratios
// is above 1.2.
import { spawn, execFileSync } from 'node:child_process';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';

const { LAPAK = 'build/lapak', MESSAGES = '2000', ROUNDS = '5', RATE = '150' } = process.env;
const lapak = path.resolve(LAPAK);
const agent = new http.Agent({ keepAlive: true });
const waiting = new Map();
const listen = (server) => new Promise((done) => { server.listen(0, '127.0.0.1', () => done(server.address().port)); });
const sleep = (ms) => new Promise((done) => { setTimeout(done, ms); });

// The living gateway of both: a reply is there when it is asked to send it.
const alive = await listen(http.createServer((request, response) => {
  const to = new URL(request.url, 'http://alive').searchParams.get('to');
  waiting.get(to)?.(performance.now());
  response.writeHead(202).end('0: Accepted for delivery');
}));
let held = 0;
const dead = await listen(net.createServer((socket) => { held++; socket.on('error', () => {}).resume(); }));

async function start(name, withDead) {
  const folder = fs.mkdtempSync(`/tmp/lapak-${name}-`);
  const ini = path.join(folder, 'lapak.ini');
  const port = await new Promise((done) => {
    const s = net.createServer().listen(0, '127.0.0.1', () => { const p = s.address().port; s.close(() => done(p)); });
  });
  const section = (gateway, to) => `[gateway.${gateway}]\ntype = "kannel"\nsend_url = "http://127.0.0.1:${to}/send"\nfailover = "no"\nrate_per_second = 500\n`;
  fs.writeFileSync(ini, `[server]\nlisten = "127.0.0.1:${port}"\n[database]\nurl = "sqlite:lapak.db"\n[office]\nname = "Dinkopdag"\n`
    + `short_code = "2323"\n[templates]\ndir = "${path.resolve('templates')}"\n[migrations]\ndir = "${path.resolve('migrations')}"\n`
    + section('alive', alive) + (withDead ? section('dead', dead) : ''));
  execFileSync(lapak, ['--config', ini, 'migrate'], { stdio: 'ignore' });
  const daemon = spawn(lapak, ['--config', ini, 'serve'], { stdio: 'ignore' });
  const call = (gateway, from, id) => new Promise((done, fail) => {
    http.get({ agent, host: '127.0.0.1', port, path: `/gateway/${gateway}/inbound?from=%2B${from}&id=${id}&b=MENU` }, (response) => {
      response.resume().on('end', () => done(response.statusCode));
    }).on('error', fail);
  });
  for (let i = 0; i < 100 && await call('alive', '6281111111111', 'hello').catch(() => 0) !== 200; i++) await sleep(50);
  return { call, stop: () => { daemon.kill('SIGKILL'); fs.rmSync(folder, { recursive: true, force: true }); } };
}

async function ask(daemon, id) {
  const from = `62812${String(id).padStart(8, '0')}`;
  const began = performance.now();
  const arrived = new Promise((done) => { waiting.set(`+${from}`, done); });
  assert.equal(await daemon.call('alive', from, `m${id}`), 200);
  const at = await Promise.race([arrived, sleep(20000).then(() => assert.fail('a reply did not come'))]);
  waiting.delete(`+${from}`);
  return at - began;
}

const p99 = (times) => times.sort((a, b) => a - b)[Math.ceil(times.length * 0.99) - 1];
const healthy = await start('healthy', false);
const beside = await start('beside', true);
let status = 1;
try {
  const ratios = [];
  let id = 0;
  for (let i = 0; i < 200; i++) await beside.call('dead', `62857${String(i).padStart(8, '0')}`, `d${i}`);
  for (let round = 0; round <= Number(ROUNDS); round++) { // the first, in which everything starts, is not counted
    const runs = [[], []];
    for (let i = 0; i < Number(MESSAGES); i++) {
      const order = i % 2 ? [0, 1] : [1, 0];
      for (const k of order) {
        runs[k].push(ask(k ? beside : healthy, ++id));
        await sleep(500 / Number(RATE));
      }
    }
    const [alone, both] = await Promise.all(runs.map(async (run) => p99(await Promise.all(run))));
    if (round === 0) continue;
    ratios.push(both / alone);
    console.log(`round=${round} p99_alone_ms=${alone.toFixed(1)} p99_beside_dead_ms=${both.toFixed(1)} ratio=${(both / alone).toFixed(3)}`);
  }
  assert.ok(held >= 5, `the dead gateway was called ${held} times`);
  const median = ratios.sort((a, b) => a - b)[Math.floor(ratios.length / 2)];
  console.log(`median_ratio=${median.toFixed(3)} calls_to_dead=${held}`);
  assert.ok(median <= 1.2, 'the dead gateway costs the other more than 20 %');
  status = 0;
} catch (fault) {
  console.error(`FAILED: ${fault.message}`);
} finally {
  healthy.stop();
  beside.stop();
}
process.exit(status);
