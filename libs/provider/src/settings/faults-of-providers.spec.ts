import { describe, expect, it } from '@jest/globals';
import type { VendorEntry } from '../vendors/vendor-entry.js';
import { checkBaseUrl } from 'llm-gateway/contracts';
import { resolveProviders, type ProviderSettings } from './resolve-providers.js';

const KEYED: VendorEntry = {
  name: 'keyed',
  title: 'Keyed',
  adapter: 'openai-compatible',
  variablePrefix: 'KEYED',
  baseUrl: 'https://api.keyed.test/v1',
  needsKey: true,
  routes: [],
  models: [],
};

/** What is said to an operator, one line for each fault. */
function faultsOf(settings: Partial<ProviderSettings>): string[] {
  try {
    resolveProviders({ environment: { KEYED_API_KEY: 'k' }, vendors: [KEYED], ...settings });
  } catch (error) {
    if (!(error instanceof AggregateError)) throw error;
    return error.errors.map(({ message }: Error) => message);
  }
  return [];
}

const file = (providers: object) => ({ providersFile: { providers } as never });

describe('the faults that resolveProviders finds', () => {
  it.each<[string, Partial<ProviderSettings>, string]>([
    [
      'an address without http',
      { environment: { KEYED_API_KEY: 'k', KEYED_BASE_URL: 'localhost:8080' } },
      "KEYED_BASE_URL is 'localhost:8080', which is not an address like https://host/path.",
    ],
    [
      'a broken address in the file',
      file({ keyed: { baseUrl: 'http://' } }),
      "providers.json: 'providers.keyed.baseUrl' is 'http://', which is not an address like https://host/path.",
    ],
    [
      'a key that no header can carry',
      { environment: { KEYED_API_KEY: 'sk-1\nsk-2' } },
      'KEYED_API_KEY holds a character that no HTTP header can carry.',
    ],
    [
      'a new provider without an adapter',
      file({ mine: { baseUrl: 'http://mine' } }),
      "providers.json: 'providers.mine.adapter' is required, since no shipped vendor is named 'mine'.",
    ],
    [
      'a header with a variable that is not set',
      file({ keyed: { headers: { 'x-team': '${TEAM}' } } }),
      'providers.json: providers.keyed.headers.x-team names ${TEAM}, which is not set.',
    ],
    [
      'a header with an empty variable',
      {
        environment: { KEYED_API_KEY: 'k', TEAM: ' ' },
        ...file({ keyed: { headers: { a: '${TEAM}' } } }),
      },
      'providers.json: providers.keyed.headers.a names ${TEAM}, which is not set.',
    ],
    [
      'an alias to nowhere',
      { modelsFile: { aliases: { fast: 'opnai/gpt-5' } } },
      "models.json: 'aliases.fast' names provider 'opnai', which is neither shipped nor in providers.json.",
    ],
    [
      'a route to nowhere',
      { modelsFile: { routes: [{ match: '*', provider: 'keyd' }] } },
      "models.json: 'routes[0].provider' names provider 'keyd', which is neither shipped nor in providers.json.",
    ],
    [
      'facts of nobody',
      { modelsFile: { facts: { keyd: [] } } },
      "models.json: 'facts.keyd' names provider 'keyd', which is neither shipped nor in providers.json.",
    ],
  ])('name the place of %s', (_what, settings, fault) => {
    expect(faultsOf(settings)).toEqual([fault]);
  });

  it('are all told at once', () => {
    const environment = { KEYED_API_KEY: 'k', KEYED_BASE_URL: 'nowhere' };
    const modelsFile = { aliases: { a: 'x/y' } };
    expect(faultsOf({ environment, modelsFile, ...file({ mine: {} }) })).toHaveLength(3);
  });

  it('never show a key', () => {
    expect(faultsOf({ environment: { KEYED_API_KEY: 'sk-secret-ü' } }).join()).not.toContain(
      'secret',
    );
  });

  it.each(['constructor', 'toString'])('are none for a provider named %s', (name) => {
    expect(faultsOf(file({ [name]: { adapter: 'x', baseUrl: 'http://x' } }))).toEqual([]);
  });

  it('are none for a name that points to a disabled provider', () => {
    const modelsFile = { aliases: { a: 'keyed/y' } };
    expect(faultsOf({ modelsFile, ...file({ keyed: { disabled: true } }) })).toEqual([]);
  });
});

describe('checkBaseUrl', () => {
  it.each([
    ['https://host', 'https://host'],
    ['http://127.0.0.1:8000/v1/', 'http://127.0.0.1:8000/v1'],
    ['https://host/a/b//', 'https://host/a/b'],
  ])('takes %s', (text, address) => {
    expect(checkBaseUrl(text, 'X')).toBe(address);
  });

  it.each([
    ['', 'not an address'],
    ['host', 'not an address'],
    ['host:80', 'not an address'],
    ['ftp://host', 'not an address'],
    ['file:///etc', 'not an address'],
    ['http://', 'not an address'],
    [
      'https://host/v1?api-version=1',
      "take '?api-version=1' out of it and use 'query' in providers.json.",
    ],
    ['https://host/v1#top', "take '#top' out of it"],
  ])('refuses %j', (text, sentence) => {
    expect(() => checkBaseUrl(text, 'X')).toThrow(`X is '${text}'`);
    expect(() => checkBaseUrl(text, 'X')).toThrow(sentence);
  });

  it('refuses credentials without showing them', () => {
    expect(() => checkBaseUrl('https://user:hunter2@host', 'X')).toThrow(
      "X holds a user name or password; send them with 'headers' in providers.json instead.",
    );
  });
});
