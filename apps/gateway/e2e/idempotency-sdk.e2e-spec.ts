import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import OpenAI from 'openai';
import { useGateway } from './support/gateway-under-test.js';
import { HI, openaiClient } from './support/openai-client.js';
import { DEFAULT_TEXT, SEARCH_REPLY, SEARCH_TOOL } from './support/replies.js';
import { SessionsClient } from './support/sessions-client.js';
import { SUBJECTS } from './support/subjects.js';

const gateway = useGateway();
const sessions = new SessionsClient(gateway);

/** The official client; the first answer is lost on its way, as when a connection is cut. */
function unluckyClient(): OpenAI {
  let calls = 0;
  return new OpenAI({
    apiKey: 'client-key',
    baseURL: `${gateway.url}/v1`,
    maxRetries: 2,
    fetch: async (...parameters) => {
      const response = await fetch(...parameters);
      calls += 1;
      if (calls > 1) return response;
      await response.text();
      throw new TypeError('The connection was cut.');
    },
  });
}

describe.each(SUBJECTS)('openai SDK, a lost answer of $name', (subject) => {
  const { model } = subject;
  const upstream = () => gateway.upstreamOf(subject);

  it.each([false, true])('is not asked for twice, streamed: %s', async (stream) => {
    const { id } = await sessions.create();
    const headers = { 'Idempotency-Key': randomUUID(), 'x-session-id': id };
    const { completions } = unluckyClient().chat;
    const completion = stream
      ? await completions.stream({ model, messages: HI }, { headers }).finalChatCompletion()
      : await completions.create({ model, messages: HI }, { headers });
    expect(completion.choices[0]?.message.content).toBe(DEFAULT_TEXT);
    expect(upstream().requests).toHaveLength(1);
    expect((await sessions.get(id)).message_count).toBe(2);
  });
});

describe.each(SUBJECTS)('openai SDK, a replay of a tool call of $name', (subject) => {
  it('is the same call, streamed or whole', async () => {
    const upstream = gateway.upstreamOf(subject).replyWith(SEARCH_REPLY);
    const headers = { 'Idempotency-Key': randomUUID() };
    const { completions } = openaiClient(gateway).chat;
    const body = { model: subject.model, messages: HI, tools: [SEARCH_TOOL] };
    const first = await completions.create(body, { headers });
    const streamed = await completions.stream(body, { headers }).finalChatCompletion();
    const whole = await completions.create(body, { headers });
    expect(whole).toEqual(first);
    expect(streamed.choices[0]?.message.tool_calls).toMatchObject(
      first.choices[0]!.message.tool_calls!,
    );
    expect(streamed.choices[0]?.finish_reason).toBe('tool_calls');
    expect(upstream.requests).toHaveLength(1);
  });
});
