import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { ModelEntry, Provider } from 'llm-gateway/contracts';
import type { AdapterRegistry } from './adapter-registry.js';
import { ModelCatalog } from './model-catalog.js';

const TABLE: ModelEntry[] = [
  { match: 'big', listed: true, contextWindow: 100 },
  { match: 'small', listed: true },
  { match: 'hidden' },
  { match: 'local*', contextWindow: 8 },
];

const provider = (name: string) => ({ name, adapter: name, models: TABLE }) as unknown as Provider;

/** `tabled` cannot be asked for a list; `listing` gives what `answers` says next. */
function catalogOf(...answers: (ModelEntry[] | Error)[]) {
  const asked = { times: 0, signals: [] as AbortSignal[] };
  const listing = {
    listModels: async (_provider: Provider, signal: AbortSignal) => {
      asked.times += 1;
      asked.signals.push(signal);
      const answer = answers.shift() ?? [];
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  const adapters = { get: (name: string) => (name === 'listing' ? listing : {}) };
  return { catalog: new ModelCatalog(adapters as unknown as AdapterRegistry), asked };
}

const LISTING = provider('listing');
const TABLED = provider('tabled');

beforeEach(() => {
  jest.spyOn(Logger.prototype, 'debug').mockImplementation(() => {});
});

afterEach(() => {
  jest.restoreAllMocks();
  jest.useRealTimers();
});

describe('ModelCatalog.list', () => {
  it("lists a vendor's own table where the provider cannot be asked", async () => {
    const { catalog } = catalogOf();
    expect(await catalog.list([TABLED])).toEqual([
      { id: 'tabled/big', provider: 'tabled', contextWindow: 100 },
      { id: 'tabled/small', provider: 'tabled' },
    ]);
  });

  it('lists what the provider says, with facts of the table', async () => {
    const { catalog } = catalogOf([
      { match: 'local-1' },
      { match: 'local-2', contextWindow: 9 },
      { match: 'new' },
    ]);
    expect(await catalog.list([LISTING])).toEqual([
      { id: 'listing/local-1', provider: 'listing', contextWindow: 8 },
      { id: 'listing/local-2', provider: 'listing', contextWindow: 9 },
      { id: 'listing/new', provider: 'listing' },
    ]);
  });

  it('falls back to the table when the provider does not answer', async () => {
    const { catalog } = catalogOf(new Error('refused'));
    const ids = (await catalog.list([LISTING, TABLED])).map(({ id }) => id);
    expect(ids).toEqual(['listing/big', 'listing/small', 'tabled/big', 'tabled/small']);
  });
});

describe('ModelCatalog.refresh', () => {
  it('believes a list for five minutes', async () => {
    jest.useFakeTimers();
    const { catalog, asked } = catalogOf([{ match: 'a' }], [{ match: 'b' }]);
    expect(await catalog.refresh(LISTING)).toBe(true);
    jest.setSystemTime(Date.now() + 299_999);
    expect(await catalog.refresh(LISTING)).toBe(true);
    expect(asked.times).toBe(1);
    expect(catalog.lists(LISTING, 'a')).toBe(true);
    jest.setSystemTime(Date.now() + 1);
    expect(await catalog.refresh(LISTING)).toBe(true);
    expect(catalog.lists(LISTING, 'a')).toBe(false);
    expect(catalog.lists(LISTING, 'b')).toBe(true);
  });

  it('keeps an old list when a newer one cannot be had', async () => {
    jest.useFakeTimers();
    const { catalog } = catalogOf([{ match: 'a' }], new Error('gone'));
    await catalog.refresh(LISTING);
    jest.setSystemTime(Date.now() + 300_000);
    expect(await catalog.refresh(LISTING)).toBe(false);
    expect(catalog.lists(LISTING, 'a')).toBe(true);
  });

  it('asks again after a failure', async () => {
    const { catalog } = catalogOf(new Error('not up yet'), [{ match: 'a' }]);
    expect(await catalog.refresh(LISTING)).toBe(false);
    expect(await catalog.refresh(LISTING)).toBe(true);
  });

  it('gives the provider a deadline', async () => {
    const timeout = jest.spyOn(AbortSignal, 'timeout');
    const { catalog, asked } = catalogOf();
    await catalog.refresh(LISTING, 300);
    expect(timeout).toHaveBeenCalledWith(300);
    expect(asked.signals[0]).toBe(timeout.mock.results[0]?.value);
  });

  it('is false for a provider that cannot be asked', async () => {
    const { catalog } = catalogOf();
    expect(await catalog.refresh(TABLED)).toBe(false);
  });
});

describe('ModelCatalog.lists', () => {
  it('knows the tag that a name stands for without one', async () => {
    const { catalog } = catalogOf([{ match: 'llama3.2:latest' }, { match: 'qwen3:8b' }]);
    expect(catalog.lists(LISTING, 'llama3.2')).toBe(false);
    await catalog.refresh(LISTING);
    const known = ['llama3.2', 'llama3.2:latest', 'qwen3:8b', 'qwen3'];
    expect(known.map((name) => catalog.lists(LISTING, name))).toEqual([true, true, true, false]);
  });
});
