// tests/fault/campaign.mjs - what the campaigns over HTTP share: chance by a seed, and the office they torture

// mulberry32: numbers in [0, 1), the same for a seed.
export function chance(seed) {
  let state = seed >>> 0;

  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

// The configuration of an office behind one Kannel, whose secrets are the file key in folder; ports: http, metrics, sink.
export const configuration = (ports, url, folder) => `[server]
listen = "127.0.0.1:${ports.http}"
metrics_listen = "127.0.0.1:${ports.metrics}"
[database]
url = "${url}"
[office]
name = "Dinkopdag Surabaya"
short_code = "2323"
[templates]
dir = "${process.cwd()}/templates"
[migrations]
dir = "${process.cwd()}/migrations"
[gateway.kannel]
type = "kannel"
send_url = "http://127.0.0.1:${ports.sink}/send"
username = "lapak"
password_file = "${folder}/key"
webhook_key_file = "${folder}/key"
rate_per_second = 10000
`;
