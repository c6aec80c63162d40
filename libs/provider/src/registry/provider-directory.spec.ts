import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { ModelEntry, Provider } from 'llm-gateway/contracts';
import type { ProviderModuleOptions } from '../provider.module-definition.js';
import type { AdapterRegistry } from './adapter-registry.js';
import type { CallLayers } from './call-layers.js';
import { ModelCatalog } from './model-catalog.js';
import { ProviderDirectory } from './provider-directory.js';

const provider = (name: string, more: Partial<Provider> = {}) =>
  ({
    name,
    adapter: name,
    baseUrl: `http://${name}`,
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
