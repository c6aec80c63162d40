import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FakeToolService } from 'llm-gateway/testing';
import { GatewayWithToolsFile } from './support/mcp/gateway-with-tools-file.js';

const run = promisify(execFile);
const CONFORMANCE = fileURLToPath(
  new URL('../../../node_modules/@modelcontextprotocol/conformance/dist/index.js', import.meta.url),
);

const TEXT = { type: 'text', text: 'This is a simple text response for testing.' };
const IMAGE = { type: 'image', data: 'iVBORw0KGgo=', mimeType: 'image/png' };
const AUDIO = { type: 'audio', data: 'UklGRg==', mimeType: 'audio/wav' };
const RESOURCE = {
  type: 'resource',
  resource: { uri: 'test://embedded', mimeType: 'text/plain', text: 'Embedded.' },
};

/** What the tools that the scenarios call answer, each by HTTP. */
const ANSWERS: Readonly<Record<string, { readonly status?: number; readonly body: unknown }>> = {
  test_simple_text: { body: { content: [TEXT] } },
  test_image_content: { body: { content: [IMAGE] } },
  test_audio_content: { body: { content: [AUDIO] } },
  test_embedded_resource: { body: { content: [RESOURCE] } },
  test_multiple_content_types: { body: { content: [TEXT, IMAGE, RESOURCE] } },
  test_error_handling: { status: 500, body: 'This tool intentionally returns an error.' },
};

const DIALECT_TOOL = {
  name: 'json_schema_2020_12_tool',
  description: 'Tool with JSON Schema 2020-12 features',
  parameters: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    $defs: {
      address: {
        type: 'object',
        properties: { street: { type: 'string' }, city: { type: 'string' } },
      },
    },
    properties: { name: { type: 'string' }, address: { $ref: '#/$defs/address' } },
    additionalProperties: false,
  },
  handler: { type: 'http', url: 'http://localhost:9/' },
};

/** Of the tool's 32 server scenarios. The others are about what the gateway has none of. */
const APPLICABLE = [
  'server-initialize',
  'ping',
  'tools-list',
  'tools-call-simple-text',
  'tools-call-image',
  'tools-call-audio',
  'tools-call-embedded-resource',
  'tools-call-mixed-content',
  'tools-call-error',
  'json-schema-2020-12',
  'dns-rebinding-protection',
];

describe('the public MCP conformance tool passes /mcp in', () => {
  let service: FakeToolService;
  let gateway: GatewayWithToolsFile;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mcp-conformance-'));
    service = await FakeToolService.start();
    service.answerBy(({ url }) => ANSWERS[url.slice(1)] ?? { status: 404 });
    const tools = Object.keys(ANSWERS).map((name) => ({
      name,
      description: `The tool ${name}.`,
      parameters: { type: 'object', properties: {} },
      handler: { type: 'http', url: `${service.url}/${name}` },
    }));
    gateway = await GatewayWithToolsFile.start({ tools: [...tools, DIALECT_TOOL] });
  });
  afterAll(async () => {
    await gateway.close();
    await service.close();
    await rm(folder, { recursive: true });
  });

  it.each(APPLICABLE)('%s', async (scenario) => {
    const url = `${gateway.url}/mcp`;
    const command = [CONFORMANCE, 'server', '--url', url, '--scenario', scenario];
    const { stdout } = await run(process.execPath, command, { cwd: folder }).catch(
      (error: unknown) => ({ stdout: (error as { stdout: string }).stdout }),
    );
    expect(stdout).toMatch(/Passed: ([1-9]\d*)\/\1, 0 failed/);
  });
});
