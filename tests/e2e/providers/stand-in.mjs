// tests/e2e/providers/stand-in.mjs - a provider that keeps its contract and lies within it
//
// It takes what Lapak sends only when it is as the contract says, to the byte, and answers honestly, or: takes it and drops the line,
// takes it and says nothing, asks for patience (429, 5xx, a failure inside a success), refuses for good. Of what it took it
// reports before it answers, after, twice, late, out of order, or never. All of it is on record for the checker.
import http from 'node:http';

const PLANS = [ // what becomes of an attempt, in thousandths; what is left over is answered honestly
  ['drop', 25], ['busy', 25], ['patience', 20], ['broken', 20], ['inside', 20], ['refuse', 10]];
const REPORTS = ['before', 'after', 'twice', 'backwards', 'late', 'never'];

// Small and repeatable; xorshift32.
export function dice(seed) {
  let x = seed >>> 0 || 1;
  return (n) => { x ^= x << 13; x >>>= 0; x ^= x >>> 17; x ^= x << 5; x >>>= 0; return x % n; };
}

export class StandIn {
  constructor(contract, { seed, hangs, refusals = true, most = 3 }) {
    Object.assign(this, { contract, roll: dice(seed), hangs, refusals, most });
    this.record = new Map(); // by receiver
    this.faults = [];
    this.late = [];
    this.open = new Set();
    this.requests = this.told = this.twice = 0;
    this.paused = null;
    this.agent = new http.Agent({ keepAlive: true, maxSockets: 32 });
    this.server = http.createServer({ keepAliveTimeout: 60000 }, (request, response) => this.take(request, response));
  }

  async listen() {
    await new Promise((done) => this.server.listen(0, '127.0.0.1', done));
    return this.server.address().port;
  }

  close() {
    this.server.closeAllConnections();
    this.server.close();
    this.agent.destroy();
  }

  // One request to Lapak's webhooks; the status.
  tell({ method, path, headers, body }) {
    const [host, port] = [this.base.hostname, this.base.port];
    return new Promise((done) => {
      const request = http.request({ agent: this.agent, host, port, method, path: `/gateway/p${path}`,
        headers: { ...headers, 'Content-Length': Buffer.byteLength(body) } }, (response) => {
        response.resume().on('end', () => { this.told++; done(response.statusCode); });
      });
      request.on('error', () => done(0));
      request.end(body);
    });
  }

  // A gateway repeats what was not answered by a 2xx.
  async tellUntilKept(call) {
    for (let i = 0; i < 50; i++) {
      const status = await this.tell(call);
      if (status >= 200 && status < 300) return;
      if (status !== 503 && status !== 0) { this.faults.push(`${call.path.split('?')[0]} was answered ${status}`); return; }
      await new Promise((done) => setTimeout(done, 100));
    }
    this.faults.push('a webhook was never kept');
  }

  async reports(m, state) {
    if (!this.contract.report) return; // it is asked, and calls nobody
    for (const call of [this.contract.report(m, state)].flat()) await this.tellUntilKept(call);
    m.reported = state === 'delivered' || m.reported === 'delivered' ? 'delivered' : state;
  }

  entry(m) {
    let e = this.record.get(m.to);
    if (!e) this.record.set(m.to, e = { taken: 0, silent: 0, attempts: 0, lies: 0, refused: 0, texts: new Set(), state: null });
    e.texts.add(m.text);
    e.attempts++;
    return e;
  }

  // Takes the message over: from now on it is one that was sent to the trader.
  accepts(m, e, silent) {
    const knows = this.contract.knowsRepeats && e.taken > 0;
    if (!knows) { e.taken++; e.silent += silent; }
    e.answered ||= !silent;
    return knows;
  }

  plan(e) {
    if (e.lies >= this.most) return 'honest';
    let dart = this.roll(1000);
    for (const [name, share] of PLANS) {
      if (dart < share) return name === 'refuse' && (!this.refusals || e.taken > 0) ? 'honest' : name;
      dart -= share;
    }
    return 'honest';
  }

  async take(request, response) {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    this.requests++;
    const [place, query = ''] = request.url.split(/\?(.*)/s);
    const asked = { method: request.method, headers: request.headers, place, query, body: Buffer.concat(chunks).toString('utf8') };
    const other = this.contract.others?.(asked, this); // questions, which are not messages
    if (other) return response.writeHead(other.status, other.headers).end(other.body);
    let list;
    try {
      if (asked.method !== (this.contract.method ?? 'POST') || place !== this.contract.path) throw new Error(`${asked.method} ${place}`);
      if (asked.method === 'POST' && query) throw new Error(`a query behind ${place}`);
      list = this.contract.read(asked, this.base.origin);
    } catch (fault) {
      this.faults.push(fault.message);
      return response.writeHead(400).end();
    }
    for (const m of list) m.parts = m.text.length <= 160 ? 1 : Math.ceil(m.text.length / 153);
    await this.decide(list, request.socket, response);
  }

  async decide(list, socket, response) {
    const entries = list.map((m) => this.entry(m));
    const plan = this.plan(entries[0]);
    const say = ({ status, headers, body }) => response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) }).end(body);
    if (plan !== 'honest' && plan !== 'refuse') for (const e of entries) e.lies++;
    if (plan === 'patience') return response.writeHead(429, { 'Retry-After': '1' }).end();
    if (plan === 'broken') return response.writeHead([500, 502, 503][this.roll(3)]).end('<html>oops</html>');
    if (plan === 'busy' || plan === 'inside') return say(this.contract.busyInside(list));
    if (plan === 'refuse') {
      for (const e of entries) e.refused++;
      return say(this.contract.refuse(list));
    }
    if (plan === 'drop') {
      list.forEach((m, i) => this.accepts(m, entries[i], 1));
      return this.hangs-- > 0 ? undefined : socket.destroy(); // an answer that never comes, or a line cut
    }
    const known = list.map((m, i) => this.accepts(m, entries[i], 0));
    if (known[0]) return say(this.contract.repeated());
    const kinds = list.map(() => REPORTS[this.roll(REPORTS.length)]);
    for (const [i, m] of list.entries()) {
      entries[i].message = m;
      entries[i].kind = kinds[i];
      if (kinds[i] === 'before') await this.reports(m, 'delivered');
    }
    say(this.contract.accept(list));
    for (const [i, m] of list.entries()) this.after(m, kinds[i]);
  }

  after(m, kind) {
    const work = async () => {
      await new Promise((done) => setTimeout(done, 20));
      if (kind === 'after' || kind === 'twice' || kind === 'backwards') {
        if (kind !== 'backwards') await this.reports(m, 'sent');
        await this.reports(m, 'delivered');
        if (kind === 'twice') await this.reports(m, 'delivered');
        if (kind === 'backwards') await this.reports(m, 'sent');
      }
    };
    if (kind === 'late') this.late.push(m);
    else this.during(work());
  }

  during(promise) {
    this.open.add(promise);
    promise.finally(() => this.open.delete(promise));
  }

  async finish() {
    while (this.open.size > 0) await Promise.all(this.open);
    const worker = async () => {
      for (let m = this.late.pop(); m; m = this.late.pop()) await this.reports(m, 'delivered');
    };
    await Promise.all(Array.from({ length: 16 }, worker));
  }
}
