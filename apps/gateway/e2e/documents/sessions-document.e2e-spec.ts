import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { codeBlocks, readDocument } from '../support/markdown.js';
import { startGateway, type TestGateway } from '../support/start-gateway.js';

const run = promisify(execFile);

describe('docs/sessions.md', () => {
  const [flow, sdk] = codeBlocks(readDocument('docs/sessions.md')).filter(
    ({ language }) => language === 'python',
  );
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startGateway();
  });

  afterAll(() => gateway.close());

  async function output(code: string | undefined): Promise<string[]> {
    const here = code!.replaceAll('http://localhost:8080', gateway.url);
    const { stdout } = await run('python3', ['-c', here], { timeout: 20_000 });
    return stdout.trim().split('\n');
  }

  it('shows a whole life with requests', async () => {
    expect(await output(flow?.code)).toEqual([
      expect.stringContaining('Your name is Alice.'),
      "['user', 'assistant', 'user', 'assistant']",
      '7200',
      '204',
      expect.stringMatching(/^404 Session not found: sess_[0-9a-f]{32}$/),
    ]);
  });

  it("shows the OpenAI SDK's way", async () => {
    expect(await output(sdk?.code)).toEqual([expect.stringContaining('Your name is Alice.')]);
  });
});
