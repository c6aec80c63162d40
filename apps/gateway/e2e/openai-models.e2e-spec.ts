import { describe, expect, it } from '@jest/globals';
import OpenAI from 'openai';
import { useGateway } from './support/gateway-under-test.js';
import { HI, openaiClient } from './support/openai-client.js';

const gateway = useGateway();

describe('openai SDK, models', () => {
  it('lists models of each provider that has a list or a table', async () => {
    const listed: OpenAI.Model[] = [];
    for await (const model of openaiClient(gateway).models.list()) listed.push(model);
    expect(listed.length).toBeGreaterThan(10);
    expect(new Set(listed.map(({ id }) => id)).size).toBe(listed.length);
    for (const { id, object, created, owned_by } of listed) {
      expect(object).toBe('model');
      expect(created).toBeGreaterThan(1_500_000_000);
      expect(id.startsWith(`${owned_by}/`)).toBe(true);
    }
    const owners = new Set(listed.map(({ owned_by }) => owned_by));
    for (const name of ['openai', 'anthropic', 'gemini', 'ollama']) expect(owners).toContain(name);
  });

  it('retrieves each model that it lists', async () => {
    const client = openaiClient(gateway);
    const { data } = await client.models.list();
    const found = await Promise.all(data.map(({ id }) => client.models.retrieve(id)));
    expect(found.map(({ id }) => id)).toEqual(data.map(({ id }) => id));
  });

  it.each(['nobody/knows-this', 'unheard-of', 'openai/', '/', 'a/../b'])(
    'does not know %s',
    async (model) => {
      await expect(openaiClient(gateway).models.retrieve(model)).rejects.toMatchObject({
        status: 404,
        requestID: expect.stringMatching(/^req_/),
      });
    },
  );

  it('says what to set for a vendor that is known and not configured', async () => {
    const asked = openaiClient(gateway).chat.completions.create({
      model: 'deepseek/deepseek-chat',
      messages: HI,
    });
    await expect(asked).rejects.toMatchObject({
      status: 503,
      code: 'provider_not_configured',
      message: expect.stringContaining('DEEPSEEK_API_KEY'),
    });
  });

  it('answers 404 for a model that no route knows', async () => {
    const asked = openaiClient(gateway, 2).chat.completions.create({
      model: 'unheard-of',
      messages: HI,
    });
    await expect(asked).rejects.toBeInstanceOf(OpenAI.NotFoundError);
    await expect(asked).rejects.toMatchObject({ code: 'model_not_found', param: 'model' });
  });
});
