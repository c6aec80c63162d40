import { describe, expect, it } from '@jest/globals';
import { agentsSettings } from './agents-settings.js';

describe('agentsSettings', () => {
  it('needs no setting at all', () => {
    expect(agentsSettings({})).toMatchObject({
      host: '0.0.0.0',
      port: 8_082,
      llmGatewayUrl: 'http://localhost:8080',
      model: 'simulator/echo',
      timeoutMs: 110_000,
    });
  });

  it('names every variable that is wrong, and never prints the key', () => {
    const environment = {
      AGENTS_PORT: 'http',
      AGENTS_TIMEOUT_MS: '0',
      LLM_GATEWAY_URL: 'gateway',
      LLM_GATEWAY_API_KEY: 'team-key',
    };
    expect(() => agentsSettings(environment)).toThrow(
      /AGENTS_PORT is 'http'[^]*LLM_GATEWAY_URL is 'gateway'[^]*AGENTS_TIMEOUT_MS is '0'/,
    );
    const { llmGatewayApiKey } = agentsSettings({ LLM_GATEWAY_API_KEY: 'team-key' });
    expect(JSON.stringify({ llmGatewayApiKey })).not.toContain('team-key');
    expect(llmGatewayApiKey.reveal()).toBe('team-key');
  });
});
