import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { DEFAULT_DEADLINES } from 'llm-gateway/contracts';
import type { VendorEntry } from '../vendors/vendor-entry.js';
import { resolveProviders, type ProviderSettings } from './resolve-providers.js';

const vendor = (name: string, more: Partial<VendorEntry> = {}): VendorEntry => ({
  name,
  title: name,
  adapter: 'openai-compatible',
  variablePrefix: name.toUpperCase(),
  baseUrl: `https://api.${name}.test/v1`,
  needsKey: true,
  routes: [`${name}-*`],
  models: [{ match: `${name}-1` }],
  ...more,
});

const VENDORS: VendorEntry[] = [
  vendor('keyed'),
  vendor('own', { baseUrl: undefined as never }),
  vendor('local', { needsKey: false, detect: true, baseUrl: 'http://127.0.0.1:1', routes: [] }),
  vendor('builtin', { needsKey: false, alwaysOn: true, baseUrl: 'builtin:', routes: [] }),
];

function resolve(settings: Partial<ProviderSettings> = {}) {
  return resolveProviders({ environment: {}, vendors: VENDORS, ...settings });
}

/** The providers by name, without the built-in one. */
function configured(settings: Partial<ProviderSettings>) {
  const { providers } = resolve(settings);
  return Object.fromEntries(
    providers.filter(({ name }) => name !== 'builtin').map((provider) => [provider.name, provider]),
  );
}

const file = (providers: object) => ({ providersFile: { providers } as never });

describe('resolveProviders without settings', () => {
  it('has what is built in, and looks for what may run on this machine', () => {
    const { providers, detectable } = resolve();
    expect(providers).toMatchObject([
      { name: 'builtin', baseUrl: 'builtin:', configuredBy: 'built in' },
    ]);
    expect(detectable).toMatchObject([{ name: 'local', configuredBy: 'found running' }]);
  });

  it('knows what to set for each vendor that is not there', () => {
    expect(resolve().unconfigured).toEqual([
      { name: 'keyed', remedy: 'Set KEYED_API_KEY' },
      { name: 'own', remedy: 'Set OWN_API_KEY and OWN_BASE_URL' },
      { name: 'local', remedy: 'Set LOCAL_BASE_URL' },
    ]);
  });
});

describe('resolveProviders with an environment', () => {
  it('switches a vendor on by its key', () => {
    const { keyed } = configured({ environment: { KEYED_API_KEY: ' sk-1\n' } });
    expect(keyed).toMatchObject({
      name: 'keyed',
      adapter: 'openai-compatible',
      baseUrl: 'https://api.keyed.test/v1',
      configuredBy: 'KEYED_API_KEY',
      deadlines: DEFAULT_DEADLINES,
      maximumRetries: 2,
      models: [{ match: 'keyed-1' }],
      headers: {},
      query: {},
      quirks: {},
    });
    expect(keyed?.apiKey?.reveal()).toBe('sk-1');
    expect(inspect(keyed, { depth: 9 }) + JSON.stringify(keyed)).not.toContain('sk-1');
  });

  it.each([{ KEYED_API_KEY: '' }, { KEYED_API_KEY: ' \n' }, { KEYED_BASE_URL: 'https://x.test' }])(
    'leaves a vendor without a key off: %j',
    (environment) => {
      expect(configured({ environment })).toEqual({});
    },
  );

  it.each(['https://proxy.test/v1', 'https://proxy.test/v1/', ' https://proxy.test/v1//\n'])(
    'takes another address: %j',
    (address) => {
      const environment = { KEYED_API_KEY: 'k', KEYED_BASE_URL: address };
      expect(configured({ environment })['keyed']?.baseUrl).toBe('https://proxy.test/v1');
    },
  );

  it('switches a vendor that needs no key on by its address', () => {
    const settings = resolve({ environment: { LOCAL_BASE_URL: 'http://gpu:11434' } });
    expect(settings.providers[0]).toMatchObject({ name: 'local', configuredBy: 'LOCAL_BASE_URL' });
    expect(settings.providers[0]).not.toHaveProperty('apiKey');
    expect(settings.detectable).toEqual([]);
  });

  it('switches a vendor that needs no key on by one all the same', () => {
    const { local } = configured({ environment: { LOCAL_API_KEY: 'k' } });
    expect(local).toMatchObject({ configuredBy: 'LOCAL_API_KEY', baseUrl: 'http://127.0.0.1:1' });
  });

  it('asks for both where each customer has an address of its own', () => {
    expect(configured({ environment: { OWN_API_KEY: 'k' } })).toEqual({});
    const environment = { OWN_API_KEY: 'k', OWN_BASE_URL: 'https://mine.test' };
    expect(configured({ environment })).toHaveProperty('own');
  });
});

describe('resolveProviders with providers.json', () => {
  const KEY = { KEYED_API_KEY: 'k' };

  it('overrides what is shipped', () => {
    const vendors = [
      vendor('keyed', {
        headers: { a: '1', b: '1' },
        deadlines: { idleMs: 1, totalMs: 1 },
        quirks: { x: 1 },
      }),
    ];
    const config = {
      adapter: 'anthropic',
      baseUrl: 'https://file.test/',
      headers: { b: '2' },
      query: { v: '1' },
      deadlines: { totalMs: 2 },
      maximumRetries: 0,
      quirks: { y: 2 },
      models: [{ match: 'keyed-2' }],
    };
    expect(
      configured({ vendors, environment: KEY, ...file({ keyed: config }) })['keyed'],
    ).toMatchObject({
      adapter: 'anthropic',
      baseUrl: 'https://file.test',
      headers: { a: '1', b: '2' },
      query: { v: '1' },
      deadlines: { ...DEFAULT_DEADLINES, idleMs: 1, totalMs: 2 },
      maximumRetries: 0,
      quirks: { x: 1, y: 2 },
      models: [{ match: 'keyed-2' }, { match: 'keyed-1' }],
    });
  });

  it('lets the variable win over the file', () => {
    const environment = { ...KEY, KEYED_BASE_URL: 'https://variable.test' };
    const settings = { environment, ...file({ keyed: { baseUrl: 'https://file.test' } }) };
    expect(configured(settings)['keyed']?.baseUrl).toBe('https://variable.test');
  });

  it('takes the key from another variable', () => {
    const settings = file({ keyed: { keyVariable: 'TEAM_KEY' } });
    expect(configured({ environment: KEY, ...settings })).toEqual({});
    expect(configured({ environment: { TEAM_KEY: 't' }, ...settings })['keyed']).toMatchObject({
      configuredBy: 'TEAM_KEY',
    });
    expect(resolve(settings).unconfigured[0]?.remedy).toBe('Set TEAM_KEY');
  });

  it('switches a vendor off, and does not speak of it any more', () => {
    const settings = resolve({ environment: KEY, ...file({ keyed: { disabled: true } }) });
    const told = JSON.stringify(settings);
    expect(told).not.toContain('keyed');
  });

  it('switches a vendor that needs no key on by an address', () => {
    expect(configured(file({ local: { baseUrl: 'http://gpu:1' } }))['local']).toMatchObject({
      configuredBy: 'providers.json',
    });
  });

  it('adds providers', () => {
    const added = {
      'my-llm': { adapter: 'openai-compatible', baseUrl: 'http://llm.test', routes: ['my-*'] },
    };
    expect(configured(file(added))['my-llm']).toMatchObject({
      baseUrl: 'http://llm.test',
      models: [],
    });
    const environment = { MY_LLM_API_KEY: 'k' };
    expect(configured({ environment, ...file(added) })['my-llm']?.apiKey?.reveal()).toBe('k');
  });

  it('knows what an added provider lacks', () => {
    const { unconfigured } = resolve(
      file({ a: { adapter: 'x' }, b: { adapter: 'x', keyVariable: 'B_KEY' } }),
    );
    expect(unconfigured).toContainEqual({ name: 'a', remedy: 'Set A_BASE_URL' });
    expect(unconfigured).toContainEqual({ name: 'b', remedy: 'Set B_KEY and B_BASE_URL' });
  });

  it('ignores an added provider that is switched off, however incomplete', () => {
    expect(configured(file({ later: { disabled: true } }))).toEqual({});
  });

  it('fills variables into headers', () => {
    const settings = file({ keyed: { headers: { 'x-team': 'team ${TEAM}-${ TEAM }' } } });
    const { keyed } = configured({ environment: { ...KEY, TEAM: 'search\n' }, ...settings });
    expect(keyed?.headers).toEqual({ 'x-team': 'team search-${ TEAM }' });
  });
});

describe('resolveProviders with models.json', () => {
  const environment = { KEYED_API_KEY: 'k' };

  it('tries routes of models.json, then of providers.json, then the shipped ones', () => {
    const modelsFile = { routes: [{ match: 'a-*', provider: 'keyed', model: 'keyed-1' }] };
    const { routes } = resolve({
      environment,
      modelsFile,
      ...file({ own: { routes: ['keyed-*'] } }),
    });
    expect(routes).toEqual([
      { match: 'a-*', provider: 'keyed', model: 'keyed-1' },
      { match: 'keyed-*', provider: 'own' },
      { match: 'keyed-*', provider: 'keyed' },
      { match: 'own-*', provider: 'own' },
    ]);
  });

  it("puts facts before those of providers.json and of the vendor's own table", () => {
    const modelsFile = { facts: { keyed: [{ match: 'keyed-3' }] } };
    const settings = {
      environment,
      modelsFile,
      ...file({ keyed: { models: [{ match: 'keyed-2' }] } }),
    };
    expect(configured(settings)['keyed']?.models.map(({ match }) => match)).toEqual([
      'keyed-3',
      'keyed-2',
      'keyed-1',
    ]);
  });

  it('takes aliases', () => {
    expect(resolve({ modelsFile: { aliases: { fast: 'keyed/keyed-1' } } }).aliases).toEqual({
      fast: 'keyed/keyed-1',
    });
  });
});
