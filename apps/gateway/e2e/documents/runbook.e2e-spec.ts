import { execFile } from 'node:child_process';
import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from 'llm-gateway/testing';
import { logOf } from '../support/log-of.js';
import { codeBlocks, codeSpans, readDocument, tableRows } from '../support/markdown.js';
import { postChat } from '../support/post-chat.js';
import { runSnippet } from '../support/run-snippet.js';
import { SessionsClient } from '../support/sessions-client.js';
import { folderWith, gatewayFor, processFor, redisFor, vendorFor } from '../support/start-for.js';

const run = promisify(execFile);
const document = readDocument('docs/RUNBOOK.md');
const commands = codeBlocks(document)
  .filter(({ language }) => language === 'sh')
  .flatMap(({ code }) => code.trim().split('\n'));

/** The one command of the document that has these words. */
function command(words: string): string {
  const found = commands.filter((candidate) => candidate.includes(words));
  if (found.length !== 1) throw new Error(`${found.length} commands have '${words}'.`);
  return found[0]!;
}

let later: AsyncDisposableStack;
let folder: string;

beforeEach(async () => {
  later = new AsyncDisposableStack();
  folder = await folderWith(later);
});
afterEach(() => later.disposeAsync());

describe('docs/RUNBOOK.md', () => {
  it('asks how a gateway is', async () => {
    const answer = await runSnippet('sh', command('/health/ready'), await gatewayFor(later));
    expect(JSON.parse(answer)).toMatchObject({ status: 'degraded' });
  });

  it('names npm scripts that there are', async () => {
    const { scripts } = JSON.parse(readDocument('package.json')) as { scripts: object };
    const named = [...document.matchAll(/npm (?:run )?([a-z:]+)/g)].map(([, name]) => name);
    expect(named.length).toBeGreaterThan(1);
    for (const name of named) expect(Object.keys(scripts)).toContain(name);
  });

  it('sizes by what was measured', () => {
    const measured = new Map(
      tableRows(readDocument('docs/performance.md'), 'Last run').map(([what, value]) => [
        what,
        value,
      ]),
    );
    const quoted = tableRows(document, 'Scale');
    expect(quoted).toHaveLength(3);
    const toNumber = (text = '') => Number(text.replace(/[^\d.]/g, ''));
    // A new run on the same machine differs by less; a new design may not.
    for (const [what = '', value] of quoted)
      expect(Math.abs(toNumber(measured.get(what)) / toNumber(value) - 1)).toBeLessThan(0.3);
  });

  it('backs up the embedded store of a running gateway, and restores it elsewhere', async () => {
    const data = { LLM_GATEWAY_DATA_DIR: join(folder, 'data') };
    const gateway = await processFor(later, data);
    const { id } = await new SessionsClient(gateway).createWithTurns(3);
    const backUp = () =>
      run('sh', ['-c', command('backup:sessions').replace(' -- ', ` -- ${folder}/`)], {
        env: { ...process.env, ...data },
      });
    expect((await backUp()).stdout).toContain('1 sessions in');
    await expect(backUp()).rejects.toThrow('exists already');
    await new SessionsClient(gateway).chat(id, 'After the backup');
    await gateway.kill();

    await copyFile(join(folder, 'sessions-backup.sqlite'), join(folder, 'sessions.sqlite'));
    const restored = new SessionsClient(await gatewayFor(later, { LLM_GATEWAY_DATA_DIR: folder }));
    expect(await restored.turns(id)).toEqual(['Turn 1', 'Turn 2', 'Turn 3']);
    await restored.chat(id, 'Turn 4');
  }, 120_000);

  it('backs up Redis while it is used, and restores it with its append-only file', async () => {
    const redis = await redisFor(later);
    const sessions = new SessionsClient(
      await gatewayFor(later, { LLM_GATEWAY_REDIS_URL: redis.url }),
    );
    const { id } = await sessions.createWithTurns(3);
    const env = { ...process.env, LLM_GATEWAY_REDIS_URL: redis.url };
    await run('sh', ['-c', command('--rdb').replace('--rdb ', `--rdb ${folder}/`)], { env });

    await copyFile(join(folder, 'sessions-backup.rdb'), join(folder, 'dump.rdb'));
    const other = await redisFor(later, {
      parameters: ['--dir', folder, '--appendonly', 'no'],
    });
    env.LLM_GATEWAY_REDIS_URL = other.url;
    const { stdout } = await run('sh', ['-c', command('config set appendonly yes')], { env });
    expect(stdout.trim()).toBe('OK');
    await other.until(async () =>
      (await other.command('INFO', 'persistence')).includes('aof_rewrite_in_progress:0'),
    );
    const restored = new SessionsClient(
      await gatewayFor(later, { LLM_GATEWAY_REDIS_URL: other.url }),
    );
    expect(await restored.turns(id)).toEqual(['Turn 1', 'Turn 2', 'Turn 3']);
    await restored.chat(id, 'Turn 4');
  }, 120_000);

  it('changes keys without a restart, when the gateway has both', async () => {
    const vendor = await vendorFor(later);
    const gateway = await gatewayFor(later, {
      OPENAI_API_KEY: 'old-key',
      OPENAI_API_KEY_2: 'new-key',
      OPENAI_BASE_URL: `${vendor.url}/v1`,
      LLM_GATEWAY_CONFIG_DIR: folder,
    });
    const keyInUse = async () => {
      await (await postChat(gateway, { model: 'openai/gpt-4o' })).text();
      return vendor.lastRequest.headers['authorization'];
    };
    expect(await keyInUse()).toBe('Bearer old-key');
    expect(document).toContain('`"keyVariable": "OPENAI_API_KEY_2"`');
    const edit = { providers: { openai: { keyVariable: 'OPENAI_API_KEY_2' } } };
    await writeFile(join(folder, 'providers.json'), JSON.stringify(edit));
    const isNew = async () => (await keyInUse()) === 'Bearer new-key';
    await eventually(isNew, 'the new key is used', 20_000);
  }, 60_000);

  it('knows every field of a line in the log, and finds a request by its id', async () => {
    const vendorIsGone = { OPENAI_API_KEY: 'key', OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' };
    const headers = { 'x-request-id': 'req_last' };
    const log = await logOf(vendorIsGone, 'req_last', async (gateway) => {
      const once = { headers: { 'idempotency-key': 'one' } };
      for (let times = 0; times < 2; times += 1)
        await (await postChat(gateway, { model: 'simulator/echo' }, once)).text();
      await (await postChat(gateway, { model: 'openai/gpt-4o' })).text();
      await (await postChat(gateway, { model: 'simulator/echo' }, { headers })).text();
    });
    const lines = log
      .split('\n')
      .filter((line) => line.startsWith('{') && line.includes('"request_id"'))
      .map((line) => JSON.parse(line) as object);
    const found = new Set(lines.flatMap((line) => Object.keys(line)));
    const documented = tableRows(document, 'Logs').flatMap(([cell = '']) => codeSpans(cell));
    // Only where there are several workers.
    expect(documented.sort()).toEqual([...found, 'worker'].sort());

    await writeFile(join(folder, 'gateway.log'), log);
    const find = command('gateway.log').replace('req_…', 'req_last');
    const { stdout } = await run('sh', ['-c', find], { cwd: folder });
    expect(JSON.parse(stdout)).toMatchObject({ request_id: 'req_last', status: 200 });
  }, 120_000);
});
