import { describe, expect, it } from '@jest/globals';
import type OpenAI from 'openai';
import { useGateway } from './support/gateway-under-test.js';
import { HI, openaiClient } from './support/openai-client.js';
import { DEFAULT_TEXT, SEARCH_PARAMETERS, SEARCH_REPLY } from './support/replies.js';
import { SUBJECTS } from './support/subjects.js';

const gateway = useGateway();

/** Every optional field of OpenAI's schema. */
const OPTIONAL_FIELDS = `audio frequency_penalty function_call logit_bias logprobs
  max_completion_tokens max_tokens metadata modalities moderation n parallel_tool_calls prediction
  presence_penalty prompt_cache_key prompt_cache_options prompt_cache_retention reasoning_effort
  response_format safety_identifier seed service_tier session_id stop store stream stream_options
  temperature tool_choice tools functions top_logprobs top_p user verbosity
  web_search_options`.split(/\s+/);

const IMAGE = `data:image/png;base64,${'iVBO'.repeat(750_000)}`;

describe.each(SUBJECTS)('requests of all kinds to $name', (subject) => {
  const { model } = subject;
  const upstream = () => gateway.upstreamOf(subject);
  const ask = async (parameters: object) => {
    const request = { model, messages: HI, ...parameters };
    const completion = await openaiClient(gateway).chat.completions.create(
      request as OpenAI.ChatCompletionCreateParamsNonStreaming,
    );
    return completion.choices.map(({ message }) => message.content);
  };

  it('takes null for every optional field', async () => {
    const nulls = Object.fromEntries(OPTIONAL_FIELDS.map((name) => [name, null]));
    expect(await ask(nulls)).toEqual([DEFAULT_TEXT]);
  });

  it('takes every role and every form of text', async () => {
    const messages: OpenAI.ChatCompletionMessageParam[] = [
      { role: 'developer', content: 'First rule.' },
      { role: 'system', content: [{ type: 'text', text: 'Second rule.' }] },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'One' },
          { type: 'text', text: 'Two' },
        ],
        name: 'Ada',
      },
      { role: 'assistant', content: [{ type: 'text', text: 'Three' }], refusal: null },
      { role: 'assistant', content: [{ type: 'refusal', refusal: 'Not four' }] },
      { role: 'user', content: 'Five' },
    ];
    expect(await ask({ messages })).toEqual([DEFAULT_TEXT]);
    const { text } = upstream().lastRequest;
    for (const said of ['First rule.', 'Second rule.', 'One', 'Two', 'Three', 'Not four', 'Five'])
      expect(text).toContain(said);
  });

  it('takes what an answer of the gateway itself looks like', async () => {
    const client = openaiClient(gateway);
    const first = await client.chat.completions.create({ model, messages: HI });
    const messages = [...HI, first.choices[0]!.message, { role: 'user', content: 'And?' }];
    expect(await ask({ messages })).toEqual([DEFAULT_TEXT]);
    expect(upstream().lastRequest.text).toContain(DEFAULT_TEXT);
  });

  it('takes the deprecated functions', async () => {
    upstream().replyWith(SEARCH_REPLY);
    const functions = [{ name: 'search', parameters: SEARCH_PARAMETERS }];
    expect(await ask({ functions, function_call: 'auto' })).toHaveLength(1);
    const messages = [
      ...HI,
      {
        role: 'assistant',
        content: null,
        function_call: { name: 'search', arguments: '{"query":"x"}' },
      },
      { role: 'function', name: 'search', content: 'found it' },
    ];
    expect(await ask({ messages, functions })).toEqual([DEFAULT_TEXT]);
    expect(upstream().lastRequest.text).toContain('found it');
  });

  it('takes an image of some megabytes', async () => {
    const content = [
      { type: 'text', text: 'What is this?' },
      { type: 'image_url', image_url: { url: IMAGE } },
    ];
    expect(await ask({ messages: [{ role: 'user', content }] })).toEqual([DEFAULT_TEXT]);
    expect(upstream().lastRequest.text.length).toBeGreaterThan(3_000_000);
  });

  it('takes a long conversation', async () => {
    const turns = Array.from({ length: 1_000 }, (_, turn) => [
      { role: 'user', content: `Question ${turn}` },
      { role: 'assistant', content: `Answer ${turn}` },
    ]);
    expect(await ask({ messages: [...turns.flat(), ...HI] })).toEqual([DEFAULT_TEXT]);
    expect(upstream().lastRequest.text).toContain('Answer 999');
  });

  it('answers n times, or says that it cannot', async () => {
    const answers = await ask({ n: 2 }).catch((error: { param?: string }) => error.param);
    expect([[DEFAULT_TEXT, DEFAULT_TEXT], 'n']).toContainEqual(answers);
  });

  it('streams n answers, or says that it cannot', async () => {
    const outcome = openaiClient(gateway)
      .chat.completions.stream({ model, messages: HI, n: 2 })
      .finalChatCompletion()
      .then(({ choices }) => choices.map(({ message }) => message.content))
      .catch((error: { param?: string }) => error.param);
    expect([[DEFAULT_TEXT, DEFAULT_TEXT], 'n']).toContainEqual(await outcome);
  });

  it('gives log probabilities, or says that it cannot', async () => {
    const outcome = await openaiClient(gateway)
      .chat.completions.create({ model, messages: HI, logprobs: true, top_logprobs: 2 })
      .then(({ choices }) => choices[0]?.message.content)
      .catch((error: { param?: string }) => error.param);
    expect([DEFAULT_TEXT, 'logprobs']).toContain(outcome);
  });

  it('answers many at once, each its own', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => ask({})));
    expect(answers).toEqual(answers.map(() => [DEFAULT_TEXT]));
    expect(upstream().requests).toHaveLength(50);
  });
});
