import { describe, expect, it } from '@jest/globals';
import {
  CallScope,
  GatewayError,
  type ChatAnswer,
  type ChatCall,
  type RequestContext,
  type StreamPart,
} from 'llm-gateway/contracts';
import type { ProviderDirectory, ProviderGateway } from 'llm-gateway/provider';
import { ChatService } from './chat.service.js';
import type { ChatCompletionRequest } from './openai/chat-completion-request.schema.js';
import { ChatTools } from './tools/chat-tools.js';
import { SessionChats } from './sessions/session-chats.js';

const text = (value: string) => ({ type: 'text', text: value }) as const;
const RESPONSE: ChatAnswer = {
  type: 'response',
  response: {
    choices: [
      { index: 0, message: { role: 'assistant', parts: [text('Hi')] }, finishReason: 'stop' },
      { index: 1, message: { role: 'assistant', parts: [] }, finishReason: 'length' },
    ],
    usage: { inputTokens: 3, outputTokens: 2 },
  },
};

async function* give<Item>(...items: Item[]): AsyncGenerator<Item> {
  yield* items;
}

/** A service whose providers give this answer. */
function serviceFor(answer: ChatAnswer | Error, fields: object = {}) {
  const calls: ChatCall[] = [];
  const directory = {
    resolve: (requested: string) => ({
      provider: { name: 'fake' },
      model: { requested, name: 'upstream-name', facts: {} },
    }),
  };
  const gateway = {
    chat: async (call: ChatCall) => {
      calls.push(call);
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  const service = new ChatService(
    directory as unknown as ProviderDirectory,
    gateway as unknown as ProviderGateway,
    new SessionChats(),
    new ChatTools(gateway as unknown as ProviderGateway),
  );
  const value = { model: 'fake/m', messages: [], ...fields } as unknown as ChatCompletionRequest;
  const body = { value, bytes: Buffer.from(JSON.stringify(value)) };
  const context: RequestContext = { requestId: 'req_1', scope: new CallScope() };
  return { service, body, context, calls };
}

async function joined(chunks: AsyncIterable<string | Uint8Array>): Promise<string> {
  let all = '';
  for await (const chunk of chunks)
    all += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
  return all;
}

describe('ChatService.complete', () => {
  it("encodes an answer in OpenAI's format and records it", async () => {
    const { service, body, context } = serviceFor(RESPONSE);
    const json = JSON.parse((await service.complete(body, context)) as string);
    expect(json).toMatchObject({ object: 'chat.completion', model: 'fake/m' });
    expect(json.choices[0].message.content).toBe('Hi');
    expect(context.scope.record).toMatchObject({
      usage: { inputTokens: 3, outputTokens: 2 },
      finishReasons: ['stop', 'length'],
    });
  });

  it('hands forwarded bytes through untouched', async () => {
    const bytes = Buffer.from('{"id":"x"}');
    const { service, body, context } = serviceFor({ type: 'forwarded-response', body: bytes });
    expect(await service.complete(body, context)).toBe(bytes);
  });

  it('calls the model that the router found', async () => {
    const { service, body, context, calls } = serviceFor(RESPONSE);
    await service.complete(body, context);
    expect(calls[0]).toMatchObject({
      stream: false,
      model: { requested: 'fake/m', name: 'upstream-name' },
    });
    expect(calls[0]?.scope).toBe(context.scope);
  });

  it('passes a failure on', async () => {
    const failure = new GatewayError('provider_error', 'Failed.');
    const { service, body, context } = serviceFor(failure);
    await expect(service.complete(body, context)).rejects.toBe(failure);
  });
});

describe('ChatService.stream', () => {
  const parts: StreamPart[] = [
    { type: 'response-start' },
    { type: 'text-delta', choice: 0, text: 'Hi' },
    { type: 'choice-end', choice: 0, finishReason: 'stop' },
    { type: 'response-end', usage: { inputTokens: 3, outputTokens: 2 } },
  ];

  it.each([true, false])(
    'encodes parts as events, with usage when asked: %s',
    async (include_usage) => {
      const fields = { stream: true, stream_options: { include_usage } };
      const { service, body, context } = serviceFor(
        { type: 'stream', parts: give(...parts) },
        fields,
      );
      const events = await joined(await service.stream(body, context));
      expect(events).toContain('"model":"fake/m"');
      expect(events.includes('"usage":{')).toBe(include_usage);
      expect(events.endsWith('data: [DONE]\n\n')).toBe(true);
      expect(context.scope.record).toMatchObject({
        usage: { inputTokens: 3 },
        finishReasons: ['stop'],
      });
    },
  );

  it('hands forwarded chunks through untouched', async () => {
    const chunks = give(Buffer.from('data: 1\n\n'));
    const { service, body, context } = serviceFor(
      { type: 'forwarded-stream', chunks },
      { stream: true },
    );
    expect(await service.stream(body, context)).toBe(chunks);
  });

  it('rejects before anything was sent when the stream does not start', async () => {
    const failure = new GatewayError('rate_limit_exceeded', 'Slow down.');
    const { service, body, context } = serviceFor(failure, { stream: true });
    await expect(service.stream(body, context)).rejects.toBe(failure);
  });
});

describe('ChatService and sessions', () => {
  it.each(['s1', ''])(
    'refuses session_id %j while there is no store, before any call',
    async (id) => {
      const { service, body, context, calls } = serviceFor(RESPONSE);
      const session = { id, owner: '' };
      await expect(service.complete(body, context, session)).rejects.toMatchObject({
        code: 'session_store_not_configured',
        status: 501,
        details: { param: 'session_id' },
      });
      await expect(service.stream(body, context, session)).rejects.toMatchObject({ status: 501 });
      expect(calls).toEqual([]);
    },
  );

  it('asks for a model when neither the request nor a session names one', async () => {
    const { service, body, context } = serviceFor(RESPONSE, { model: undefined });
    await expect(service.complete(body, context)).rejects.toMatchObject({
      code: 'invalid_request',
      details: { param: 'model' },
    });
  });
});
