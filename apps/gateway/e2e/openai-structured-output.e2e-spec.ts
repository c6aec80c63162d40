import { describe, expect, it } from '@jest/globals';
import { ContentFilterFinishReasonError, LengthFinishReasonError } from 'openai/core/error';
import { zodFunction, zodResponseFormat } from 'openai/helpers/zod';
import { z } from 'zod';
import { useGateway } from './support/gateway-under-test.js';
import { HI, openaiClient } from './support/openai-client.js';
import { SEARCH_REPLY, WEATHER, WEATHER_REPLY } from './support/replies.js';
import { SUBJECTS } from './support/subjects.js';

const gateway = useGateway();

const Weather = z.object({ city: z.string(), degrees: z.number() });
const response_format = zodResponseFormat(Weather, 'weather');

describe.each(SUBJECTS)('openai SDK, structured output of $name', (subject) => {
  const { model } = subject;
  const upstream = () => gateway.upstreamOf(subject);

  it('parses an answer that follows a schema', async () => {
    upstream().replyWith(WEATHER_REPLY);
    const completion = await openaiClient(gateway).chat.completions.parse({
      model,
      messages: HI,
      response_format,
    });
    expect(completion.choices[0]?.message.parsed).toEqual(WEATHER);
    // The schema, or an instruction to follow it, has reached the vendor.
    expect(upstream().lastRequest.text).toContain('degrees');
  });

  it('parses a streamed answer that follows a schema', async () => {
    upstream().replyWith(WEATHER_REPLY);
    const completion = await openaiClient(gateway)
      .chat.completions.stream({ model, messages: HI, response_format })
      .finalChatCompletion();
    expect(completion.choices[0]?.message.parsed).toEqual(WEATHER);
  });

  it('takes a schema that is written by hand', async () => {
    upstream().replyWith(WEATHER_REPLY);
    const completion = await openaiClient(gateway).chat.completions.create({
      model,
      messages: HI,
      response_format: {
        type: 'json_schema',
        json_schema: {
          name: 'weather',
          schema: {
            type: 'object',
            properties: { city: { type: 'string' }, degrees: { type: 'integer' } },
            required: ['city', 'degrees'],
          },
        },
      },
    });
    expect(JSON.parse(completion.choices[0]?.message.content ?? '')).toEqual(WEATHER);
  });

  it('answers with any JSON object in JSON mode', async () => {
    upstream().replyWith(WEATHER_REPLY);
    const completion = await openaiClient(gateway).chat.completions.create({
      model,
      messages: [{ role: 'user', content: 'Weather as JSON' }],
      response_format: { type: 'json_object' },
    });
    expect(JSON.parse(completion.choices[0]?.message.content ?? '')).toEqual(WEATHER);
  });

  it('parses the arguments of a tool', async () => {
    upstream().replyWith(SEARCH_REPLY);
    const completion = await openaiClient(gateway).chat.completions.parse({
      model,
      messages: HI,
      tools: [zodFunction({ name: 'search', parameters: z.object({ query: z.string() }) })],
    });
    expect(completion.choices[0]?.message.tool_calls?.[0]).toMatchObject({
      function: { name: 'search', parsed_arguments: { query: 'wörld' } },
    });
  });

  it.each([
    ['length', LengthFinishReasonError],
    ['content_filter', ContentFilterFinishReasonError],
  ] as const)('does not parse an answer that ends with %s', async (finish, ErrorClass) => {
    if (finish === 'content_filter' && !subject.filtersContent) return;
    upstream().replyWith({ text: ['{"city":'], finish });
    const stream = openaiClient(gateway).chat.completions.stream({
      model,
      messages: HI,
      response_format,
    });
    await expect(stream.finalChatCompletion()).rejects.toBeInstanceOf(ErrorClass);
  });
});
