// tests/bench/peers/botbuilder.cjs - a day's report as a waterfall dialog of Microsoft's bot framework, its state in SQLite
//
// usage: node botbuilder.cjs PORT DATABASE
// As its documentation has it: one adapter, ConversationState over a Storage of one's own, saveChanges() at the end of each turn.
// The storage is better-sqlite3, one durable write a turn (synchronous=FULL). No message is logged and none recognized as a repeat.
const http = require('http');
const Database = require('better-sqlite3');
const { ActivityTypes, BotAdapter, ConversationState, TurnContext } = require('botbuilder');
const { DialogSet, NumberPrompt, TextPrompt, WaterfallDialog } = require('botbuilder-dialogs');

const [, , port, path] = process.argv;

class SqliteStorage {
  constructor(file) {
    this.db = new Database(file);
    this.db.pragma('journal_mode = WAL');
    this.db.pragma('synchronous = FULL');
    this.db.exec('CREATE TABLE IF NOT EXISTS state (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID');
    this.one = this.db.prepare('SELECT value FROM state WHERE key = ?');
    this.put = this.db.prepare('INSERT INTO state VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value');
    this.drop = this.db.prepare('DELETE FROM state WHERE key = ?');
  }
  async read(keys) {
    const found = {};
    for (const key of keys) {
      const row = this.one.get(key);
      if (row) found[key] = JSON.parse(row.value);
    }
    return found;
  }
  async write(changes) {
    for (const [key, value] of Object.entries(changes)) this.put.run(key, JSON.stringify(value));
  }
  async delete(keys) {
    for (const key of keys) this.drop.run(key);
  }
}

class HttpAdapter extends BotAdapter {
  async sendActivities(context, activities) {
    const replies = context.turnState.get('replies');
    return activities.map((activity) => {
      if (activity.type === ActivityTypes.Message) replies.push(activity.text);
      return { id: '' };
    });
  }
  async updateActivity() {}
  async deleteActivity() {}
  async take(activity, logic) {
    const context = new TurnContext(this, activity), replies = [];
    context.turnState.set('replies', replies);
    await this.runMiddleware(context, logic);
    return replies;
  }
}

const conversation = new ConversationState(new SqliteStorage(path));
const dialogs = new DialogSet(conversation.createProperty('dialog'));
dialogs.add(new TextPrompt('total')).add(new NumberPrompt('live')).add(new WaterfallDialog('report', [
  (step) => step.prompt('total', 'Hari ini laku berapa, Bapak/Ibu? Contoh: 350rb.'),
  (step) => {
    step.values.total = Number.parseInt(step.result, 10) * 1000 || 0;
    return step.prompt('live', `Tercatat: laku Rp${step.values.total}. Berapa yang dari live?`,);
  },
  async (step) => {
    await step.context.sendActivity(`Tercatat: laku Rp${step.values.total}, dari live Rp${step.result}.`);
    return step.endDialog();
  },
]));

const adapter = new HttpAdapter();
async function turn(context) {
  const dialog = await dialogs.createContext(context);
  await dialog.continueDialog();
  if (!context.responded) await dialog.beginDialog('report');
  await conversation.saveChanges(context);
}

http.createServer({ keepAliveTimeout: 60000 }, (request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk)).on('end', async () => {
    const message = JSON.parse(Buffer.concat(chunks).toString());
    const replies = await adapter.take({ type: ActivityTypes.Message, id: message.id, channelId: 'sms', text: message.text,
      from: { id: message.from }, recipient: { id: '2323' }, conversation: { id: message.from } }, turn);
    const body = JSON.stringify({ replies });
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }).end(body);
  });
}).listen(Number(port), '127.0.0.1', 4096);
