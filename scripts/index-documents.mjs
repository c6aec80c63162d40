// npm run demo:index -- docs/ README.md: sends Markdown to a running search service.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, normalize } from 'node:path';

const url = (process.env.SEARCH_URL || 'http://localhost:8081').replace(/\/+$/, '');
const paths = process.argv.slice(2);
if (paths.length === 0) fail('Name the folders and files: npm run demo:index -- docs/ README.md');

const files = paths.flatMap((path) => {
  if (!statSync(path, { throwIfNoEntry: false })) fail(`${path} does not exist.`);
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path, { recursive: true });
  return names.filter((name) => name.endsWith('.md')).map((name) => join(path, name));
});

let chunks = 0;
for (const file of files.sort()) {
  const source = normalize(file).replaceAll('\\', '/');
  const body = { source, format: 'markdown', text: readFileSync(file, 'utf8') };
  const response = await send(JSON.stringify(body));
  const answer = await response.json();
  if (!response.ok) fail(`${source}: ${answer.detail}`);
  chunks += answer.chunks;
  console.log(`${source}: ${answer.chunks} chunks`);
}
console.log(`${files.length} documents, ${chunks} chunks in ${url}`);

async function send(body) {
  const headers = { 'content-type': 'application/json' };
  try {
    return await fetch(`${url}/v1/documents`, { method: 'POST', headers, body });
  } catch {
    return fail(`No search service answers at ${url}. Start one: npm run start:search`);
  }
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
