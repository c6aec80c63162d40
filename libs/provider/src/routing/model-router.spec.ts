import { describe, expect, it } from '@jest/globals';
import type { GatewayError, Provider } from 'llm-gateway/contracts';
import { ModelRouter } from './model-router.js';
import type { RouteTable } from './route-table.js';

const provider = (name: string, models: Provider['models'] = []) => ({ name, models }) as Provider;

const TABLE: RouteTable = {
  providers: [
    provider('openai', [{ match: 'gpt-5*', contextWindow: 400_000 }]),
    provider('groq'),
    provider('ollama'),
  ],
  unconfigured: [{ name: 'anthropic', remedy: 'Set ANTHROPIC_API_KEY' }],
  aliases: {
    fast: 'groq/llama-4',
    smart: 'anthropic/claude-5',
    'gpt-5': 'openai/gpt-5-2026',
    'team/a': 'groq/llama-4',
  },
  routes: [
    { match: 'gpt-*', provider: 'openai' },
    { match: 'claude-*', provider: 'anthropic' },
    { match: 'house', provider: 'groq', model: 'llama-4-house' },
    { match: 'two-*', provider: 'anthropic' },
    { match: 'two-*', provider: 'groq' },
    { match: 'lost-*', provider: 'nobody' },
  ],
};

const LISTED = new Set(['llama3.2', 'claude-clone', 'gpt-oss']);
const findListed = (model: string) =>
  LISTED.has(model) ? TABLE.providers.find(({ name }) => name === 'ollama') : undefined;

const router = (table: Partial<RouteTable> = {}) =>
  new ModelRouter({ ...TABLE, ...table }, findListed);

function refusal(model: string, table?: Partial<RouteTable>): GatewayError {
  try {
    router(table).resolve(model);
  } catch (error) {
    return error as GatewayError;
  }
  throw new Error('The model was found.');
}

describe('ModelRouter', () => {
  it.each<[how: string, requested: string, provider: string, model: string]>([
    ['provider/model', 'openai/gpt-x', 'openai', 'gpt-x'],
    ['provider/model with more slashes', 'groq/meta-llama/llama-4', 'groq', 'meta-llama/llama-4'],
    ['an alias', 'fast', 'groq', 'llama-4'],
    ['an alias with a slash', 'team/a', 'groq', 'llama-4'],
    ['an alias that covers a real name', 'gpt-5', 'openai', 'gpt-5-2026'],
    ['a pattern', 'gpt-4o', 'openai', 'gpt-4o'],
    ['a pattern in another case', 'GPT-4o', 'openai', 'GPT-4o'],
    ['a pattern before a list', 'gpt-oss', 'openai', 'gpt-oss'],
    ['a route that renames', 'house', 'groq', 'llama-4-house'],
    ["a provider's own list", 'llama3.2', 'ollama', 'llama3.2'],
    ['the next route when the first leads nowhere', 'two-1', 'groq', 'two-1'],
    ['a list when the route leads nowhere', 'claude-clone', 'ollama', 'claude-clone'],
  ])('finds a model by %s', (_how, requested, providerName, name) => {
    const routed = router().resolve(requested);
    expect(routed.provider.name).toBe(providerName);
    expect(routed.model).toMatchObject({ requested, name });
  });

  it('brings the facts of the model along', () => {
    expect(router().resolve('openai/gpt-5-mini').model.facts).toMatchObject({
      contextWindow: 400_000,
    });
    expect(router().resolve('groq/unheard-of').model.facts).toEqual({});
  });

  it.each(['anthropic/claude-5', 'claude-5', 'smart'])('says what to set for %s', (model) => {
    expect(refusal(model)).toMatchObject({
      code: 'provider_not_configured',
      status: 503,
      message: `Model '${model}' belongs to provider 'anthropic', which is not configured here. Set ANTHROPIC_API_KEY.`,
      details: { param: 'model' },
    });
  });

  it.each([
    'nonsense',
    'nobody/gpt-5',
    '/gpt',
    'openai/',
    '/',
    '',
    'lost-1',
    'constructor',
    '__proto__',
    'toString',
    'constructor/x',
  ])('does not know %j', (model) => {
    expect(refusal(model)).toMatchObject({
      code: 'model_not_found',
      status: 404,
      details: { param: 'model' },
      message: `The model '${model}' is not known here. Name it as provider/model; GET /v1/models lists what is served.`,
    });
  });

  it('does not repeat a long name whole', () => {
    expect(refusal('x'.repeat(512)).message.length).toBeLessThan(250);
  });

  it('works without any provider', () => {
    expect(
      refusal('gpt-5', { providers: [], unconfigured: [], aliases: {}, routes: [] }).code,
    ).toBe('model_not_found');
  });
});

describe('what ModelRouter remembers', () => {
  it('is the answer to a name', () => {
    const one = router();
    expect(one.resolve('gpt-4o')).toBe(one.resolve('gpt-4o'));
  });

  it('is not that a name was unknown', () => {
    const listed: string[] = [];
    const one = new ModelRouter(TABLE, (model) =>
      listed.includes(model) ? TABLE.providers[2] : undefined,
    );
    expect(() => one.resolve('new-model')).toThrow('not known');
    listed.push('new-model');
    expect(one.resolve('new-model').provider.name).toBe('ollama');
  });

  it('is bounded, whatever names clients make up', () => {
    const one = router();
    const first = one.resolve('openai/first');
    for (let index = 0; index < 1_000; index++) one.resolve(`openai/made-up-${index}`);
    // Forgotten, so it is found anew.
    expect(one.resolve('openai/first')).not.toBe(first);
    expect(one.resolve('openai/first')).toEqual(first);
  });
});
