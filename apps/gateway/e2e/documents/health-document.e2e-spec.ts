import { describe, expect, it } from '@jest/globals';
import { useGateway } from '../support/gateway-under-test.js';
import { codeBlocks, readDocument } from '../support/markdown.js';
import { runSnippet } from '../support/run-snippet.js';

describe('docs/health.md', () => {
  const gateway = useGateway({ subjects: [] });
  const document = readDocument('docs/health.md');
  const commands = codeBlocks(document).filter(({ language }) => language === 'sh');

  it('has commands that work', async () => {
    const answers = await Promise.all(
      commands.map(async ({ code }) => JSON.parse(await runSnippet('sh', code, gateway)) as object),
    );
    expect(answers).toMatchObject([
      { status: 'healthy' },
      { checks: { session_store: true }, details: {}, adapters: {}, breakers: {} },
      { process: {}, sessions: {}, providers: {} },
    ]);
  });

  it('names all checks that there are', async () => {
    const response = await fetch(`${gateway.url}/health/ready`);
    const { checks } = (await response.json()) as { checks: object };
    for (const name of Object.keys(checks)) expect(document).toContain(`\`${name}\``);
  });
});
