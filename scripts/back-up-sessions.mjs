// npm run backup:sessions -- FILE: copies the embedded session store to a new file, while a gateway uses it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const source = join(process.env.LLM_GATEWAY_DATA_DIR || 'data', 'sessions.sqlite');
const [target] = process.argv.slice(2);
if (!target) fail('Name the file to write: npm run backup:sessions -- sessions-backup.sqlite');
if (!existsSync(source))
  fail(`${source} does not exist. Set LLM_GATEWAY_DATA_DIR as for the gateway.`);
if (existsSync(target)) fail(`${target} exists already, and is kept. Name another file.`);

const database = new DatabaseSync(source, { readOnly: true, timeout: 10_000 });
// All of one moment, the write-ahead log included; the file alone, copied, could be half of a turn.
database.prepare('VACUUM INTO ?').run(target);
const { sessions } = database.prepare('SELECT count(*) AS sessions FROM sessions').get();
database.close();
console.log(`${sessions} sessions in ${target}`);

function fail(message) {
  console.error(message);
  process.exit(1);
}
