import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { codeBlocks, readDocument } from '../support/markdown.js';
import { runSnippet } from '../support/run-snippet.js';
import { startGateway, type TestGateway } from '../support/start-gateway.js';

describe('docs/sessions.md', () => {
  const [flow, sdk, limits, once] = codeBlocks(readDocument('docs/sessions.md')).filter(
    ({ language }) => language === 'python',
  );
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startGateway();
  });

  afterAll(() => gateway.close());

  async function output(code: string | undefined): Promise<string[]> {
    return (await runSnippet('python3', code!, gateway)).split('\n');
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

  it('shows how a long history is limited', async () => {
    expect(await output(limits?.code)).toEqual([
      '0 sent, 0 left out',
      '2 sent, 0 left out',
      '2 sent, 2 left out',
    ]);
  });

  it('shows retries that do nothing twice', async () => {
    const [first, second, third, messages] = await output(once?.code);
    const [id] = first!.split(' ');
    expect([first, second, third]).toEqual([`${id} None`, `${id} true`, `${id} true`]);
    expect(messages).toBe('2');
  });
});
