import { describe, expect, it } from '@jest/globals';
import { ChatOpenAI, OpenAIEmbeddings } from '@langchain/openai';
import { createAgent, HumanMessage, SystemMessage, tool } from 'langchain';
import { z } from 'zod';
import { useGateway } from './support/gateway-under-test.js';
import {
  DEFAULT_TEXT,
  PARALLEL_REPLY,
  SEARCH_REPLY,
  WEATHER,
  WEATHER_REPLY,
} from './support/replies.js';
import { SUBJECTS } from './support/subjects.js';

const gateway = useGateway();

const USAGE = { input_tokens: 12, output_tokens: 5, total_tokens: 17 };
const Weather = z.object({ city: z.string(), degrees: z.number() });

const search = tool(({ query }) => `found ${query}`, {
  name: 'search',
  description: 'Searches.',
  schema: z.object({ query: z.string() }),
});
const clock = tool(() => 'noon', {
  name: 'clock',
  description: 'Tells the time.',
  schema: z.object({}),
});

describe.each(SUBJECTS)('LangChain with $name', (subject) => {
  const upstream = () => gateway.upstreamOf(subject);
  const chat = () =>
    new ChatOpenAI({
      model: subject.model,
      apiKey: 'client-key',
      configuration: { baseURL: `${gateway.url}/v1` },
      maxRetries: 0,
    });

  it('gets a whole answer with usage', async () => {
    const message = await chat().invoke([new SystemMessage('Be brief.'), new HumanMessage('Hi')]);
    expect(message.text).toBe(DEFAULT_TEXT);
    expect(message.usage_metadata).toMatchObject(USAGE);
    expect(message.response_metadata).toMatchObject({ finish_reason: 'stop' });
    expect(upstream().lastRequest.text).toContain('Be brief.');
  });

  it('streams, with usage at the end', async () => {
    const chunks = [];
    for await (const chunk of await chat().stream('Hi')) chunks.push(chunk);
    expect(chunks.map(({ text }) => text).join('')).toBe(DEFAULT_TEXT);
    const whole = chunks.slice(1).reduce((sum, chunk) => sum.concat(chunk), chunks[0]!);
    expect(whole.usage_metadata).toMatchObject(USAGE);
  });

  it('reads a tool call', async () => {
    upstream().replyWith(SEARCH_REPLY);
    const { tool_calls: calls } = await chat().bindTools([search]).invoke('Hi');
    expect(calls).toMatchObject([{ name: 'search', args: { query: 'wörld' } }]);
  });

  it('puts a streamed tool call together', async () => {
    upstream().replyWith(SEARCH_REPLY);
    const chunks = [];
    for await (const chunk of await chat().bindTools([search]).stream('Hi')) chunks.push(chunk);
    const whole = chunks.slice(1).reduce((sum, chunk) => sum.concat(chunk), chunks[0]!);
    expect(whole.tool_calls).toMatchObject([{ name: 'search', args: { query: 'wörld' } }]);
  });

  it.each(['jsonSchema', 'jsonMode'] as const)('fills a schema by %s', async (method) => {
    upstream().replyWith(WEATHER_REPLY);
    const asked = chat().withStructuredOutput(Weather, { method });
    expect(await asked.invoke('Weather as JSON?')).toEqual(WEATHER);
  });

  it('fills a schema by a tool call, or says that it cannot', async () => {
    const call = { id: 'call_1', name: 'weather', arguments: WEATHER_REPLY.text ?? [] };
    upstream().replyWith({ toolCalls: [call] });
    const answer = await chat()
      .withStructuredOutput(Weather, { method: 'functionCalling', name: 'weather' })
      .invoke('Weather?')
      .catch(({ status, param }) => ({ status, param }));
    expect(answer).toEqual(subject.forcesTools ? WEATHER : { status: 400, param: 'tool_choice' });
  });

  it('lets an agent run tools to the end', async () => {
    const reply = subject.parallelTools ? PARALLEL_REPLY : SEARCH_REPLY;
    // LangGraph takes two answers of one id for the same message.
    upstream().replyWith({ ...reply, id: 'answer-of-its-own' });
    const agent = createAgent({ model: chat(), tools: [search, clock] });
    const { messages } = await agent.invoke({ messages: [new HumanMessage('Hi')] });
    expect(messages.at(-1)?.text).toBe(DEFAULT_TEXT);
    expect(upstream().lastRequest.text).toContain('found wörld');
  });

  it('streams what an agent says', async () => {
    upstream().replyWith(SEARCH_REPLY);
    const agent = createAgent({ model: chat(), tools: [search, clock] });
    const stream = await agent.stream(
      { messages: [new HumanMessage('Hi')] },
      { streamMode: 'messages' },
    );
    const pieces: string[] = [];
    for await (const [message] of stream) if (message.type === 'ai') pieces.push(message.text);
    expect(pieces.join('')).toBe(DEFAULT_TEXT);
    expect(pieces.filter((piece) => piece !== '').length).toBeGreaterThan(1);
  });

  it('throws what the gateway says', async () => {
    upstream().failWith({ type: 'status', status: 429 });
    await expect(chat().invoke('Hi')).rejects.toMatchObject({
      status: 429,
      code: 'rate_limit_exceeded',
    });
  });

  it('throws when a stream breaks off', async () => {
    upstream().failWith({ type: 'cut-after', frames: subject.framesToText });
    const read = async () => {
      for await (const _ of await chat().stream('Hi'));
    };
    await expect(read()).rejects.toMatchObject({ code: 'provider_stream_interrupted' });
  });

  if (subject.embeddingModel !== undefined)
    it('embeds', async () => {
      const embeddings = new OpenAIEmbeddings({
        model: subject.embeddingModel!,
        apiKey: 'client-key',
        configuration: { baseURL: `${gateway.url}/v1` },
      });
      const vectors = await embeddings.embedDocuments(['one', 'two']);
      expect(vectors).toHaveLength(2);
      expect(vectors[0]!.length).toBeGreaterThan(1);
    });
});
