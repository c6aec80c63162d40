import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Secret, type ModelEntry, type Provider } from 'llm-gateway/contracts';
import type { ProviderModuleOptions } from '../provider.module-definition.js';
import type { AdapterRegistry } from './adapter-registry.js';
import type { CallLayers } from './call-layers.js';
import { ModelCatalog } from './model-catalog.js';
import { UpstreamClient } from '../upstream/upstream-client.js';
import { ProviderDirectory } from './provider-directory.js';

const provider = (name: string, more: Partial<Provider> = {}) =>
  ({
    name,
    adapter: name,
    baseUrl: `http://${name}`,
    deadlines: {},
    models: [],
    quirks: {},
    ...more,
  }) as unknown as Provider;

const OPTIONS: ProviderModuleOptions = {
  providers: [provider('openai', { models: [{ match: 'gpt-x', listed: true }] })],
  detectable: [provider('ollama'), provider('lm-studio')],
  unconfigured: [
    { name: 'anthropic', remedy: 'Set ANTHROPIC_API_KEY' },
    { name: 'ollama', remedy: 'Set OLLAMA_BASE_URL' },
  ],
  aliases: { fast: 'openai/gpt-x', local: 'ollama/llama', smart: 'anthropic/claude' },
  routes: [{ match: 'gpt-*', provider: 'openai' }],
};

interface Running {
  /** What each local server lists; absent while it is not up. */
  readonly lists: Record<string, ModelEntry[]>;
}

async function directoryOf(running: Running, options: Partial<ProviderModuleOptions> = {}) {
  const adapters = {
    discover: () => {},
    names: ['openai', 'ollama'],
    get: (name: string) => {
      if (name === 'unheard-of') throw new Error("There is no adapter 'unheard-of'.");
      return {
        checkQuirks: ({ quirks }: Provider) => {
          if ('typo' in quirks) throw new Error(`Provider '${name}' knows no quirk 'typo'.`);
        },
        ...(name !== 'openai' && {
          listModels: async () => {
            const list = running.lists[name];
            if (!list) throw new Error('connection refused');
            return list;
          },
        }),
      };
    },
  } as unknown as AdapterRegistry;
  const layers = { discover: () => {}, names: ['deadlines', 'retry'] } as unknown as CallLayers;
  const directory = new ProviderDirectory(
    { ...OPTIONS, ...options },
    adapters,
    layers,
    new ModelCatalog(adapters),
    new UpstreamClient(),
  );
  await directory.onModuleInit();
  return directory;
}

const namesOf = (directory: ProviderDirectory) => directory.providers.map(({ name }) => name);

beforeEach(() => {
  jest.useFakeTimers();
  for (const level of ['log', 'debug'] as const)
    jest.spyOn(Logger.prototype, level).mockImplementation(() => {});
});

afterEach(() => {
  jest.restoreAllMocks();
  jest.useRealTimers();
});

describe('ProviderDirectory at boot', () => {
  it('has the configured providers, and local ones that answer', async () => {
    const directory = await directoryOf({ lists: { ollama: [{ match: 'llama' }] } });
    expect(namesOf(directory)).toEqual(['openai', 'ollama']);
    directory.onApplicationShutdown();
  });

  it('refuses quirks that an adapter does not know, of local providers too', async () => {
    const odd = provider('openai', { quirks: { typo: 1 } });
    await expect(directoryOf({ lists: {} }, { providers: [odd] })).rejects.toThrow(
      "no quirk 'typo'",
    );
    await expect(directoryOf({ lists: {} }, { detectable: [odd] })).rejects.toThrow(
      "no quirk 'typo'",
    );
  });

  it('refuses a provider whose adapter is not there', async () => {
    const odd = provider('mine', { adapter: 'unheard-of' });
    await expect(directoryOf({ lists: {} }, { providers: [odd] })).rejects.toThrow(
      "no adapter 'unheard-of'",
    );
  });

  it('does not look for anything when there is nothing to look for', async () => {
    await directoryOf({ lists: {} }, { detectable: [] });
    expect(jest.getTimerCount()).toBe(0);
  });
});

describe('ProviderDirectory and local providers', () => {
  it('finds one that comes up later, once, and stops looking at shutdown', async () => {
    const running: Running = { lists: {} };
    const directory = await directoryOf(running);
    expect(namesOf(directory)).toEqual(['openai']);
    expect(() => directory.resolve('ollama/llama')).toThrow('Set OLLAMA_BASE_URL');
    running.lists['ollama'] = [{ match: 'llama' }];
    await jest.advanceTimersByTimeAsync(15_000);
    await jest.advanceTimersByTimeAsync(15_000);
    expect(namesOf(directory)).toEqual(['openai', 'ollama']);
    expect(directory.resolve('ollama/llama').provider.name).toBe('ollama');
    expect(directory.resolve('llama').provider.name).toBe('ollama');
    directory.onApplicationShutdown();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('finds several at once, in their order', async () => {
    const directory = await directoryOf({ lists: { 'lm-studio': [], ollama: [] } });
    expect(namesOf(directory)).toEqual(['openai', 'ollama', 'lm-studio']);
    directory.onApplicationShutdown();
  });

  it('knows which models they list themselves', async () => {
    const directory = await directoryOf({ lists: { ollama: [{ match: 'llama' }] } });
    const ollama = directory.resolve('ollama/x').provider;
    expect(await directory.serves(ollama, 'llama')).toBe(true);
    expect(await directory.serves(ollama, 'x')).toBe(false);
    expect((await directory.models()).map(({ id }) => id)).toEqual([
      'openai/gpt-x',
      'ollama/llama',
    ]);
    directory.onApplicationShutdown();
  });
});

describe('ProviderDirectory.aliases', () => {
  it('are those whose provider is there', async () => {
    const without = await directoryOf({ lists: {} });
    expect(without.aliases).toEqual(['fast']);
    const withOllama = await directoryOf({ lists: { ollama: [] } });
    expect(withOllama.aliases).toEqual(['fast', 'local']);
    expect(withOllama.resolve('local').model).toMatchObject({ requested: 'local', name: 'llama' });
    expect(() => withOllama.resolve('smart')).toThrow('Set ANTHROPIC_API_KEY');
    without.onApplicationShutdown();
    withOllama.onApplicationShutdown();
  });
});

describe('ProviderDirectory.prepare', () => {
  const OPENAI = OPTIONS.providers[0]!;
  const OLLAMA = OPTIONS.detectable[0]!;

  it('replaces everything at once, and a request that has begun keeps what it was given', async () => {
    const directory = await directoryOf({ lists: {} });
    const begun = directory.resolve('fast');
    const moved = provider('openai', { baseUrl: 'http://elsewhere' });
    const swap = directory.prepare({
      ...OPTIONS,
      providers: [moved, provider('mine')],
      detectable: [],
      unconfigured: [],
      aliases: { fast: 'mine/small' },
      routes: [],
    });
    expect(namesOf(directory)).toEqual(['openai']);
    swap();
    expect(namesOf(directory)).toEqual(['openai', 'mine']);
    expect(directory.aliases).toEqual(['fast']);
    expect(directory.resolve('fast')).toMatchObject({ provider: { name: 'mine' } });
    expect(() => directory.resolve('gpt-x')).toThrow("'gpt-x'");
    expect(begun).toMatchObject({ provider: OPENAI, model: { name: 'gpt-x' } });
    expect(jest.getTimerCount()).toBe(0);
  });

  it('says what changed by name, and no key', async () => {
    const directory = await directoryOf({ lists: {} }, { detectable: [] });
    const logged = jest.mocked(Logger.prototype.log);
    logged.mockClear();
    const keyed = provider('openai', { ...OPENAI, apiKey: new Secret('sk-1') });
    directory.prepare({ ...OPTIONS, detectable: [], providers: [keyed, provider('mine')] })();
    const aliases = { fast: 'openai/gpt-y', new: 'openai/gpt-x' };
    const rotated = provider('openai', { ...OPENAI, apiKey: new Secret('sk-2') });
    directory.prepare({ ...OPTIONS, detectable: [], providers: [rotated], aliases, routes: [] })();
    expect(logged.mock.calls.map(([line]) => line)).toEqual([
      'Providers added: mine',
      'Providers changed: openai',
      'Providers removed: mine',
      'Providers changed: openai',
      'Aliases added: new',
      'Aliases removed: local, smart',
      'Aliases changed: fast',
      'Routes changed',
    ]);
  });

  it('refuses all that its adapters refuse, and changes nothing', async () => {
    const directory = await directoryOf({ lists: {} });
    const providers = [
      provider('one', { quirks: { typo: 1 } }),
      provider('two', { adapter: 'unheard-of' }),
    ];
    const { errors } = thrownBy(() => directory.prepare({ ...OPTIONS, providers }));
    expect(errors).toMatchObject([
      { file: 'providers.json', param: 'providers.one.quirks' },
      { file: 'providers.json', param: 'providers.two.adapter' },
    ]);
    expect(namesOf(directory)).toEqual(['openai']);
    directory.onApplicationShutdown();
  });

  it('goes on looking for local providers, and keeps those that were found', async () => {
    const running: Running = { lists: { ollama: [{ match: 'llama' }] } };
    const directory = await directoryOf(running);
    const same = { ...OPTIONS, detectable: [provider('ollama'), provider('vllm')] };
    directory.prepare(same)();
    expect(namesOf(directory)).toEqual(['openai', 'ollama']);
    expect(directory.resolve('llama').provider).toBe(OLLAMA);
    running.lists['vllm'] = [];
    await jest.advanceTimersByTimeAsync(15_000);
    expect(namesOf(directory)).toEqual(['openai', 'ollama', 'vllm']);
    directory.prepare({ ...OPTIONS, detectable: [] })();
    expect(namesOf(directory)).toEqual(['openai']);
    directory.onApplicationShutdown();
  });

  it('forgets the list of an upstream that changed, and keeps the others', async () => {
    const running: Running = { lists: { one: [{ match: 'a' }], two: [{ match: 'b' }] } };
    const directory = await directoryOf(running, {
      providers: [provider('one'), provider('two')],
      detectable: [],
    });
    await directory.models();
    running.lists['one'] = running.lists['two'] = [{ match: 'new' }];
    directory.prepare({
      ...OPTIONS,
      providers: [
        provider('one', { baseUrl: 'http://moved' }),
        provider('two', { maximumRetries: 9 }),
      ],
      detectable: [],
    })();
    expect((await directory.models()).map(({ id }) => id)).toEqual(['one/new', 'two/b']);
  });

  it('is not undone by a look for local providers that began before', async () => {
    const { promise, resolve } = Promise.withResolvers<ModelEntry[]>();
    const lists: Record<string, ModelEntry[]> = {};
    const directory = await directoryOf({ lists });
    Object.defineProperty(lists, 'ollama', { get: () => promise });
    await jest.advanceTimersByTimeAsync(15_000);
    const moved = provider('ollama', { baseUrl: 'http://elsewhere', adapter: 'lm-studio' });
    directory.prepare({ ...OPTIONS, detectable: [moved] })();
    resolve([{ match: 'llama' }]);
    await jest.advanceTimersByTimeAsync(0);
    expect(namesOf(directory)).toEqual(['openai']);
    directory.onApplicationShutdown();
  });
});

function thrownBy(act: () => unknown): AggregateError {
  try {
    act();
  } catch (error) {
    if (error instanceof AggregateError) return error;
  }
  throw new Error('It was not refused.');
}
