import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FakeUpstream, fakeAnthropic } from 'llm-gateway/testing';
import { codeBlocks, linkedFiles, readDocument } from '../support/markdown.js';
import { runSnippet } from '../support/run-snippet.js';
import { startGateway, type TestGateway } from '../support/start-gateway.js';

const ROOT = new URL('../../../../', import.meta.url);
const DOCUMENTS = [
  'README.md',
  ...readdirSync(new URL('docs/', ROOT))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

describe('README', () => {
  const blocks = codeBlocks(readDocument('README.md'));
  let anthropic: FakeUpstream;
  let gateway: TestGateway;

  const find = (language: string, part: string) => {
    const block = blocks.find((each) => each.language === language && each.code.includes(part));
    if (!block) throw new Error(`README has no ${language} block with '${part}'.`);
    return block.code;
  };

  beforeAll(async () => {
    anthropic = await FakeUpstream.start(fakeAnthropic);
    gateway = await startGateway({
      ANTHROPIC_API_KEY: 'test-key',
      ANTHROPIC_BASE_URL: anthropic.url,
    });
  });

  afterAll(async () => {
    await gateway.close();
    await anthropic.close();
  });

  it('answers the first request that it shows', async () => {
    const output = await runSnippet('sh', find('sh', 'curl http://localhost:8080'), gateway);
    expect(JSON.parse(output)).toMatchObject({
      object: 'chat.completion',
      choices: [{ message: { role: 'assistant', content: expect.stringContaining('Hello!') } }],
    });
  });

  it('runs the Python that it shows', async () => {
    anthropic.replyWith({ text: ['Bonjour!'], usage: { input: 1, output: 1 } });
    const output = await runSnippet('python3', find('python', 'from openai import'), gateway);
    expect(output).toBe('Bonjour!');
  });

  it('shows npm scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const named = [...readDocument('README.md').matchAll(/npm (?:run )?([a-z:]+)/g)];
    expect(named.length).toBeGreaterThan(0);
    for (const [, script] of named) expect(Object.keys(scripts)).toContain(script);
  });
});

describe.each(DOCUMENTS)('%s', (path) => {
  it('links to files that exist', () => {
    const missing = linkedFiles(path).filter((target) => !existsSync(new URL(target, ROOT)));
    expect(missing).toEqual([]);
  });

  it('has JSON that parses', () => {
    const blocks = codeBlocks(readDocument(path)).filter(({ language }) => language === 'json');
    for (const { code } of blocks) expect(() => JSON.parse(code) as unknown).not.toThrow();
  });
});
