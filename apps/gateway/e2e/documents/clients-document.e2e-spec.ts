import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { codeBlocks, readDocument } from '../support/markdown.js';
import { pythonEnvironment } from '../support/run-python.js';
import { runSnippet } from '../support/run-snippet.js';
import { startGateway, type TestGateway } from '../support/start-gateway.js';

// Some clients take seconds to load, and a busy machine much longer.
jest.setTimeout(100_000);

const ROOT = new URL('../../../../', import.meta.url);
const TOOL_ANSWER = expect.stringContaining('clock answered "noon"');

/** Python snippets, by their section, and the lines that they print. */
const PYTHON: [section: string, lines: unknown[]][] = [
  [
    'openai, Python',
    [
      expect.stringContaining('The last user message says: "Hello!"'),
      expect.stringMatching(/^simulator \d+$/),
      'rate_limit_exceeded 1',
    ],
  ],
  ['LangChain, Python', [TOOL_ANSWER, 'Weather', 'True']],
  ['instructor', ["['city', 'degrees']"]],
  ['pydantic-ai', [TOOL_ANSWER]],
  ['OpenAI Agents SDK', [TOOL_ANSWER]],
];

const TYPESCRIPT: typeof PYTHON = [
  ['openai, Node', [TOOL_ANSWER, "[ 'city', 'degrees' ]"]],
  ['Vercel AI SDK', [TOOL_ANSWER, 'true']],
  ['LangChain, JavaScript', [TOOL_ANSWER, "[ 'city', 'degrees' ]"]],
];

describe('docs/clients.md', () => {
  const document = readDocument('docs/clients.md');
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startGateway();
  });
  afterAll(() => gateway.close());

  /** The section's code in this language. */
  function find(section: string, language: string): string {
    const text = document.split(/^## /m).find((part) => part.startsWith(`${section}\n`)) ?? '';
    const code = codeBlocks(text).findLast((block) => block.language === language)?.code;
    if (code === undefined) throw new Error(`'${section}' has no ${language} block.`);
    return code;
  }

  it.each(PYTHON)('runs: %s', async (section, lines) => {
    const isApart = section === 'instructor';
    const environment = isApart ? pythonEnvironment('python-packages-instructor') : {};
    const output = await runSnippet('python3', find(section, 'python'), gateway, environment);
    expect(output.split('\n')).toEqual(lines);
  });

  it.each(TYPESCRIPT)('runs: %s', async (section, lines) => {
    const output = await runSnippet('typescript', find(section, 'typescript'), gateway);
    expect(output.split('\n')).toEqual(lines);
  });

  it('runs: llm, in a terminal', async () => {
    const section = 'llm, in a terminal';
    const folder = await mkdtemp(join(tmpdir(), 'llm-gateway-clients-document-'));
    const models = find(section, 'yaml').replaceAll('http://localhost:8080', gateway.url);
    await writeFile(join(folder, 'extra-openai-models.yaml'), models);
    const commands = `llm() { python3 -m llm "$@"; }\n${find(section, 'shell')}`;
    const output = await runSnippet('sh', commands, gateway, {
      LLM_USER_PATH: folder,
    });
    await rm(folder, { recursive: true });
    expect(output.split('\n')).toEqual([
      expect.stringContaining('The last user message says: "Hello!"'),
      expect.stringMatching(/^\{"city": ?"[^"]*", ?"degrees": ?\d+\}$/),
    ]);
  });

  it('runs: curl', async () => {
    const output = await runSnippet('sh', find('curl', 'sh'), gateway);
    expect(output).toMatch(/^data: \{[^]*\n\ndata: \[DONE\]$/);
  });

  /** What a kind of command installs: `["openai==3.54.0", ...]`. */
  const installedBy = (command: string) =>
    [...document.matchAll(new RegExp(`^${command} install (.*)$`, 'gm'))].flatMap(([, names]) =>
      names!.replaceAll('"', '').split(' '),
    );

  it('installs the Python packages that the tests install', () => {
    const pinned = ['requirements.in', 'instructor.in'].flatMap((name) =>
      readFileSync(new URL(`apps/gateway/e2e/python/${name}`, ROOT), 'utf8').split('\n'),
    );
    expect(installedBy('pip')).toHaveLength(7);
    expect(pinned).toEqual(expect.arrayContaining(installedBy('pip')));
  });

  it('installs the Node packages that the tests install', () => {
    const { devDependencies } = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8')) as {
      devDependencies: Record<string, string>;
    };
    const pinned = Object.entries(devDependencies).map(([name, version]) => `${name}@${version}`);
    expect(installedBy('npm')).toHaveLength(9);
    expect(pinned).toEqual(expect.arrayContaining(installedBy('npm')));
  });

  it('names the same versions in its table', () => {
    const installed = [...installedBy('pip'), ...installedBy('npm')].join(' ');
    const named = [...document.matchAll(/^\| \[.*?\)\s+\| (\d+\.\d+[\d.]*) +\|/gm)];
    expect(named).toHaveLength(9);
    for (const [, version] of named) expect(`${installed} `).toMatch(`${version} `);
  });
});
