import { describe, expect, it } from '@jest/globals';
import { curlCommand } from './curl-command.js';

const url = 'http://localhost:8080/v1/chat/completions';

describe('curlCommand', () => {
  it('ends the quotes around each quote of the body', () => {
    const command = curlCommand({ url, body: { text: "it's" }, needsKey: false });
    expect(command).toContain(String.raw`"text": "it'\''s"`);
  });

  it('leaves a key to the environment', () => {
    const command = curlCommand({ url, body: {}, needsKey: true });
    expect(command).toContain('-H "authorization: Bearer $LLM_GATEWAY_API_KEY"');
  });
});
