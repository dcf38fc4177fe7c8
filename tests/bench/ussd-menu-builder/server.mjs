// tests/bench/ussd-menu-builder/server.mjs - the menus of a day's report in ussd-menu-builder, behind Node's own http server
//
// usage: node server.mjs PORT   It keeps nothing; what it is compared with has everything on disk before it answers.
import http from 'node:http';
import { createRequire } from 'node:module';

const UssdMenu = createRequire(import.meta.url)('ussd-menu-builder');
const rupiah = (text) => `Rp${(Number.parseInt(text, 10) * 1000).toString().replace(/\B(?=(\d{3})+$)/g, '.')}`;

// One for each request: an instance holds the request it is at.
function menus() {
  const menu = new UssdMenu();
  menu.startState({
    run: () => menu.con('Dinkopdag Surabaya. Balas angka: 1 DAFTAR pelatihan 2 JUAL lapor hasil 3 TIPS 4 TANYA 5 SAYA.'),
    next: { 2: 'sale' },
  });
  menu.state('sale', {
    run: () => menu.con('Hari ini laku berapa, Bapak/Ibu? Contoh: 350rb. Tidak laku balas 0. Tutup balas LIBUR.'),
    next: { '*\\d+rb': 'live' },
  });
  menu.state('live', {
    run: () => menu.con(`Tercatat: laku ${rupiah(menu.val)}. Berapa yang dari live atau online? Tidak ada balas 0.`),
    next: { '*\\d+': 'done' },
  });
  menu.state('done', {
    run: () => menu.end(`Tercatat: laku ${rupiah(menu.args.text.split('*')[1])}, dari live Rp${menu.val}. Salah? Balas UBAH`),
  });
  return menu;
}

http.createServer({ keepAliveTimeout: 60000 }, (request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk)).on('end', () => {
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    menus().run(Object.fromEntries(form), (screen) => {
      response.writeHead(200, { 'Content-Type': 'text/plain', 'Content-Length': Buffer.byteLength(screen) }).end(screen);
    });
  });
}).listen(Number(process.argv[2]), '127.0.0.1', 4096);
