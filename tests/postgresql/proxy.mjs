// tests/postgresql/proxy.mjs - between lapak and its database: of every so many commits the answer is never told
//
// usage: node proxy.mjs PORT SERVER-SOCKET EVERY [DELAY-MS]
//
// The commit itself reaches the server and is kept; then the connection is cut, so that lapak cannot know.
// EVERY 0: never. DELAY-MS: what every answer of the server is late, as of a server that far away.
// From SIGUSR1 to SIGUSR2 nothing that is sent arrives, either way, and nobody is told; connections are still taken.
import net from 'node:net';

const [port, socket, every, delay = 0] = process.argv.slice(2);
let commits = 0;
let hole = false;
const swallowed = new Set();
process.on('SIGUSR1', () => { hole = true; });
process.on('SIGUSR2', () => {
	hole = false;
	for (const end of swallowed) end();
	swallowed.clear();
});

net.createServer((client) => {
	const server = net.connect(socket);
	client.setNoDelay(true);
	let cut = false;
	const end = () => { client.destroy(); server.destroy(); };
	client.on('data', (bytes) => {
		if (hole) { swallowed.add(end); return; }
		if (bytes.includes('COMMIT\0') && ++commits % Number(every) === 0) cut = true;
		server.write(bytes);
	});
	server.on('data', (bytes) => {
		if (hole) swallowed.add(end);
		else if (cut) end();
		else if (delay > 0) setTimeout(() => client.write(bytes), Number(delay));
		else client.write(bytes);
	});
	for (const side of [client, server]) { side.on('error', end); side.on('close', end); }
}).listen(Number(port), '127.0.0.1');
