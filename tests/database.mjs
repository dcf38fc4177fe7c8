// tests/database.mjs - where a script's office keeps its data, and asking there: tests/database.sh for scripts in JavaScript
import { execFileSync } from 'node:child_process';
import path from 'node:path';

const shell = (name, folder, input) => execFileSync('bash', ['-c', `set -e; . tests/database.sh; ${name} "$1"`, 'bash', path.resolve(folder)],
  { encoding: 'utf8', input, maxBuffer: 1 << 28 }).trim();

export const onServer = process.env.TEST_DATABASE === 'postgresql';
export const databaseUrl = (folder) => shell('database_url', folder);
// Rows come as a|b|c.
export const databaseAsk = (folder, text) => shell('database_ask', folder, `${text};`);
export const databaseForget = (folder) => shell('database_forget', folder);
