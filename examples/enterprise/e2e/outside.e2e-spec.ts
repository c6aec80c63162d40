import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listeningPort } from 'llm-gateway/testing';
import { ShellServer } from './support/shell-server.js';

const run = promisify(execFile);
const DOCUMENT = 'docs/extending.md';

/** The first block of this language after these words. */
function blockAfter(document: string, words: string, language: string): string {
  const rest = document.slice(document.indexOf(words));
  return new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(rest)![1]!;
}

describe('docs/extending.md: a project outside the repository', () => {
  let folder: string;
  let house: ShellServer;
  let gateway: ChildProcess;
  let url: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'house-gateway-'));
    const document = await readFile(DOCUMENT, 'utf8');
    const [pack] = blockAfter(document, '## Pack', 'sh').split('\n');
    await run('sh', ['-c', pack!.replace('/tmp', folder)]);
    for (const file of ['package.json', 'tsconfig.json'])
      await writeFile(join(folder, file), blockAfter(document, `\`${file}\`:`, 'json'));
    for (const part of ['src', 'config'])
      await cp(`examples/enterprise/${part}`, join(folder, part), { recursive: true });
    house = await ShellServer.start('node examples/enterprise/house-server.mjs 0');
    const [install, build, start] = blockAfter(document, '`config/` beside it', 'sh').split('\n');
    for (const command of [install!, build!])
      await run('sh', ['-c', `${command} --no-audit --no-fund --prefer-offline`], { cwd: folder });
    gateway = spawn('sh', ['-c', `exec env ${start!.replace('npm start', 'node dist/main.js')}`], {
      cwd: folder,
      env: { PATH: process.env['PATH'], PORT: '0', HOUSE_BASE_URL: house.url, LOG_LEVEL: 'silent' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    url = `http://127.0.0.1:${await listeningPort(gateway)}`;
  }, 240_000);
  afterAll(async () => {
    if (gateway?.kill('SIGKILL')) await once(gateway, 'exit');
    await house?.stop();
    await rm(folder, { recursive: true });
  });

  it('serves its own provider to its own teams', async () => {
    const ask = (headers: Record<string, string>) =>
      fetch(`${url}/v1/chat/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ model: 'clerk', messages: [{ role: 'user', content: 'Morning!' }] }),
      });
    expect((await ask({})).status).toBe(401);
    const answer = await ask({ authorization: 'Bearer key-1' });
    expect(await answer.json()).toMatchObject({
      choices: [{ message: { content: 'You said: Morning!' } }],
    });
  });

  it('has one Nest', async () => {
    const { stdout } = await run('npm', ['ls', '@nestjs/common', '--all', '--parseable'], {
      cwd: folder,
    });
    expect(stdout.trim().split('\n')).toHaveLength(1);
  });
});
