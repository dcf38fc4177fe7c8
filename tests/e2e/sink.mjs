// tests/e2e/sink.mjs - providers on loopback: /send is a sendsms of Kannel, /zenziva/ sends and has an inbox
// usage: node sink.mjs PORT; GET /sent lists what was sent: [{path, to, text}]
import http from 'node:http'

const sent = []
const inbox = [
	{ messageId: '424', date: '2026-11-24 09:04:59', dari: '+6281298765432', isiPesan: 'TANYA kedua' },
	{ messageId: '423', date: '2026-11-24 08:48:07', dari: '+6281298765432', isiPesan: 'TANYA pertama' },
]
const json = (res, body) => res.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))

http.createServer(async (req, res) => {
	const url = new URL(req.url, 'http://sink')
	let body = ''
	for await (const piece of req) body += piece
	if (url.pathname === '/sent') return json(res, sent)
	if (url.pathname === '/zenziva/inbox') return json(res, { 'msg-count': inbox.length, msg: inbox })
	if (url.pathname === '/zenziva/balance') return json(res, { credit: 1500 })
	if (url.pathname === '/zenziva/report') return json(res, { 'msg-status': 'Delivered' })
	const fields = url.pathname === '/send' ? url.searchParams : new URLSearchParams(body)
	sent.push({ path: url.pathname, to: fields.get('to'), text: fields.get('text') ?? fields.get('message') })
	if (url.pathname === '/send') return res.writeHead(202).end('0: Accepted for delivery')
	json(res, { messageId: String(sent.length), status: '1', text: 'Success' })
}).listen(Number(process.argv[2]), '127.0.0.1')
