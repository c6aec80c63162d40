import { describe, expect, it } from '@jest/globals';
import { GatewayError, type ChatResponse, type StreamPart } from 'llm-gateway/contracts';
import { errorEvent } from 'llm-gateway/http';
import OpenAI, { APIError } from 'openai';
import { encodeChatResponse } from './encode-chat-response.js';
import { encodeChatStream } from './encode-chat-stream.js';

const START: StreamPart = { type: 'response-start', id: 'chatcmpl-1', model: 'm-1' };
const END: StreamPart = { type: 'response-end', usage: { inputTokens: 3, outputTokens: 2 } };
const finish = (finishReason: 'stop' | 'tool_calls', choice = 0): StreamPart => ({
  type: 'choice-end',
  choice,
  finishReason,
});
const text = (value: string, choice = 0): StreamPart => ({
  type: 'text-delta',
  choice,
  text: value,
});

async function* give(parts: readonly StreamPart[]): AsyncGenerator<StreamPart> {
  yield* parts;
}

/** The official SDK, talking to our encoder instead of a server. */
function clientOf(body: () => string | ReadableStream, contentType: string): OpenAI {
  const fetch = async () => new Response(body(), { headers: { 'content-type': contentType } });
  return new OpenAI({ apiKey: 'none', fetch, maxRetries: 0 });
}

function streamingClient(...parts: StreamPart[]): OpenAI {
  const record = { attempts: 1, finishReasons: [] };
  const events = () => encodeChatStream(give(parts), { model: 'm', includeUsage: true, record });
  const bytes = () => ReadableStream.from(events()).pipeThrough(new TextEncoderStream());
  return clientOf(bytes, 'text/event-stream; charset=utf-8');
}

const REQUEST = { model: 'm', messages: [{ role: 'user' as const, content: 'Hi' }] };
const STRICT_TOOLS = ['f', 'g'].map((name) => ({
  type: 'function' as const,
  function: { name, strict: true, parameters: { type: 'object', properties: {} } },
}));

describe("the stream helper of OpenAI's SDK", () => {
  it('collects text, finish and usage', async () => {
    const client = streamingClient(START, text('Hel'), text('lo'), finish('stop'), END);
    const options = { stream_options: { include_usage: true } };
    const completion = await client.chat.completions
      .stream({ ...REQUEST, ...options })
      .finalChatCompletion();
    expect(completion.choices[0]).toMatchObject({
      finish_reason: 'stop',
      message: { role: 'assistant', content: 'Hello' },
    });
    expect(completion.usage).toMatchObject({ prompt_tokens: 3, completion_tokens: 2 });
  });

  it('collects several calls of strict tools', async () => {
    const call = (index: number, name: string, ...pieces: string[]): StreamPart[] => [
      { type: 'tool-call-start', choice: 0, index, id: `call_${index}`, name, kind: 'function' },
      ...pieces.map((piece): StreamPart => ({
        type: 'tool-call-delta',
        choice: 0,
        index,
        arguments: piece,
      })),
      { type: 'tool-call-end', choice: 0, index },
    ];
    const client = streamingClient(
      START,
      ...call(0, 'f', '{"a"', ':1}'),
      ...call(1, 'g', '{}'),
      finish('tool_calls'),
      END,
    );
    const stream = client.chat.completions.stream({ ...REQUEST, tools: STRICT_TOOLS });
    const message = await stream.finalMessage();
    expect(message.content).toBeNull();
    expect(message.tool_calls).toMatchObject([
      {
        id: 'call_0',
        type: 'function',
        function: { name: 'f', arguments: '{"a":1}', parsed_arguments: { a: 1 } },
      },
      {
        id: 'call_1',
        type: 'function',
        function: { name: 'g', arguments: '{}', parsed_arguments: {} },
      },
    ]);
  });

  it('collects interleaved answers', async () => {
    const client = streamingClient(
      START,
      text('a', 0),
      text('b', 1),
      text('c', 0),
      finish('stop', 1),
      finish('stop', 0),
      END,
    );
    const { choices } = await client.chat.completions
      .stream({ ...REQUEST, n: 2 })
      .finalChatCompletion();
    expect(choices.map(({ message }) => message.content)).toEqual(['ac', 'b']);
  });

  it('parses structured output', async () => {
    const client = streamingClient(START, text('{"a":'), text('1}'), finish('stop'), END);
    const response_format = {
      type: 'json_schema' as const,
      json_schema: { name: 'a', strict: true, schema: { type: 'object' } },
    };
    const message = await client.chat.completions
      .stream({ ...REQUEST, response_format })
      .finalMessage();
    expect(JSON.parse(message.content ?? '')).toEqual({ a: 1 });
  });

  it('does not mind fields that only one provider has', async () => {
    const client = streamingClient(
      START,
      { type: 'extension-delta', fields: { citations: ['a'] } },
      { type: 'reasoning-delta', choice: 0, index: 0, text: 'Hm.' },
      { type: 'reasoning-end', choice: 0, index: 0, signature: 's' },
      text('Hi'),
      { type: 'extension-delta', choice: 0, place: 'choice', fields: { safety: 'ok' } },
      finish('stop'),
      END,
    );
    const message = await client.chat.completions.stream(REQUEST).finalMessage();
    expect(message.content).toBe('Hi');
  });
});

describe("other calls of OpenAI's SDK", () => {
  it('reads a whole answer', async () => {
    const response: ChatResponse = {
      choices: [
        {
          index: 0,
          finishReason: 'tool_calls',
          message: {
            role: 'assistant',
            parts: [
              { type: 'tool-call', id: 'c', name: 'f', arguments: '{"a":1}', kind: 'function' },
            ],
          },
        },
      ],
      usage: { inputTokens: 3, outputTokens: 2 },
    };
    const client = clientOf(
      () => JSON.stringify(encodeChatResponse(response, 'm')),
      'application/json',
    );
    const parsed = await client.chat.completions.parse({ ...REQUEST, tools: STRICT_TOOLS });
    expect(parsed.choices[0]?.message.tool_calls).toMatchObject([
      { function: { parsed_arguments: { a: 1 } } },
    ]);
    expect(parsed.usage?.total_tokens).toBe(5);
  });

  it('throws on the error event of a stream that broke', async () => {
    const failure = errorEvent(new GatewayError('provider_timeout', 'Too slow.'), 'req_1');
    const client = clientOf(() => failure, 'text/event-stream');
    const read = async () => {
      for await (const _chunk of await client.chat.completions.create({
        ...REQUEST,
        stream: true,
      }));
    };
    await expect(read()).rejects.toBeInstanceOf(APIError);
    await expect(read()).rejects.toMatchObject({
      code: 'provider_timeout',
      type: 'provider_error',
    });
  });
});
