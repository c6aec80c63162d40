import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ConfigurationError } from 'llm-gateway/contracts';
import { readSettings } from './gateway-settings.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'llm-gateway-settings-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

const read = (environment: Record<string, string> = {}) =>
  readSettings({ LLM_GATEWAY_CONFIG_DIR: folder, ...environment });

function faultsOf(environment: Record<string, string> = {}): readonly string[] {
  try {
    read(environment);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults;
    throw error;
  }
  return [];
}

const write = (name: string, content: unknown) =>
  writeFile(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));

describe('readSettings', () => {
  it('needs no setting at all', () => {
    const settings = read();
    expect(settings).toMatchObject({
      host: '0.0.0.0',
      port: 8_080,
      maximumBodyBytes: 10_485_760,
      logLevel: 'info',
      accessLog: true,
      banner: true,
      heartbeatMs: 15_000,
    });
    expect(settings.providers.providers.map(({ name }) => name)).toEqual(['simulator']);
  });

  it('reads every variable', () => {
    expect(
      read({
        LLM_GATEWAY_HOST: '127.0.0.1',
        LLM_GATEWAY_PORT: '0',
        LLM_GATEWAY_MAX_BODY_BYTES: '1024',
        LLM_GATEWAY_LOG_LEVEL: 'Debug',
        LLM_GATEWAY_ACCESS_LOG: 'off',
        LLM_GATEWAY_BANNER: '0',
        LLM_GATEWAY_HEARTBEAT_MS: '10',
        ANTHROPIC_API_KEY: 'sk-ant-1',
      }),
    ).toMatchObject({
      host: '127.0.0.1',
      port: 0,
      configDir: resolve(folder),
      maximumBodyBytes: 1_024,
      logLevel: 'debug',
      accessLog: false,
      banner: false,
      heartbeatMs: 10,
      providers: { providers: [{ name: 'anthropic' }, { name: 'simulator' }] },
    });
  });

  it('never prints a key', () => {
    const settings = read({ OPENAI_API_KEY: 'sk-very-secret' });
    expect(JSON.stringify(settings)).not.toContain('very-secret');
  });

  it('reads both files', async () => {
    await write('providers.json', {
      providers: { mine: { adapter: 'openai-compatible', baseUrl: 'http://mine/v1' } },
    });
    await write('models.json', `\uFEFF${JSON.stringify({ aliases: { fast: 'mine/small' } })}`);
    const { providers } = read();
    expect(providers.providers.map(({ name }) => name)).toContain('mine');
    expect(providers.aliases).toEqual({ fast: 'mine/small' });
  });
});

describe('a faulty configuration', () => {
  it('is told whole, one line for each fault, with its variable', () => {
    expect(
      faultsOf({
        LLM_GATEWAY_PORT: 'http',
        LLM_GATEWAY_LOG_LEVEL: 'loud',
        OPENAI_API_KEY: 'k',
        OPENAI_BASE_URL: 'localhost:1234',
      }),
    ).toEqual([
      "LLM_GATEWAY_PORT is 'http'; set it to a whole number from 0 to 65535.",
      expect.stringMatching(/^LLM_GATEWAY_LOG_LEVEL is 'loud'; set it to one of fatal, /),
      "OPENAI_BASE_URL is 'localhost:1234', which is not an address like https://host/path.",
    ]);
  });

  it('reads well on a terminal', () => {
    expect(new ConfigurationError(['One.']).message).toBe('The configuration has a fault:\n  One.');
    expect(new ConfigurationError(['One.', 'Two.']).message).toBe(
      'The configuration has faults:\n  One.\n  Two.',
    );
  });

  it.each<[string, unknown, RegExp]>([
    ['providers.json', '{"providers": {', /providers\.json:1: The file is not valid JSON: .+/],
    ['providers.json', '', /providers\.json:1: The file is not valid JSON: .+/],
    ['providers.json', [], /providers\.json:1: The file must be an object, not an array\.$/],
    ['providers.json', {}, /providers\.json:1: 'providers' is required\.$/],
    ['providers.json', { providers: {}, provider: {} }, /:1: 'provider' is not a known field\.$/],
    [
      'providers.json',
      { providers: { openai: { baseURL: 'x' } } },
      /:1: 'providers\.openai\.baseURL' is not a known field\.$/,
    ],
    [
      'providers.json',
      { providers: { openai: { apiKey: 'sk' } } },
      /:1: 'providers\.openai\.apiKey' is not a known field\.$/,
    ],
    [
      'providers.json',
      { providers: { openai: { baseUrl: 'localhost' } } },
      /:1: 'providers\.openai\.baseUrl' must match \^https\?:\/\/, unlike "localhost"\.$/,
    ],
    [
      'providers.json',
      { providers: { 'My LLM': {} } },
      /:1: 'providers\.My LLM' has a name that must match /,
    ],
    [
      'providers.json',
      { providers: { openai: { deadlines: { totalMs: '5s' } } } },
      /:1: 'providers\.openai\.deadlines\.totalMs' must be an integer, not a string\.$/,
    ],
    [
      'providers.json',
      { providers: { openai: { models: [{ listed: true }] } } },
      /:1: 'providers\.openai\.models\[0\]\.match' is required\.$/,
    ],
    [
      'providers.json',
      { providers: { mine: {} } },
      /providers\.json:1: 'providers\.mine\.adapter' is required, since no shipped vendor is named 'mine'\.$/,
    ],
    [
      'models.json',
      { aliases: { fast: 'gpt-5' } },
      /models\.json:1: 'aliases\.fast' must match .+, unlike "gpt-5"\.$/,
    ],
    ['models.json', { routes: [{ match: 'x-*' }] }, /:1: 'routes\[0\]\.provider' is required\.$/],
    [
      'models.json',
      { aliases: { fast: 'opnai/gpt-5' } },
      /models\.json:1: 'aliases\.fast' names provider 'opnai'/,
    ],
  ])('in %s is named with its place: %j', async (name, content, fault) => {
    await write(name, content);
    expect(faultsOf()).toEqual([expect.stringMatching(fault)]);
  });

  it('in both files and a variable is told at once', async () => {
    await write('providers.json', '{');
    await write('models.json', { aliases: [] });
    expect(faultsOf({ LLM_GATEWAY_PORT: 'x' })).toEqual([
      expect.stringContaining('LLM_GATEWAY_PORT'),
      expect.stringContaining(join(folder, 'providers.json')),
      expect.stringContaining(join(folder, 'models.json')),
    ]);
  });

  it('of a file that cannot be read is told as such', async () => {
    await writeFile(join(folder, 'not-a-folder'), '');
    const faults = faultsOf({ LLM_GATEWAY_CONFIG_DIR: join(folder, 'not-a-folder') });
    expect(faults).toHaveLength(2);
    expect(faults[0]).toMatch(/providers\.json:1: ENOTDIR/);
  });
});
