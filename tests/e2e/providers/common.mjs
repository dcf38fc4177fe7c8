// tests/e2e/providers/common.mjs - what the stand-ins share: comparing a request with the contract, byte by byte
import crypto from 'node:crypto';

export class Unlike extends Error {}

export function same(what, got, want) {
  if (got !== want) throw new Unlike(`${what}: ${JSON.stringify(got)}, not ${JSON.stringify(want)}`);
}

export function fits(what, got, pattern) {
  const found = pattern.exec(got ?? '');
  if (!found) throw new Unlike(`${what}: ${JSON.stringify(got)} is not ${pattern}`);
  return found;
}

export function between(what, got, least, most) {
  if (!Number.isInteger(got) || got < least || got > most) throw new Unlike(`${what}: ${got} is not ${least}..${most}`);
  return got;
}

// As RFC 3986 has it: everything but the unreserved is escaped.
export const escape = (s) =>
  encodeURIComponent(s).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

export const form = (pairs) => pairs.map(([name, value]) => `${name}=${escape(String(value))}`).join('&');

// Reads a form whose fields must be these, in any order, and nothing else; optional ones end in "?".
export function readForm(body, names) {
  const fields = {};
  for (const pair of body.split('&')) {
    const [name, value] = pair.split('=');
    if (name in fields) throw new Unlike(`${name} is there twice`);
    fields[name] = decodeURIComponent(value);
    same(`the encoding of ${name}`, value, escape(fields[name]));
  }
  checkNames(fields, names);
  return fields;
}

export function checkNames(object, names) {
  const allowed = names.map((n) => n.replace('?', ''));
  for (const name of Object.keys(object)) if (!allowed.includes(name)) throw new Unlike(`${name} is not in the contract`);
  for (const name of names) if (!name.endsWith('?') && !(name in object)) throw new Unlike(`${name} is missing`);
}

// JSON, compact and without a name twice.
export function readJson(body) {
  const value = JSON.parse(body);
  same('the body', body, JSON.stringify(value));
  return value;
}

export const hmac = (hash, key, text, as) => crypto.createHmac(hash, key).update(text).digest(as);
export const basic = (user, password) => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
export const uuid = () => crypto.randomUUID();
export const json = (status, value, headers = {}) =>
  ({ status, headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(value) });
export const digits = (e164) => e164.replace('+', '');
export const stamp = (ms) => new Date(ms).toISOString();
