// tests/e2e/smsc.mjs - a small SMPP 3.4 message centre on loopback: hands texts to Kannel, collects what Kannel
// sends to phones, and confirms delivery. Enough of the protocol for a transceiver, no more.
import net from 'node:net';

const BIND_TRANSCEIVER = 0x09, SUBMIT = 0x04, DELIVER = 0x05, ENQUIRE = 0x15, UNBIND = 0x06, RESPONSE = 0x80000000;

const cstring = (text) => Buffer.concat([Buffer.from(text, 'latin1'), Buffer.from([0])]);

function pdu(command, status, sequence, body = Buffer.alloc(0)) {
  const head = Buffer.alloc(16);
  head.writeUInt32BE(16 + body.length, 0);
  head.writeUInt32BE(command >>> 0, 4);
  head.writeUInt32BE(status, 8);
  head.writeUInt32BE(sequence, 12);
  return Buffer.concat([head, body]);
}

// Reads a submit_sm or deliver_sm body.
function parseMessage(body) {
  let at = 0;
  const text = () => {
    const end = body.indexOf(0, at);
    const value = body.toString('latin1', at, end);
    at = end + 1;
    return value;
  };
  const byte = () => body[at++];
  const m = {};
  m.service = text();
  byte(); byte();
  m.from = text();
  byte(); byte();
  m.to = text();
  m.esmClass = byte();
  byte(); byte();
  text(); text();
  m.registered = byte();
  byte();
  m.coding = byte();
  byte();
  const length = byte();
  m.raw = body.subarray(at, at + length);
  m.segmented = (m.esmClass & 0x40) !== 0;
  m.text = m.coding === 8 ? Buffer.from(m.raw).swap16().toString('utf16le') : m.raw.toString('latin1');
  return m;
}

export class MessageCentre {
  constructor() {
    this.sent = []; // what phones received: {to, text, segmented, coding}
    this.reports = true;
    this.sequence = 1;
    this.ids = 0;
    this.server = net.createServer((socket) => this.accept(socket));
  }

  listen(port) {
    return new Promise((done) => this.server.listen(port, '127.0.0.1', done));
  }

  close() {
    this.socket?.destroy();
    this.server.close();
  }

  get bound() {
    return Boolean(this.socket && this.isBound);
  }

  accept(socket) {
    let rest = Buffer.alloc(0);
    this.socket = socket;
    this.isBound = false;
    socket.on('error', () => {});
    socket.on('close', () => { if (this.socket === socket) this.isBound = false; });
    socket.on('data', (data) => {
      rest = Buffer.concat([rest, data]);
      while (rest.length >= 16 && rest.length >= rest.readUInt32BE(0)) {
        const length = rest.readUInt32BE(0);
        this.receive(socket, rest.subarray(0, length));
        rest = rest.subarray(length);
      }
    });
  }

  receive(socket, packet) {
    const command = packet.readUInt32BE(4), sequence = packet.readUInt32BE(12), body = packet.subarray(16);
    if (command === BIND_TRANSCEIVER) {
      this.isBound = true;
      socket.write(pdu(command | RESPONSE, 0, sequence, cstring('test-smsc')));
    } else if (command === ENQUIRE || command === UNBIND) {
      socket.write(pdu(command | RESPONSE, 0, sequence));
    } else if (command === SUBMIT) {
      const id = `M${++this.ids}`, message = parseMessage(body);
      socket.write(pdu(command | RESPONSE, 0, sequence, cstring(id)));
      this.sent.push({ ...message, id });
      if (this.reports && (message.registered & 1)) setTimeout(() => this.confirm(message, id), 20);
    }
  }

  deliver(from, to, text, esmClass = 0, coding = 0) {
    const data = coding === 8 ? Buffer.from(text, 'utf16le').swap16() : Buffer.from(text, 'latin1');
    const body = Buffer.concat([cstring(''), Buffer.from([1, 1]), cstring(from), Buffer.from([0, 1]), cstring(to),
      Buffer.from([esmClass, 0, 0]), cstring(''), cstring(''), Buffer.from([0, 0, coding, 0, data.length]), data]);
    this.socket.write(pdu(DELIVER, 0, this.sequence++, body));
  }

  confirm(message, id) {
    this.deliver(message.to, message.from, `id:${id} sub:001 dlvrd:001 submit date:2611240900 done date:2611240900 ` +
      'stat:DELIVRD err:000 text:', 0x04);
  }
}
