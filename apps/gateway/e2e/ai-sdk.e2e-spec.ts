import { describe, expect, it } from '@jest/globals';
import { embedMany, generateObject, generateText, isStepCount, Output, streamText } from 'ai';
import { z } from 'zod';
import { aiSdkEmbeddings, aiSdkModel, aiSdkTools as tools } from './support/ai-sdk.js';
import { useGateway } from './support/gateway-under-test.js';
import {
  DEFAULT_TEXT,
  PARALLEL_REPLY,
  SEARCH_REPLY,
  WEATHER,
  WEATHER_REPLY,
} from './support/replies.js';
import { SUBJECTS, subjectNamed } from './support/subjects.js';

const gateway = useGateway();

const SIGNATURE = 'U2lnbmF0dXJl';
const THOUGHTFUL_SEARCH = {
  ...SEARCH_REPLY,
  reasoning: { text: 'I must search.', signature: SIGNATURE },
};

const Weather = z.object({ city: z.string(), degrees: z.number() });

describe.each(SUBJECTS)('AI SDK with $name', (subject) => {
  const upstream = () => gateway.upstreamOf(subject);
  const ask = () => ({
    model: aiSdkModel(gateway, subject.model),
    prompt: 'Hi',
    maxRetries: 0,
    stopWhen: isStepCount(3),
  });

  it('generates text', async () => {
    const { text, finishReason, usage } = await generateText(ask());
    expect(text).toBe(DEFAULT_TEXT);
    expect(finishReason).toBe('stop');
    expect(usage).toMatchObject({ inputTokens: 12, outputTokens: 5, totalTokens: 17 });
  });

  it('streams text', async () => {
    const result = streamText(ask());
    const pieces: string[] = [];
    for await (const piece of result.textStream) pieces.push(piece);
    expect(pieces.join('')).toBe(DEFAULT_TEXT);
    expect(pieces.length).toBeGreaterThan(1);
    expect(await result.finishReason).toBe('stop');
    expect(await result.usage).toMatchObject({ inputTokens: 12, outputTokens: 5 });
  });

  it('runs a tool and goes on', async () => {
    upstream().replyWith(SEARCH_REPLY);
    const { text, steps } = await generateText({ ...ask(), tools });
    expect(text).toBe(DEFAULT_TEXT);
    expect(steps[0]?.finishReason).toBe('tool-calls');
    expect(steps[0]?.toolResults.map(({ output }) => output)).toEqual(['found wörld']);
    expect(upstream().lastRequest.text).toContain('found wörld');
  });

  it('runs a streamed tool and goes on', async () => {
    upstream().replyWith(SEARCH_REPLY);
    const result = streamText({ ...ask(), tools });
    await result.consumeStream();
    const steps = await result.steps;
    expect(steps).toHaveLength(2);
    expect(steps[0]?.toolCalls.map(({ input }) => input)).toEqual([{ query: 'wörld' }]);
    expect(await result.text).toBe(DEFAULT_TEXT);
  });

  if (subject.parallelTools)
    it('runs parallel tools', async () => {
      upstream().replyWith(PARALLEL_REPLY);
      const result = streamText({ ...ask(), tools });
      await result.consumeStream();
      const [first] = await result.steps;
      expect(first?.toolResults.map(({ output }) => output)).toEqual(['found wörld', 'noon']);
      expect(await result.text).toBe(DEFAULT_TEXT);
    });

  it('generates an object', async () => {
    upstream().replyWith(WEATHER_REPLY);
    const { object } = await generateObject({
      model: aiSdkModel(gateway, subject.model),
      schema: Weather,
      prompt: 'Weather?',
      maxRetries: 0,
    });
    expect(object).toEqual(WEATHER);
  });

  it('streams an object', async () => {
    upstream().replyWith(WEATHER_REPLY);
    const result = streamText({ ...ask(), output: Output.object({ schema: Weather }) });
    const partial: unknown[] = [];
    for await (const object of result.partialOutputStream) partial.push(object);
    expect(partial.at(-1)).toEqual(WEATHER);
    expect(await result.output).toEqual(WEATHER);
  });

  if (subject.reasoning !== 'none')
    it('returns a thought, and goes on from the tool call that it led to', async () => {
      upstream().replyWith(THOUGHTFUL_SEARCH);
      const result = streamText({ ...ask(), tools, reasoning: 'medium' });
      await result.consumeStream();
      const [first] = await result.steps;
      expect(first?.reasoningText).toBe('I must search.');
      expect(await result.text).toBe(DEFAULT_TEXT);
      expect(upstream().requests).toHaveLength(2);
    });

  if (subject.embeddingModel !== undefined)
    it('embeds', async () => {
      const { embeddings } = await embedMany({
        model: aiSdkEmbeddings(gateway, subject.embeddingModel!),
        values: ['one', 'a longer text'],
        maxRetries: 0,
      });
      expect(embeddings).toHaveLength(2);
      expect(embeddings[0]!.length).toBeGreaterThan(1);
    });
});

it.each([generateText, streamText])(
  'AI SDK, %p: sends the signature of a Gemini tool call back',
  async (generate) => {
    const gemini = subjectNamed('gemini');
    gateway.upstreamOf(gemini).replyWith(THOUGHTFUL_SEARCH);
    const result = await generate({
      model: aiSdkModel(gateway, gemini.model),
      prompt: 'Hi',
      tools,
      stopWhen: isStepCount(3),
    });
    expect(await result.text).toBe(DEFAULT_TEXT);
    expect(gateway.upstreamOf(gemini).lastRequest.text).toContain(SIGNATURE);
  },
);
