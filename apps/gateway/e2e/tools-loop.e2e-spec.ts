import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import OpenAI from 'openai';
import { FakeReply, FakeToolService, FakeUpstream, eventually } from 'llm-gateway/testing';
import { readEnvelope } from './support/envelope.js';
import { postChat } from './support/post-chat.js';
import { SessionsClient } from './support/sessions-client.js';
import type { TestGateway } from './support/start-gateway.js';
import { subjectNamed } from './support/subjects.js';
import { startToolLoop, type ToolLoopUnderTest } from './support/tool-loop-under-test.js';

const named = (...names: string[]) =>
  names.map((name) => ({ type: 'function', function: { name } }));
const weatherOf = (...cities: string[]): FakeReply => ({
  toolCalls: cities.map((city, index) => ({
    id: `call_${index + 1}`,
    name: 'get_weather',
    arguments: [`{"city":`, `"${city}"}`],
  })),
  usage: { input: 20, output: 5 },
});
const says = (...text: string[]): FakeReply => ({ text, usage: { input: 30, output: 7 } });

interface Answer {
  readonly choices: readonly {
    readonly finish_reason: string;
    readonly message: {
      readonly content: string | null;
      readonly tool_calls?: readonly { readonly id: string }[];
    };
  }[];
  readonly usage: { readonly prompt_tokens: number; readonly completion_tokens: number };
  readonly gateway: {
    readonly tool_rounds: readonly { readonly tool_calls: readonly object[] }[];
    readonly stopped_by?: string;
    readonly messages?: readonly object[];
  };
}

const subjects = ['anthropic', 'openai', 'groq', 'gemini', 'ollama'].map(subjectNamed);

describe.each(subjects)('the tool loop on $name', (subject) => {
  const { name, model } = subject;
  let loop: ToolLoopUnderTest;
  let upstream: FakeUpstream;
  let service: FakeToolService;
  let gateway: TestGateway;
  let client: OpenAI;

  beforeAll(async () => {
    loop = await startToolLoop(subject);
    ({ upstream, service, gateway } = loop);
    client = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: 'none', maxRetries: 0 });
  });
  beforeEach(() => {
    upstream.reset();
    service.reset();
    service.answerBy(({ body }) => ({
      body: { city: (body as { city: string }).city, degrees: 21 },
    }));
  });
  afterAll(() => loop.close());

  const ask = (more: object = {}) => loop.ask(more);
  const answerTo = async (more?: object): Promise<Answer> => {
    const response = await ask(more);
    if (response.status !== 200) throw new Error(await response.text());
    return (await response.json()) as Answer;
  };
  const sent = (request: number) => upstream.requests[request]?.text;

  it('describes to the model what the request only names', async () => {
    upstream.replyWith(weatherOf('Paris'));
    const response = await postChat(gateway, { model }, { body: { tools: named('get_weather') } });
    const { choices } = (await response.json()) as Answer;
    expect(choices[0]).toMatchObject({ finish_reason: 'tool_calls' });
    expect(sent(0)).toContain('Tells the weather of a city.');
    expect(sent(0)).toContain('"city"');
    expect(service.requests).toEqual([]);
  });

  it('runs the calls, and answers from their results', async () => {
    upstream.replyWith(weatherOf('Paris', 'Rome'), weatherOf('Oslo'), says('Warm ', 'everywhere.'));
    const answer = await answerTo({ include_tool_results: true });
    expect(answer.choices).toMatchObject([
      { finish_reason: 'stop', message: { content: 'Warm everywhere.' } },
    ]);
    expect(answer.choices[0]?.message.tool_calls).toBeUndefined();
    expect(service.requests.map(({ body }) => (body as { city: string }).city).toSorted()).toEqual([
      'Oslo',
      'Paris',
      'Rome',
    ]);
    expect(answer.usage).toMatchObject({ prompt_tokens: 70, completion_tokens: 17 });
    expect(answer.gateway.tool_rounds).toMatchObject([
      {
        tool_calls: [
          { name: 'get_weather', success: true, result: { city: 'Paris', degrees: 21 } },
          { name: 'get_weather', success: true, result: { city: 'Rome', degrees: 21 } },
        ],
      },
      { tool_calls: [{ arguments: '{"city":"Oslo"}', duration_ms: expect.any(Number) }] },
    ]);
    expect(answer.gateway.stopped_by).toBeUndefined();
    expect(upstream.requests).toHaveLength(3);
    expect(sent(2)).toContain('degrees');
  });

  it('streams the text of all rounds, with usage and rounds at the end', async () => {
    upstream.replyWith(
      { ...weatherOf('Paris'), text: ['Let me ', 'look.'] },
      says('It is ', 'warm.'),
    );
    const stream = client.chat.completions.stream({
      model,
      messages: [{ role: 'user', content: 'Weather?' }],
      tools: named('get_weather') as never,
      stream_options: { include_usage: true, include_tool_events: true } as never,
      ...({ tool_execution: 'gateway' } as object),
    });
    const events: object[] = [];
    for await (const chunk of stream) {
      const { gateway: extension } = chunk as { gateway?: { tool_call?: object } };
      if (extension?.tool_call) events.push(extension.tool_call);
    }
    const final = (await stream.finalChatCompletion()) as unknown as Answer;
    expect(final.choices[0]?.message.content).toBe('Let me look.\n\nIt is warm.');
    expect(final.choices[0]?.finish_reason).toBe('stop');
    expect(final.usage).toMatchObject({ prompt_tokens: 50, completion_tokens: 12 });
    expect(events).toMatchObject([
      { name: 'get_weather', arguments: '{"city":"Paris"}', status: 'started' },
      { name: 'get_weather', status: 'completed', duration_ms: expect.any(Number) },
    ]);
  });

  it('is the same whole as streamed', async () => {
    const replies = [{ ...weatherOf('Paris'), text: ['Let me look.'] }, says('Warm.')];
    upstream.replyWith(...replies);
    const whole = await answerTo();
    expect(whole.choices[0]?.message.content).toBe('Let me look.\n\nWarm.');
  });

  it('feeds failures to the model as results', async () => {
    service.answerWith({ status: 500, body: 'out of order' });
    upstream.replyWith(
      weatherOf('Paris'),
      { ...weatherOf('x'), toolCalls: [{ id: 'c', name: 'get_weather', arguments: ['{}'] }] },
      says('I could not find out.'),
    );
    const { choices, gateway: rounds } = await answerTo();
    expect(choices[0]?.message.content).toBe('I could not find out.');
    expect(rounds.tool_rounds).toMatchObject([
      { tool_calls: [{ success: false, code: 'service_error' }] },
      { tool_calls: [{ success: false, code: 'invalid_arguments' }] },
    ]);
    expect(sent(1)).toContain('out of order');
    expect(sent(2)).toContain('required property');
    expect(sent(1)?.includes('"is_error":true')).toBe(name === 'anthropic');
  });

  it('ends a loop that would never end', async () => {
    upstream.replyWith(...Array.from({ length: 6 }, () => weatherOf('Paris')));
    const answer = await answerTo({ max_tool_rounds: 3 });
    expect(answer.gateway.stopped_by).toBe('max_tool_rounds');
    expect(answer.gateway.tool_rounds).toHaveLength(3);
    expect(answer.choices[0]).toMatchObject({ finish_reason: 'tool_calls' });
    expect(upstream.requests).toHaveLength(4);
    const cheap = await answerTo({ max_tool_tokens: 40 });
    expect(cheap.gateway).toMatchObject({ stopped_by: 'max_tool_tokens' });
    expect(cheap.gateway.tool_rounds).toHaveLength(1);
  });

  it('hands calls of other tools to the client, and keeps the results so far', async () => {
    const mixed: FakeReply = {
      toolCalls: [
        { id: 'call_1', name: 'get_weather', arguments: ['{"city":"Paris"}'] },
        { id: 'call_2', name: 'open_door', arguments: ['{}'] },
      ],
      usage: { input: 20, output: 5 },
    };
    const tools = [...named('get_weather'), ...named('open_door')];
    const { id } = await new SessionsClient(gateway).create();
    upstream.replyWith(mixed, says('Done.'));
    const answer = await answerTo({ tools, session_id: id });
    expect(answer.choices[0]).toMatchObject({
      finish_reason: 'tool_calls',
      message: { tool_calls: [{ function: { name: 'open_door' } }] },
    });
    expect(answer.choices[0]?.message.tool_calls).toHaveLength(1);
    expect(answer.gateway.stopped_by).toBe('client_tools');
    expect(answer.gateway.messages).toMatchObject([
      { role: 'assistant', tool_calls: [{}, {}] },
      { role: 'tool', content: '{"city":"Paris","degrees":21}' },
    ]);
    const [call] = answer.choices[0]?.message.tool_calls ?? [];
    const result = { role: 'tool', tool_call_id: call?.id, content: 'Open.' };
    const next = await answerTo({ tools, session_id: id, messages: [result] });
    expect(next.choices[0]?.message.content).toBe('Done.');
    expect(sent(1)).toContain('degrees');
    expect(sent(1)).toContain('Open.');
  });

  it('is one turn of a session, which may ask for it once for all', async () => {
    const sessions = new SessionsClient(gateway);
    const { id } = await sessions.create({ tool_execution: 'gateway' });
    upstream.replyWith(weatherOf('Paris'), says('Warm.'), says('Still warm.'));
    await answerTo({ session_id: id, tool_execution: undefined });
    const history = await sessions.history(id);
    expect(history.map(({ role }) => role)).toEqual(['user', 'assistant', 'tool', 'assistant']);
    expect(history.at(-1)).toMatchObject({ content: 'Warm.' });
    const stream = await postChat(
      gateway,
      { model },
      { stream: true, body: { session_id: id, tools: named('get_weather') } },
    );
    expect(await stream.text()).toContain('Still warm.');
    expect((await sessions.get(id)).message_count).toBe(6);
    expect(sent(2)).toContain('degrees');
  });

  it('gives JSON, and nothing else, as the last answer of a format', async () => {
    const schema = {
      type: 'object',
      properties: { warm: { type: 'boolean' } },
      required: ['warm'],
      additionalProperties: false,
    };
    upstream.replyWith(
      { ...weatherOf('Paris'), text: ['Let me look.'] },
      says('{"warm":', 'true}'),
    );
    const response_format = { type: 'json_schema', json_schema: { name: 'weather', schema } };
    const whole = await answerTo({ response_format });
    expect(whole.choices[0]?.message.content).toBe('{"warm":true}');
    upstream.reset();
    upstream.replyWith(
      { ...weatherOf('Paris'), text: ['Let me look.'] },
      says('{"warm":', 'true}'),
    );
    const stream = client.chat.completions.stream({
      model,
      messages: [{ role: 'user', content: 'Weather?' }],
      tools: named('get_weather') as never,
      response_format: response_format as never,
      ...({ tool_execution: 'gateway' } as object),
    });
    const final = await stream.finalChatCompletion();
    expect(final.choices[0]?.message.content).toBe('{"warm":true}');
  });

  it('cancels the tools when the client leaves', async () => {
    service.answerWith({ delayMs: 600_000 });
    upstream.replyWith(weatherOf('Paris'));
    const leaving = new AbortController();
    const asked = postChat(
      gateway,
      { model },
      { signal: leaving.signal, body: { tools: named('get_weather'), tool_execution: 'gateway' } },
    );
    await eventually(() => service.requests.length === 1, 'the tool runs');
    leaving.abort();
    await expect(asked).rejects.toThrow('aborted');
    await eventually(() => service.abandoned === 1, 'the tool is let go');
    expect(upstream.requests).toHaveLength(1);
  });

  it('refuses what cannot be', async () => {
    const several = await ask({ n: 2 });
    expect([several.status, (await readEnvelope(several)).error.param]).toEqual([400, 'n']);
    expect((await ask({ max_tool_rounds: 0 })).status).toBe(400);
    expect((await ask({ tool_execution: 'server' })).status).toBe(400);
  });
});
