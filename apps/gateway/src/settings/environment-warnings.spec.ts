import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ConfigurationError } from 'llm-gateway/contracts';
import { knownSettings, readSettings } from './gateway-settings.js';

const warningsOf = (environment: Record<string, string>) => readSettings(environment).warnings;

describe('variables that are no settings', () => {
  it('are named with the setting that was probably meant', () => {
    expect(
      warningsOf({ LLM_GATEWAY_LOGLEVEL: 'debug', LLM_GATEWAY_SESSION_TTL: '60', LOG_LEVEL: 'x' }),
    ).toEqual([
      'LLM_GATEWAY_LOGLEVEL is no setting and does nothing; the nearest is LLM_GATEWAY_LOG_LEVEL.',
      expect.stringMatching(/^LLM_GATEWAY_SESSION_TTL is no setting/),
    ]);
  });

  it('are not those that the gateway reads, or other services of the same environment', () => {
    const settings = knownSettings().filter(({ fallback }) => fallback !== '');
    expect(settings.length).toBeGreaterThan(10);
    const known = settings
      .filter(({ name }) => name !== 'LLM_GATEWAY_CONFIG_DIR')
      .map(({ name, fallback }) => [name, fallback]);
    const others = { LLM_GATEWAY_URL: 'http://llm-gateway:8080', LLM_GATEWAY_API_KEY: 'k' };
    expect(warningsOf({ ...Object.fromEntries(known), ...others })).toEqual([]);
  });
});

describe('what Kubernetes gives to pods for Services named llm-gateway and llm-gateway-redis', () => {
  const LINKS = {
    LLM_GATEWAY_SERVICE_HOST: '10.0.0.1',
    LLM_GATEWAY_SERVICE_PORT: '8080',
    LLM_GATEWAY_SERVICE_PORT_HTTP: '8080',
    LLM_GATEWAY_PORT: 'tcp://10.0.0.1:8080',
    LLM_GATEWAY_PORT_8080_TCP: 'tcp://10.0.0.1:8080',
    LLM_GATEWAY_PORT_8080_TCP_PROTO: 'tcp',
    LLM_GATEWAY_PORT_8080_TCP_PORT: '8080',
    LLM_GATEWAY_PORT_8080_TCP_ADDR: '10.0.0.1',
    LLM_GATEWAY_REDIS_SERVICE_HOST: '10.0.0.2',
    LLM_GATEWAY_REDIS_SERVICE_PORT: '6379',
    LLM_GATEWAY_REDIS_PORT: 'tcp://10.0.0.2:6379',
    LLM_GATEWAY_REDIS_PORT_6379_TCP: 'tcp://10.0.0.2:6379',
  };

  it('neither sets the port nor is warned of', () => {
    expect(readSettings(LINKS)).toMatchObject({ port: 8_080, warnings: [] });
  });

  it.each(['tcp://[fd00::1]:8080', ' udp://10.0.0.1:53\n', 'sctp://10.0.0.1:9'])(
    'may be %j',
    (link) => {
      expect(readSettings({ LLM_GATEWAY_PORT: link }).port).toBe(8_080);
    },
  );

  it('does not make other ports that are none pass', () => {
    expect(() => readSettings({ LLM_GATEWAY_PORT: 'http://10.0.0.1:8080' })).toThrow(
      ConfigurationError,
    );
    expect(readSettings({ LLM_GATEWAY_PORT: '9000' }).port).toBe(9_000);
    expect(warningsOf({ LLM_GATEWAY_REDIS_PORT: '6379' })).toEqual([
      expect.stringMatching(/^LLM_GATEWAY_REDIS_PORT is no setting/),
    ]);
  });
});

describe('LLM_GATEWAY_CONFIG_DIR', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'llm-gateway-folder-'));
  });
  afterEach(async () => {
    process.chdir(before);
    await rm(folder, { recursive: true });
  });
  const before = process.cwd();

  it('must exist when it is set', () => {
    const missing = join(folder, 'confg');
    expect(() => readSettings({ LLM_GATEWAY_CONFIG_DIR: missing })).toThrow(
      `LLM_GATEWAY_CONFIG_DIR is '${missing}', which does not exist; create or mount the folder.`,
    );
    expect(readSettings({ LLM_GATEWAY_CONFIG_DIR: folder }).configDir).toBe(folder);
  });

  it('may be absent when it is not', () => {
    process.chdir(folder);
    const { providers } = readSettings({ LLM_GATEWAY_CONFIG_DIR: ' ' }).providers;
    expect(providers.map(({ name }) => name)).toEqual(['simulator']);
  });
});
