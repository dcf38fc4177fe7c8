// tests/postgresql/proxy.mjs - between lapak and its database: of every so many commits the answer is never told
//
// usage: node proxy.mjs PORT SERVER-SOCKET EVERY
//
// The commit itself reaches the server and is kept; then the connection is cut, so that lapak cannot know.
import net from 'node:net';

const [port, socket, every] = process.argv.slice(2);
let commits = 0;

net.createServer((client) => {
	const server = net.connect(socket);
	let cut = false;
	const end = () => { client.destroy(); server.destroy(); };
	client.on('data', (bytes) => {
		if (bytes.includes('COMMIT\0') && ++commits % Number(every) === 0) cut = true;
		server.write(bytes);
	});
	server.on('data', (bytes) => { if (cut) end(); else client.write(bytes); });
	for (const side of [client, server]) { side.on('error', end); side.on('close', end); }
}).listen(Number(port), '127.0.0.1');
