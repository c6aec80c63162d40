import { beforeAll, describe, expect, it } from '@jest/globals';
import OpenAI from 'openai';
import { SUPPORT_KEY, useEnterprise } from './support/enterprise-under-test.js';

const enterprise = useEnterprise();
const MESSAGES = [{ role: 'user' as const, content: 'Good morning to you' }];
const ask = (body: object) =>
  enterprise.post('/v1/chat/completions', { model: 'clerk', messages: MESSAGES, ...body });

describe("the house's adapter", () => {
  let client: OpenAI;
  beforeAll(() => {
    client = new OpenAI({ baseURL: `${enterprise.url}/v1`, apiKey: SUPPORT_KEY, maxRetries: 0 });
  });

  it('answers a chat, found by its bare model name', async () => {
    const completion = await client.chat.completions.create({ model: 'clerk', messages: MESSAGES });
    expect(completion.choices).toMatchObject([
      { message: { content: 'You said: Good morning to you' }, finish_reason: 'stop' },
    ]);
    expect(completion.usage).toMatchObject({ prompt_tokens: 4, completion_tokens: 6 });
  });

  it('answers a stream', async () => {
    const stream = client.chat.completions.stream({ model: 'house/clerk', messages: MESSAGES });
    expect(await stream.finalContent()).toBe('You said: Good morning to you');
  });

  it('passes a limit on, and says that it was met', async () => {
    const completion = await client.chat.completions.create({
      model: 'clerk',
      messages: MESSAGES,
      max_completion_tokens: 2,
    });
    expect(completion.choices).toMatchObject([
      { message: { content: 'You said:' }, finish_reason: 'length' },
    ]);
  });

  it.each<[string, object]>([
    ['tools', { tools: [{ type: 'function', function: { name: 'f' } }] }],
    ['n', { n: 2 }],
    ['stop', { stop: 'x' }],
    ['logprobs', { logprobs: true }],
    ['response_format', { response_format: { type: 'json_object' } }],
    ['modalities', { modalities: ['text', 'audio'], audio: { voice: 'a', format: 'wav' } }],
  ])('refuses %s, which it cannot honour', async (param, field) => {
    const response = await ask(field);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: { code: 'unsupported_parameter', param },
    });
  });

  it.each<[string, object]>([
    ['an image', { role: 'user', content: [imageUrl('https://example.com/a.png')] }],
    ['a tool result', { role: 'tool', tool_call_id: 'call_1', content: 'Warm.' }],
  ])('refuses %s', async (_what, message) => {
    const call = { id: 'call_1', type: 'function', function: { name: 'f', arguments: '{}' } };
    const before = { role: 'assistant', content: 'Wait.', tool_calls: [call] };
    const messages = 'tool_call_id' in message ? [before, message] : [message];
    const response = await ask({ messages });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: { code: 'unsupported_value', param: 'messages[0]' },
    });
  });

  it('names what it overlooks', async () => {
    const named = [{ ...MESSAGES[0], name: 'Ada' }];
    const response = await ask({ messages: named, seed: 1, top_p: 0.5, user: 'u', store: true });
    expect(response.status).toBe(200);
    expect(response.headers.get('x-gateway-ignored-params')?.split(/, ?/).sort()).toEqual(
      ['messages[].name', 'seed', 'store', 'top_p', 'user'].sort(),
    );
  });

  it("passes the server's refusal on in its own words", async () => {
    const response = await ask({ model: 'house/nobody' });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      error: { code: 'model_not_found', message: "no model 'nobody'", provider: 'house' },
    });
  });
});

function imageUrl(url: string): object {
  return { type: 'image_url', image_url: { url } };
}
