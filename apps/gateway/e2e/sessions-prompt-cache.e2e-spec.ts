import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  AnthropicPromptCache,
  fakeAnthropicWith,
  inputCostOf,
  type FakeReply,
} from 'llm-gateway/testing';
import { useGateway } from './support/gateway-under-test.js';
import { postChat } from './support/post-chat.js';
import { eventsOf } from './support/read-events.js';
import { CLOCK_TOOL, SEARCH_TOOL } from './support/replies.js';
import { SessionsClient } from './support/sessions-client.js';
import { subjectNamed } from './support/subjects.js';

const cache = new AnthropicPromptCache();
const anthropic = { ...subjectNamed('anthropic'), vendor: fakeAnthropicWith(cache) };
const others = ['openai', 'gemini'].map(subjectNamed);
const gateway = useGateway({ subjects: [anthropic, ...others] });
const sessions = new SessionsClient(gateway);
const SYSTEM = 'You are a patient assistant. '.repeat(20);
const TURNS = 20;
const SIGNATURE = 'EqQBCkgIFakeSignature';

beforeEach(() => cache.reset());

interface Usage {
  readonly prompt_tokens: number;
  readonly prompt_tokens_details: {
    readonly cached_tokens: number;
    readonly cache_write_tokens: number;
  };
}

interface Turn {
  readonly messages: readonly object[];
  readonly reply: FakeReply;
}

/** Some 250 tokens that no other turn has. */
const long = (number: number) => `${number} `.repeat(500).slice(0, 1_000);
const user = (content: string) => ({ role: 'user', content });

/** Every fourth turn asks for a tool with signed thinking; the one after it brings the result. */
function turnsOf(count: number): Turn[] {
  return Array.from({ length: count }, (_, number) => ({
    messages:
      number % 4 === 3
        ? [{ role: 'tool', tool_call_id: `call_${number - 1}`, content: long(number) }]
        : [user(long(number))],
    reply: {
      ...(number % 4 === 2
        ? {
            reasoning: { text: long(number + 100), signature: SIGNATURE },
            toolCalls: [{ id: `call_${number}`, name: 'search', arguments: ['{"query":"q"}'] }],
          }
        : { text: [long(number + 100)] }),
      usage: { input: 1, output: 250 },
    },
  }));
}

async function usageOf(response: Response, stream: boolean): Promise<Usage> {
  expect(response.status).toBe(200);
  const text = await response.text();
  if (!stream) return (JSON.parse(text) as { usage: Usage }).usage;
  const data = eventsOf(text).map((event) => event.slice('data: '.length));
  expect(data.at(-1)).toBe('[DONE]');
  return (JSON.parse(data.at(-2)!) as { usage: Usage }).usage;
}

/** One turn of a session with the fake Anthropic; what it used. */
async function chat(session_id: string, { messages, reply }: Turn, stream = false): Promise<Usage> {
  gateway.upstreamOf(anthropic).replyWith(reply);
  const body = {
    session_id,
    messages,
    tools: [SEARCH_TOOL, CLOCK_TOOL],
    ...(stream && { stream_options: { include_usage: true } }),
  };
  return usageOf(await postChat(gateway, anthropic, { stream, body }), stream);
}

async function hold(turns: readonly Turn[], session: object, stream = false): Promise<Usage[]> {
  const { id } = await sessions.create({ system: SYSTEM, ...session });
  const usages: Usage[] = [];
  for (const turn of turns) usages.push(await chat(id, turn, stream));
  return usages;
}

const readOf = (usage: Usage) => usage.prompt_tokens_details.cached_tokens;
const writtenOf = (usage: Usage) => usage.prompt_tokens_details.cache_write_tokens;
/** By Anthropic's prices, in units of one plain input token. */
const costOf = (usage: Usage) =>
  inputCostOf({
    input_tokens: usage.prompt_tokens - readOf(usage) - writtenOf(usage),
    cache_creation_input_tokens: writtenOf(usage),
    cache_read_input_tokens: readOf(usage),
  });
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

describe.each([false, true])('a session of 20 turns with Anthropic, streamed: %s', (stream) => {
  it('costs less than 35 % of what it costs without prompt caching', async () => {
    const plain = await hold(turnsOf(TURNS), { prompt_caching: false }, stream);
    const full = cache.billed;
    cache.reset();
    const cached = await hold(turnsOf(TURNS), {}, stream);
    expect(cached.map((usage) => usage.prompt_tokens)).toEqual(
      plain.map((usage) => usage.prompt_tokens),
    );
    expect(cache.billed / full).toBeLessThan(0.35);
    // What the client sees adds up to the vendor's bill.
    expect(sum(plain.map(costOf))).toBeCloseTo(full);
    expect(sum(cached.map(costOf))).toBeCloseTo(cache.billed);
  });

  it('reads all that was sent before, and writes only what is new', async () => {
    const usages = await hold(turnsOf(TURNS), {}, stream);
    const written = usages.map(writtenOf);
    expect(usages.length).toBe(TURNS);
    for (const [turn, usage] of usages.entries()) {
      if (turn < 4) continue;
      expect(readOf(usage)).toBe(usages[turn - 1]!.prompt_tokens);
      expect(readOf(usage) + writtenOf(usage)).toBe(usage.prompt_tokens);
      expect(written[turn]).toBeLessThan(700);
    }
    // Thinking and its signature stand in what is read.
    expect(gateway.upstreamOf(anthropic).lastRequest.text).toContain(SIGNATURE);
  });
});

describe('prompt caching in a session', () => {
  it('reads what was sent before a turn of more than 20 blocks', async () => {
    const { id } = await sessions.create({ system: SYSTEM.repeat(10) });
    const ids = Array.from({ length: 25 }, (_, index) => `call_${index}`);
    const first = await chat(id, {
      messages: [user('Search')],
      reply: { toolCalls: ids.map((call) => ({ id: call, name: 'search', arguments: ['{}'] })) },
    });
    const results = ids.map((tool_call_id) => ({ role: 'tool', tool_call_id, content: long(1) }));
    const second = await chat(id, { messages: results, reply: { text: ['Found.'] } });
    expect(readOf(second)).toBe(first.prompt_tokens);
    const third = await chat(id, { messages: [user('Thanks')], reply: { text: ['Bye.'] } });
    expect(readOf(third)).toBe(second.prompt_tokens);
  });

  it('goes on in a fork', async () => {
    const { id } = await sessions.create({ system: SYSTEM.repeat(10) });
    for (const turn of turnsOf(2)) await chat(id, turn);
    const fork = await sessions.json(201, 'POST', `/${id}/fork`, { up_to: 'msg_2' });
    const usage = await chat(fork.id, { messages: [user('Else?')], reply: { text: ['No.'] } });
    expect(readOf(usage)).toBeGreaterThan(1_024);
  });

  it('can be turned off and on', async () => {
    const { id, prompt_caching } = await sessions.create({ prompt_caching: false });
    expect(prompt_caching).toBe(false);
    const [turn] = turnsOf(1);
    const sent = () => gateway.upstreamOf(anthropic).lastRequest.text;
    await chat(id, turn!);
    expect(sent()).not.toContain('cache_control');
    expect(await sessions.json(200, 'PATCH', `/${id}`, { model: 'm' })).toMatchObject({
      prompt_caching: false,
    });
    for (const prompt_caching of [true, null]) {
      await sessions.json(200, 'PATCH', `/${id}`, { prompt_caching: false });
      const patched = await sessions.json(200, 'PATCH', `/${id}`, { prompt_caching });
      expect(patched).not.toHaveProperty('prompt_caching');
      expect(patched.model).toBe('m');
      await chat(id, turn!);
      expect(sent().match(/"cache_control"/g)).toHaveLength(3);
    }
  });

  it('leaves the markers to a client that sets its own', async () => {
    const content = [{ type: 'text', text: 'A', cache_control: { type: 'ephemeral', ttl: '1h' } }];
    const { id } = await sessions.create({ system: SYSTEM });
    await chat(id, { messages: [{ role: 'user', content }], reply: { text: ['B'] } });
    await chat(id, { messages: [user('C')], reply: { text: ['D'] } });
    const { text } = gateway.upstreamOf(anthropic).lastRequest;
    expect(text.match(/"cache_control":\{[^}]*\}/g)).toEqual([
      '"cache_control":{"type":"ephemeral","ttl":"1h"}',
    ]);
  });

  it('is not for a chat outside a session', async () => {
    expect((await postChat(gateway, anthropic)).status).toBe(200);
    expect(gateway.upstreamOf(anthropic).lastRequest.text).not.toContain('cache_control');
  });

  it.each(others)('sends no marker to $name', async (subject) => {
    const { id } = await sessions.create({ system: SYSTEM });
    for (const content of ['A', 'B']) {
      const body = { session_id: id, messages: [user(content)] };
      expect((await postChat(gateway, subject, { body })).status).toBe(200);
    }
    expect(gateway.upstreamOf(subject).lastRequest.text).not.toMatch(/cache|messagesSent/i);
  });
});
