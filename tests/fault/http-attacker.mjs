// tests/fault/http-attacker.mjs - keeps N slow connections open to a port, from many addresses, until it is killed
//
// usage: node http-attacker.mjs PORT N      once a second one line of JSON: {open, cut, refused}
//
// Five kinds in turn: headers that drip (slowloris), bodies that drip, connections kept alive and idle, answers that are not read,
// and requests in a row of which the last never ends. Whoever is cut comes again.
import net from 'node:net';

const [port, n] = process.argv.slice(2).map(Number);
const count = { open: 0, cut: 0, refused: 0 };
const HOST = 'Host: 127.0.0.1\r\n';
const drip = (socket, text, ms) => {
  let at = 0;
  const timer = setInterval(() => { if (socket.writable) socket.write(text[at++ % text.length]); }, ms);
  socket.on('close', () => clearInterval(timer));
};
const kinds = [
  (s) => { s.write(`GET /livez HTTP/1.1\r\n${HOST}X-a: `); drip(s, 'b', 900); },
  (s) => { s.write(`POST /gateway/sim/inbound HTTP/1.1\r\n${HOST}Content-Type: application/json\r\nContent-Length: 9000\r\n\r\n`); drip(s, '{"', 700); },
  (s) => { s.write(`GET /livez HTTP/1.1\r\n${HOST}\r\n`); },
  (s) => { s.pause(); for (let i = 0; i < 8; i++) s.write(`GET /api/v1/openapi.json HTTP/1.1\r\n${HOST}\r\n`); },
  (s) => { s.write(`GET /livez HTTP/1.1\r\n${HOST}\r\n`.repeat(20)); drip(s, `POST /x HTTP/1.1\r\n${HOST}`, 800); },
];

function attack(i) {
  const socket = net.connect({ host: '127.0.0.1', port, localAddress: `127.0.${1 + (i >> 6) % 64}.${1 + (i & 63)}` });
  let open = false;
  socket.on('connect', () => { open = true; count.open++; kinds[i % kinds.length](socket); });
  if (i % kinds.length !== 3) socket.resume();
  socket.on('error', () => {});
  socket.on('close', () => {
    count[open ? 'cut' : 'refused']++;
    count.open -= open;
    setTimeout(() => attack(i), 200 + (i * 7919) % 800);
  });
}

for (let i = 0; i < n; i++) setTimeout(() => attack(i), (i * 1000) / n);
setInterval(() => console.log(JSON.stringify(count)), 1000);
