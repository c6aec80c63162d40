import { describe, expect, it } from '@jest/globals';
import type OpenAI from 'openai';
import type { RunnableToolFunctionWithParse } from 'openai/lib/RunnableFunction';
import { useGateway } from './support/gateway-under-test.js';
import { HI, openaiClient } from './support/openai-client.js';
import {
  CLOCK_TOOL,
  DEFAULT_TEXT,
  PARALLEL_REPLY,
  SEARCH_PARAMETERS,
  SEARCH_REPLY,
  SEARCH_TOOL,
} from './support/replies.js';
import { SUBJECTS, type Subject } from './support/subjects.js';

const gateway = useGateway();

const ARGUMENTS = { query: 'wörld' };
const tools = [SEARCH_TOOL, CLOCK_TOOL];

function expectedId({ keepsToolCallIds }: Subject, id: string): unknown {
  return keepsToolCallIds ? id : expect.stringMatching(/^call_[0-9a-f]{24}$/);
}

function callsOf(message: OpenAI.ChatCompletionMessage | undefined) {
  return (message?.tool_calls ?? []).map((call) => {
    if (call.type !== 'function') throw new Error(`A ${call.type} call.`);
    const { name, arguments: text } = call.function;
    return { id: call.id, name, arguments: JSON.parse(text) as unknown };
  });
}

describe.each(SUBJECTS)('openai SDK, tools with $name', (subject) => {
  const { model } = subject;
  const upstream = () => gateway.upstreamOf(subject);
  const searchCall = { id: expectedId(subject, 'call_1'), name: 'search', arguments: ARGUMENTS };
  const clockCall = { id: expectedId(subject, 'call_2'), name: 'clock', arguments: {} };

  it('gets a tool call', async () => {
    upstream().replyWith(SEARCH_REPLY);
    const completion = await openaiClient(gateway).chat.completions.create({
      model,
      messages: HI,
      tools,
    });
    const [choice] = completion.choices;
    expect(choice?.finish_reason).toBe('tool_calls');
    expect(callsOf(choice?.message)).toEqual([searchCall]);
    expect(upstream().lastRequest.text).toContain('Searches.');
  });

  it('streams a tool call: id, type and name once, then arguments', async () => {
    upstream().replyWith(SEARCH_REPLY);
    const stream = await openaiClient(gateway).chat.completions.create({
      model,
      messages: HI,
      tools,
      stream: true,
    });
    const deltas: OpenAI.ChatCompletionChunk.Choice.Delta.ToolCall[] = [];
    const finishes: string[] = [];
    for await (const { choices } of stream) {
      deltas.push(...(choices[0]?.delta.tool_calls ?? []));
      if (choices[0]?.finish_reason) finishes.push(choices[0].finish_reason);
    }
    const [first, ...rest] = deltas;
    expect(first).toMatchObject({
      index: 0,
      id: searchCall.id,
      type: 'function',
      function: { name: 'search' },
    });
    for (const delta of rest) {
      expect(Object.keys(delta).sort()).toEqual(['function', 'index']);
      expect(Object.keys(delta.function ?? {})).toEqual(['arguments']);
      expect(delta.index).toBe(0);
    }
    const text = deltas.map((delta) => delta.function?.arguments ?? '').join('');
    expect(JSON.parse(text)).toEqual(ARGUMENTS);
    expect(finishes).toEqual(['tool_calls']);
  });

  it('satisfies the strict stream helper with strict tools', async () => {
    upstream().replyWith(SEARCH_REPLY);
    const strict = { ...SEARCH_TOOL, function: { ...SEARCH_TOOL.function, strict: true } };
    const completion = await openaiClient(gateway)
      .chat.completions.stream({ model, messages: HI, tools: [strict] })
      .finalChatCompletion();
    const [choice] = completion.choices;
    expect(choice?.finish_reason).toBe('tool_calls');
    expect(choice?.message.tool_calls?.[0]).toMatchObject({
      id: searchCall.id,
      function: { name: 'search', parsed_arguments: ARGUMENTS },
    });
  });

  if (subject.parallelTools) {
    it('gets parallel tool calls', async () => {
      upstream().replyWith(PARALLEL_REPLY);
      const completion = await openaiClient(gateway).chat.completions.create({
        model,
        messages: HI,
        tools,
      });
      expect(callsOf(completion.choices[0]?.message)).toEqual([searchCall, clockCall]);
    });

    it('streams parallel tool calls through the helper', async () => {
      upstream().replyWith(PARALLEL_REPLY);
      const completion = await openaiClient(gateway)
        .chat.completions.stream({ model, messages: HI, tools })
        .finalChatCompletion();
      expect(callsOf(completion.choices[0]?.message)).toEqual([searchCall, clockCall]);
      expect(completion.choices[0]?.finish_reason).toBe('tool_calls');
    });

    it('takes the results of parallel calls back, each for its call', async () => {
      upstream().replyWith(PARALLEL_REPLY);
      const client = openaiClient(gateway);
      const first = await client.chat.completions.create({ model, messages: HI, tools });
      const message = first.choices[0]!.message;
      const results = message.tool_calls!.map(
        ({ id }, index): OpenAI.ChatCompletionToolMessageParam => ({
          role: 'tool',
          tool_call_id: id,
          content: `result number ${index}`,
        }),
      );
      const second = await client.chat.completions.create({
        model,
        messages: [...HI, message, ...results],
        tools,
      });
      expect(second.choices[0]?.message.content).toBe(DEFAULT_TEXT);
      expect(upstream().lastRequest.text).toContain('result number 0');
      expect(upstream().lastRequest.text).toContain('result number 1');
    });
  }

  it.each([false, true])('runs tools to the end (streamed: %s)', async (stream) => {
    upstream().replyWith(SEARCH_REPLY);
    const queries: unknown[] = [];
    const search: RunnableToolFunctionWithParse<{ query: string }> = {
      type: 'function',
      function: {
        name: 'search',
        description: 'Searches.',
        parameters: SEARCH_PARAMETERS,
        parse: (text) => JSON.parse(text) as { query: string },
        function: ({ query }) => {
          queries.push(query);
          return `found ${query}`;
        },
      },
    };
    const { completions } = openaiClient(gateway).chat;
    const parameters = { model, messages: HI, tools: [search] };
    const runner = stream
      ? completions.runTools({ ...parameters, stream })
      : completions.runTools(parameters);
    expect(await runner.finalContent()).toBe(DEFAULT_TEXT);
    expect(queries).toEqual(['wörld']);
    expect(upstream().requests).toHaveLength(2);
    expect(upstream().lastRequest.text).toContain('found wörld');
  });

  it.each([
    ['without parameters', undefined],
    ['with an empty schema', {}],
    ['with properties and no type', { properties: { query: { type: 'string' } } }],
  ])('takes a tool %s', async (_name, parameters) => {
    upstream().replyWith(SEARCH_REPLY);
    const tool = { type: 'function' as const, function: { name: 'search', parameters } };
    const { choices } = await openaiClient(gateway).chat.completions.create({
      model,
      messages: HI,
      tools: [tool],
    });
    expect(callsOf(choices[0]?.message)).toEqual([searchCall]);
  });

  it.each(['none', 'auto'] as const)('passes tool_choice %s', async (tool_choice) => {
    const completion = await openaiClient(gateway).chat.completions.create({
      model,
      messages: HI,
      tools,
      tool_choice,
    });
    expect(completion.choices[0]?.message.content).toBe(DEFAULT_TEXT);
  });
});
