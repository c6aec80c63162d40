import { describe, expect, it } from '@jest/globals';
import type OpenAI from 'openai';
import { useGateway } from './support/gateway-under-test.js';
import { HI, openaiClient } from './support/openai-client.js';
import { DEFAULT_TEXT } from './support/replies.js';
import { SUBJECTS } from './support/subjects.js';

const gateway = useGateway();

const USAGE = { prompt_tokens: 12, completion_tokens: 5, total_tokens: 17 };

async function chunksOf(
  stream: AsyncIterable<OpenAI.ChatCompletionChunk>,
): Promise<OpenAI.ChatCompletionChunk[]> {
  const chunks: OpenAI.ChatCompletionChunk[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
}

describe.each(SUBJECTS)('openai SDK, chat by $name', (subject) => {
  const { model, name } = subject;

  it('gets a whole answer with usage and a request id', async () => {
    const completion = await openaiClient(gateway).chat.completions.create({ model, messages: HI });
    const [choice] = completion.choices;
    expect(choice?.message).toMatchObject({
      role: 'assistant',
      content: DEFAULT_TEXT,
      refusal: null,
    });
    expect(choice?.message.tool_calls).toBeUndefined();
    expect(choice?.finish_reason).toBe('stop');
    expect(completion).toMatchObject({ object: 'chat.completion', usage: USAGE });
    expect(completion.id).toEqual(expect.any(String));
    expect(completion.created).toBeGreaterThan(1_500_000_000);
    expect(completion._request_id).toMatch(/^req_/);
  });

  it('sends the conversation and the options upstream', async () => {
    await openaiClient(gateway).chat.completions.create({
      model,
      messages: [{ role: 'system', content: 'Be brief.' }, ...HI],
      max_tokens: 77,
    });
    const { text } = gateway.upstreamOf(subject).lastRequest;
    expect(text).toContain('Be brief.');
    expect(text).toContain('77');
    expect(text).not.toContain('client-key');
    expect(JSON.stringify(gateway.upstreamOf(subject).lastRequest.headers)).not.toContain(
      'client-key',
    );
  });

  it('streams by iteration, each chunk as OpenAI sends it', async () => {
    const stream = await openaiClient(gateway).chat.completions.create({
      model,
      messages: HI,
      stream: true,
    });
    const chunks = await chunksOf(stream);
    const deltas = chunks.map(({ choices }) => choices[0]?.delta);
    expect(deltas.map((delta) => delta?.content ?? '').join('')).toBe(DEFAULT_TEXT);
    expect(deltas.filter((delta) => delta?.role !== undefined)).toHaveLength(1);
    expect(deltas[0]?.role).toBe('assistant');
    expect(chunks.flatMap(({ choices }) => choices[0]?.finish_reason ?? [])).toEqual(['stop']);
    expect(new Set(chunks.map(({ id }) => id)).size).toBe(1);
    expect(new Set(chunks.map(({ created }) => created)).size).toBe(1);
    expect(chunks.every(({ object }) => object === 'chat.completion.chunk')).toBe(true);
    expect(chunks.every(({ choices }) => choices.length === 1)).toBe(true);
    expect(chunks.some((chunk) => 'usage' in chunk)).toBe(false);
  });

  it('ends a stream with usage when the client asks for it', async () => {
    const stream = await openaiClient(gateway).chat.completions.create({
      model,
      messages: HI,
      stream: true,
      stream_options: { include_usage: true },
    });
    const chunks = await chunksOf(stream);
    const last = chunks.pop();
    expect(last).toMatchObject({ choices: [], usage: USAGE });
    expect(chunks.every(({ choices, usage }) => choices.length === 1 && usage === null)).toBe(true);
  });

  it('satisfies the stream helper', async () => {
    const events: string[] = [];
    const stream = openaiClient(gateway)
      .chat.completions.stream({ model, messages: HI, stream_options: { include_usage: true } })
      .on('content', (delta) => events.push(delta));
    const completion = await stream.finalChatCompletion();
    expect(events.join('')).toBe(DEFAULT_TEXT);
    expect(completion.choices[0]).toMatchObject({
      finish_reason: 'stop',
      message: { role: 'assistant', content: DEFAULT_TEXT },
    });
    expect(await stream.totalUsage()).toMatchObject(USAGE);
  });

  it('reports that the answer was cut at the limit of tokens', async () => {
    gateway.upstreamOf(subject).replyWith({ text: ['Hel'], finish: 'length' });
    const completion = await openaiClient(gateway).chat.completions.create({ model, messages: HI });
    expect(completion.choices[0]?.finish_reason).toBe('length');
  });

  it('names the provider in the headers', async () => {
    const { response } = await openaiClient(gateway)
      .chat.completions.create({ model, messages: HI })
      .withResponse();
    expect(response.headers.get('x-gateway-provider')).toBe(name);
    expect(response.headers.get('x-gateway-model')).toBe(model.slice(name.length + 1));
  });
});
