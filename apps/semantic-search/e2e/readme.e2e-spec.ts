import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { searchSettings } from '../src/settings/search-settings.js';
import { useSearch } from './support/search-under-test.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const commands = [...readme.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, command]) => command!);

const search = useSearch();

/** As written, against the service under test. */
async function run(command: string): Promise<string> {
  const env = { ...process.env, SEARCH_URL: search.client.url };
  const here = command.replace('http://localhost:8081', search.client.url);
  const { stdout } = await promisify(execFile)('sh', ['-c', here], { cwd: ROOT, env });
  return stdout;
}

describe('the README', () => {
  it('starts, indexes, searches and adds with commands that work', async () => {
    const [start, index, ask, add, ...rest] = commands as [string, string, string, string];
    expect([start.trim(), rest]).toEqual(['npm run start:search', []]);
    expect(await run(index)).toMatch(/\d+ documents, \d+ chunks/);
    expect(JSON.parse(await run(ask))).toMatchObject({ mode: 'bm25', chunks: [{}, {}, {}] });
    expect(JSON.parse(await run(add))).toMatchObject({ source: 'handbook.md', chunks: 1 });
  });

  it('lists every variable with its default', () => {
    const rows = [...readme.matchAll(/^\| `(\w+)` +\| (?:`(.*?)`)? *\|/gm)];
    const environment = Object.fromEntries(rows.map(([, name, value]) => [name, value]));
    expect(Object.keys(environment)).toHaveLength(6);
    expect(searchSettings(environment)).toEqual(searchSettings({}));
  });
});

describe('settings', () => {
  it('that are wrong are all named at once', () => {
    const wrong = { SEARCH_PORT: '99999', LLM_GATEWAY_URL: 'gateway:8080' };
    expect(() => searchSettings(wrong)).toThrow(/SEARCH_PORT is '99999'.*\n.*LLM_GATEWAY_URL is/);
  });
});

describe('npm run demo:index', () => {
  it.each([
    ['node scripts/index-documents.mjs', 'Name the folders'],
    ['node scripts/index-documents.mjs nowhere/', 'nowhere/ does not exist'],
    ['SEARCH_URL=http://127.0.0.1:1 node scripts/index-documents.mjs docs', 'No search service'],
  ])('%s says what is wrong', async (command, message) => {
    const failure = await run(command).catch(
      (error: Error & { code: number; stderr: string }) => error,
    );
    expect(failure).toMatchObject({ code: 1, stderr: expect.stringContaining(message) });
  });
});
