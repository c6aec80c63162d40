import { describe, expect, it } from '@jest/globals';
import { GatewayError } from 'llm-gateway/contracts';
import { unknownModel, type ProviderDirectory } from 'llm-gateway/provider';
import { ModelsService } from './models.service.js';

/** Two providers: `tabled` knows its models' facts, `listing` says itself what it serves. */
function directory(): ProviderDirectory {
  const targets: Record<string, string> = { fast: 'listing/unheard-of' };
  const fake: Partial<ProviderDirectory> = {
    aliases: ['fast'],
    resolve: (requested) => {
      const [name = '', model = ''] = (targets[requested] ?? requested).split('/');
      if (name === 'keyless')
        throw new GatewayError('provider_not_configured', 'Set KEYLESS_API_KEY.');
      if (name !== 'tabled' && name !== 'listing') throw unknownModel(requested);
      const facts = name === 'tabled' && model === 'big' ? { contextWindow: 200_000 } : {};
      return { provider: { name } as never, model: { requested, name: model, facts } };
    },
    serves: async (provider, model) => provider.name === 'listing' && model === 'local',
    models: async () => [
      { id: 'tabled/big', provider: 'tabled', contextWindow: 200_000 },
      { id: 'listing/local', provider: 'listing' },
    ],
  };
  return fake as ProviderDirectory;
}

describe('ModelsService.list', () => {
  it("lists aliases first, in OpenAI's shape", async () => {
    const { object, data } = await new ModelsService(directory()).list();
    expect(object).toBe('list');
    expect(data.map(({ id }) => id)).toEqual(['fast', 'tabled/big', 'listing/local']);
    expect(data[1]).toEqual({
      id: 'tabled/big',
      object: 'model',
      created: expect.any(Number),
      owned_by: 'tabled',
      provider: 'tabled',
      context_window: 200_000,
    });
    expect(data[0]).toMatchObject({ owned_by: 'listing', provider: 'listing' });
    expect(data[2]).not.toHaveProperty('context_window');
  });

  it('says of every model that it was created in whole Unix seconds', async () => {
    const { data } = await new ModelsService(directory()).list();
    for (const { created } of data) {
      expect(Number.isInteger(created)).toBe(true);
      expect(Math.abs(created - Date.now() / 1_000)).toBeLessThan(60);
    }
  });
});

describe('ModelsService.get', () => {
  const get = (id: string) => new ModelsService(directory()).get(id);

  it.each(['tabled/big', 'listing/local', 'fast'])('describes %s as the list does', async (id) => {
    const service = new ModelsService(directory());
    const { data } = await service.list();
    expect(await service.get(id)).toEqual(data.find((model) => model.id === id));
  });

  it.each(['tabled/unheard-of', 'listing/unheard-of', 'nobody/x'])(
    'does not know %s',
    async (id) => {
      await expect(get(id)).rejects.toMatchObject({ code: 'model_not_found', status: 404 });
    },
  );

  it('says what to set for a provider without a key', async () => {
    await expect(get('keyless/x')).rejects.toMatchObject({ code: 'provider_not_configured' });
  });
});
