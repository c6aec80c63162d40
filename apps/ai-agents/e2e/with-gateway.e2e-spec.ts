import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { AppProcess } from 'llm-gateway/testing';
import { agentsSettings } from '../src/settings/agents-settings.js';
import { FILES } from './support/answers.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const DOCUMENT = readFileSync(`${ROOT}docs/ai-agents.md`, 'utf8');

let gateway: AppProcess;
let agents: AppProcess;
let url: string;

beforeAll(async () => {
  gateway = await AppProcess.start('gateway', {
    LLM_GATEWAY_PORT: '0',
    LLM_GATEWAY_CONFIG_DIR: import.meta.dirname,
    LLM_GATEWAY_DATA_DIR: ':memory:',
  });
  agents = await AppProcess.start('ai-agents', {
    AGENTS_PORT: '0',
    LLM_GATEWAY_URL: gateway.url,
    LLM_GATEWAY_PRE_STOP_DELAY_MS: '0',
  });
  url = agents.url;
});

afterAll(async () => {
  await agents.kill();
  await gateway.kill();
});

describe('the built service with the built gateway', () => {
  it.each([
    ['architecture', 'graph'],
    ['code-review', 'verdict'],
    ['doc-generate', 'markdown'],
  ])('%s answers by its schema', async (agent, field) => {
    const document: any = await (await fetch(`${url}/openapi.json`)).json();
    const { responses } = document.paths[`/v1/agents/${agent}/run`].post;
    const { schema } = responses['200'].content['application/json'];
    const validate = new Ajv({ strict: false }).compile(schema.properties.result);
    const response = await fetch(`${url}/v1/agents/${agent}/run`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ files: FILES }),
    });
    expect(response.status).toBe(200);
    const { result, usage, model } = (await response.json()) as Record<string, any>;
    expect(result).toHaveProperty(field);
    expect([validate(result), validate.errors]).toEqual([true, null]);
    expect(usage.total_tokens).toBeGreaterThan(0);
    expect(model).toBe('echo');
  });

  it.each([
    ['simulator/echo?status=503&retry_after=0', 503, 'provider_overloaded'],
    ['simulator/echo?status=500', 502, 'provider_error'],
    ['simulator/echo?refuse=true', 400, 'content_filter'],
    ['nobody/knows', 404, 'model_not_found'],
  ])('passes on what the gateway answers for %s', async (model, status, code) => {
    const response = await fetch(`${url}/v1/agents/doc-generate/run`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ files: FILES, model }),
    });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { code } });
  });

  it('answers the example of its document', async () => {
    const command = /```sh\n(curl [^]*?)```/
      .exec(DOCUMENT)?.[1]
      ?.replace('http://localhost:8082', url);
    const { stdout } = await promisify(execFile)('sh', ['-c', `${command}`]);
    const { result } = JSON.parse(stdout) as Record<string, any>;
    expect(result.graph.cycles).toEqual([['shop/cart.py', 'shop/prices.py']]);
    expect(result.graph.external).toEqual([{ name: 'requests', imported_by: ['shop/prices.py'] }]);
  });

  it('ends on SIGTERM', async () => {
    expect(await agents.end('SIGTERM')).toBe(0);
  });

  it('ends with 78 and one message when a setting is wrong', async () => {
    const environment = { AGENTS_PORT: 'http', AGENTS_TIMEOUT_MS: '-1' };
    const [code, output] = await AppProcess.startInVain('ai-agents', environment);
    expect(code).toBe(78);
    expect(output).toMatch(
      /^The configuration has faults:\n {2}AGENTS_PORT .*\n {2}AGENTS_TIMEOUT_MS .*\n$/,
    );
  });
});

describe('the document', () => {
  it('names the defaults that the code has', () => {
    const settings = agentsSettings({});
    for (const [name, value] of [
      ['AGENTS_PORT', settings.port],
      ['AGENTS_HOST', settings.host],
      ['AGENTS_MODEL', settings.model],
      ['AGENTS_TIMEOUT_MS', settings.timeoutMs],
      ['LLM_GATEWAY_URL', settings.llmGatewayUrl],
    ])
      expect(DOCUMENT).toMatch(new RegExp(`\\| \`${name}\` +\\| \`${value}\` `));
  });
});
