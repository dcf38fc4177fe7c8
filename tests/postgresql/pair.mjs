// tests/postgresql/pair.mjs - two PostgreSQL servers, a primary and its synchronous standby, and who manages them
//
//   const pair = await makePair(folder);    // two servers "a" and "b" on ports of 127.0.0.1, a is the primary
//   pair.manage();                          // from here on a dead one is replaced
//   await pair.kill('primary');             // or 'standby': all its processes, by SIGKILL
//   await pair.whole();                     // until the standby is synchronous again
//   await pair.stop();
//
// The manager does what Patroni or repmgr do in an office's server room, on one machine: it sees within a quarter of a second that
// a server died. Primary: its standby is promoted, if all that was acknowledged is known to be there, and the dead one comes
// back as the new standby by pg_rewind, or pg_basebackup where that cannot. Standby: it leaves synchronous_standby_names, so that the primary goes on
// alone, and comes back into it when it has all again. Whatever was acknowledged while there was no standby is on one
// machine only: the primary is then started again, and nobody promoted.
import { execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../ports.mjs';

const run = promisify(execFile);
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const LOOK_MS = 250;
const ADMIT_SECONDS = 10;
const AWAY_MS = 20000; // how long a machine that vanished is switched off
const UNHEARD_MS = 2000; // a server that does not answer for as long is taken for dead, and killed to make sure
const ROOT = process.getuid() === 0;

const COMMON = ['wal_level = replica', 'wal_log_hints = on', 'hot_standby = on', 'max_wal_senders = 8', 'wal_keep_size = 512MB',
  'max_connections = 60', 'wal_receiver_status_interval = 1', 'wal_retrieve_retry_interval = 200ms', 'log_min_messages = warning',
  'log_min_error_statement = panic', 'checkpoint_timeout = 5min'];

function findBin() {
  const base = '/usr/lib/postgresql';
  const versions = fs.existsSync(base) ? fs.readdirSync(base).sort((x, y) => Number(x) - Number(y)) : [];
  const bin = versions.map((v) => path.join(base, v, 'bin')).filter((d) => fs.existsSync(path.join(d, 'postgres'))).pop();
  if (!bin) throw new Error('there is no PostgreSQL: apt-get install postgresql');
  return bin;
}

// settings: more lines of postgresql.conf, for both. synchronous: false is for showing what is lost without.
// hosts: where each listens. Two of their own let one vanish from the network without a word.
export async function makePair(folder, { settings = [], synchronous = true, hosts = ['127.0.0.1', '127.0.0.1'] } = {}) {
  const bin = findBin();
  // As root the servers run as the user postgres.
  const number = async (flag) => Number((await run('id', [flag, 'postgres'])).stdout);
  const who = ROOT ? { uid: await number('-u'), gid: await number('-g') } : {};
  const tool = (name, ...words) => run(path.join(bin, name), words, { ...who, cwd: folder, maxBuffer: 1 << 28 });
  const nodes = {};
  const pair = { nodes, primary: 'a', eligible: false, promotions: 0, rewinds: 0, basebackups: 0, busy: false };
  const other = (name) => (name === 'a' ? 'b' : 'a');
  let managing = null;
  let stopping = false;

  const dead = (name) => !nodes[name].child;
  async function start(name) {
    const n = nodes[name];
    if (n.gone) await run('ip', ['route', 'add', 'local', n.host, 'dev', 'lo', 'src', process.env.FROM]);
    n.gone = false;
    const log = fs.openSync(path.join(folder, `${name}.log`), 'a');
    fs.rmSync(path.join(n.data, 'postmaster.pid'), { force: true }); // of one that is dead for certain
    const child = spawn(path.join(bin, 'postgres'), ['-D', n.data, '-p', String(n.port), '-k', folder, '-c', `cluster_name=${name}`,
      '-c', `listen_addresses=${n.host}`],
      { ...who, cwd: folder, stdio: ['ignore', log, log] });
    fs.closeSync(log);
    n.child = child;
    child.once('exit', () => { if (n.child === child) n.child = null; });
    for (let i = 0; i < 600 && n.child; i++) {
      if (await tool('pg_isready', '-q', '-h', n.host, '-p', String(n.port)).then(() => true, () => false)) return;
      await sleep(50);
    }
    throw new Error(`server ${name} does not start: ${folder}/${name}.log`);
  }
  // The postmaster and all it started.
  async function processes(name) {
    const { pid } = nodes[name].child;
    const { stdout } = await run('pgrep', ['-P', String(pid)]).catch(() => ({ stdout: '' }));
    return [pid, ...stdout.trim().split('\n').filter(Boolean).map(Number)];
  }
  async function killAll(name) {
    if (dead(name)) return;
    for (const pid of await processes(name)) {
      try { process.kill(pid, 'SIGKILL'); } catch { /* it has ended */ }
    }
    while (!dead(name)) await sleep(5);
  }
  async function sql(name, text, database = 'postgres') {
    const { stdout } = await run(path.join(bin, 'psql'), ['-XqAt', '-h', nodes[name].host, '-p', String(nodes[name].port), '-U', 'postgres',
      '-d', database, '-v', 'ON_ERROR_STOP=1', '-c', text], { maxBuffer: 1 << 30, env: { ...process.env, PGCONNECT_TIMEOUT: '5' } });
    return stdout.trim();
  }
  async function synchronousNames(name, value) {
    await sql(name, `ALTER SYSTEM SET synchronous_standby_names = '${value}'`);
    await sql(name, 'SELECT pg_reload_conf()');
  }
  const source = (name) => `host=${nodes[name].host} port=${nodes[name].port} user=postgres dbname=postgres`;

  // The dead one becomes the standby of the other: by going back to where they parted, or from nothing.
  async function rebuild(name, afresh) {
    const n = nodes[name];
    const from = other(name);
    const follow = `primary_conninfo = '${source(from).replace(' dbname=postgres', '')} application_name=${name}'\n`;
    if (!afresh) {
      try {
        await sql(from, 'CHECKPOINT'); // until then its files say nothing of its promotion, and pg_rewind would see nothing to do
        await tool('pg_rewind', '-D', n.data, '--source-server', source(from), '--no-sync');
        pair.rewinds++;
      } catch (e) {
        fs.appendFileSync(path.join(folder, 'manager.log'), `pg_rewind of ${name}: ${e.stderr ?? e}\n`);
        afresh = true;
      }
    }
    if (afresh) {
      fs.rmSync(n.data, { recursive: true, force: true });
      await tool('pg_basebackup', '-D', n.data, '-d', source(from), '-c', 'fast', '-X', 'stream', '--no-sync');
      pair.basebackups++;
    }
    const auto = path.join(n.data, 'postgresql.auto.conf');
    fs.writeFileSync(auto, follow); // the other's own word on who is synchronous does not come along
    fs.writeFileSync(path.join(n.data, 'standby.signal'), '');
    if (ROOT) await run('chown', ['-R', 'postgres', n.data]);
    await start(name);
  }

  async function comes(name, what) {
    const primary = other(name);
    for (let i = 0; i < ADMIT_SECONDS * 20; i++) {
      if (dead(primary) || dead(name)) return false;
      if (await sql(primary, `SELECT ${what} FROM pg_stat_replication WHERE application_name = '${name}' AND state = 'streaming'`) === 't') return true;
      await sleep(50);
    }
    throw new Error(`${name} does not follow: ${what}`);
  }
  // The standby has all that was acknowledged, and from here on nothing is acknowledged without it. What does not follow is made anew.
  async function admit(name) {
    try {
      if (!await comes(name, 'true')) return;
      if (synchronous) {
        await synchronousNames(other(name), name);
        if (!await comes(name, "sync_state = 'sync'")) return;
        await sleep(200); // each process of the primary has read the setting
      }
      const end = await sql(other(name), 'SELECT pg_current_wal_flush_lsn()');
      pair.eligible = await comes(name, `flush_lsn >= '${end}'`);
    } catch (e) {
      if (!dead(other(name))) {
        if (synchronous) await synchronousNames(other(name), '');
        await killAll(name);
        await rebuild(name, true);
      }
      throw e;
    }
  }

  async function replacePrimary() {
    const old = pair.primary;
    const heir = other(old);
    if (!pair.eligible || dead(heir)) {
      await killAll(old); // what is left of it
      await start(old);
      return;
    }
    pair.eligible = false; // before anything is written there
    await killAll(old);
    await tool('pg_ctl', '-D', nodes[heir].data, '-w', '-t', '60', 'promote');
    pair.primary = heir;
    pair.promotions++;
    if (nodes[old].gone) await sleep(AWAY_MS);
    await rebuild(old, false);
    await admit(old);
  }
  async function replaceStandby() {
    const name = other(pair.primary);
    pair.eligible = false; // before the primary goes on alone
    if (synchronous) await synchronousNames(pair.primary, '');
    await killAll(name);
    await start(name).catch(() => rebuild(name, true));
    await admit(name);
  }

  async function manager() {
    while (!stopping) {
      await sleep(LOOK_MS);
      try {
        if (nodes[pair.primary].gone && ++nodes[pair.primary].unheard * LOOK_MS >= UNHEARD_MS) await killAll(pair.primary); // for certain
        if (dead(pair.primary)) await replacePrimary();
        else if (dead(other(pair.primary))) await replaceStandby();
        else if (!pair.eligible) await admit(other(pair.primary));
      } catch (e) { // one of them died meanwhile: the next look sees it
        fs.appendFileSync(path.join(folder, 'manager.log'), `${e.stack ?? e}\n${e.stderr ?? ''}\n`);
      }
    }
  }

  pair.other = other;
  pair.sql = sql;
  pair.dead = dead;
  pair.start = start;
  pair.manage = () => { managing ??= manager(); };
  // Its machine is off, or its line is cut: nothing it sends arrives, and nobody is told. Needs an address of its own, in a
  // network of our own (tests/fault/failover_network.sh).
  pair.vanish = async () => {
    const n = nodes[pair.primary];
    n.gone = true;
    n.unheard = 0;
    await run('ip', ['route', 'del', 'local', n.host, 'dev', 'lo', 'table', 'local']);
  };
  pair.kill = (role) => killAll(role === 'primary' ? pair.primary : other(pair.primary));
  pair.whole = async (seconds = 60) => {
    for (let i = 0; i < seconds * 20; i++) {
      if (pair.eligible && !dead('a') && !dead('b')) return;
      await sleep(50);
    }
    throw new Error(`the pair is not whole after ${seconds} s: ${folder}/manager.log`);
  };
  // The standby hears nothing any more, though its connection stands.
  pair.hush = async () => {
    const sender = await sql(pair.primary, 'SELECT pid FROM pg_stat_replication LIMIT 1');
    if (sender) process.kill(Number(sender), 'SIGSTOP');
    return () => { try { process.kill(Number(sender), 'SIGCONT'); } catch { /* killed meanwhile */ } };
  };
  // What comes behind the `//` of a url; as the readme says it.
  pair.url = (user, database) => `postgresql://${user}@/${database}?host=${nodes.a.host},${nodes.b.host}&port=${nodes.a.port},${nodes.b.port}`
    + '&target_session_attrs=read-write';
  pair.rest = async () => { // the manager takes no notice any more
    stopping = true;
    await managing;
  };
  pair.stop = async () => {
    await pair.rest();
    for (const name of ['a', 'b']) await killAll(name).catch(() => {});
  };

  if (ROOT) await run('chown', ['postgres', folder]);
  fs.chmodSync(folder, 0o755);
  for (const [i, name] of ['a', 'b'].entries()) nodes[name] = { data: path.join(folder, `data-${name}`), host: hosts[i], port: await freePort(), child: null };
  await tool('initdb', '-D', nodes.a.data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N');
  fs.appendFileSync(path.join(nodes.a.data, 'postgresql.conf'), `${[...COMMON, ...settings].join('\n')}\n`);
  fs.appendFileSync(path.join(nodes.a.data, 'pg_hba.conf'), 'host all all samehost trust\nhost replication all samehost trust\n');
  await start('a');
  await rebuild('b', true);
  await admit('b');
  pair.basebackups = 0;
  return pair;
}
