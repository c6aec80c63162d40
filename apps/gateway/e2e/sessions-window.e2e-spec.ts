import { describe, expect, it } from '@jest/globals';
import { readEnvelope, refusal } from './support/envelope.js';
import { useGateway } from './support/gateway-under-test.js';
import { postChat, type PostOptions } from './support/post-chat.js';
import { SEARCH_REPLY, SEARCH_TOOL } from './support/replies.js';
import { SessionsClient } from './support/sessions-client.js';
import { subjectNamed } from './support/subjects.js';

const openai = subjectNamed('openai');
const gateway = useGateway({
  subjects: [openai, subjectNamed('anthropic')],
  models: {
    facts: { openai: [{ match: 'small', contextWindow: 1_100, maximumOutput: 100 }] },
  },
});
const sessions = new SessionsClient(gateway);

const LARGE = 'openai/gpt-4o';
/** 900 tokens for what is sent: 100 are for the answer, and a tenth of the rest is spared. */
const SMALL = 'openai/small';
/** About so many tokens. */
const words = (name: string, count: number) => `${name} ${'word '.repeat(count - 1)}`.trim();

interface ChatOptions extends PostOptions {
  readonly model?: string;
}

/** A chat in a session, with one message of a user or those given. */
function chat(
  id: string,
  said: string | object[],
  { model = LARGE, ...options }: ChatOptions = {},
) {
  const messages = typeof said === 'string' ? [{ role: 'user', content: said }] : said;
  const body = { session_id: id, messages, ...options.body };
  return postChat(gateway, { model }, { ...options, body });
}

/** Turns `Q1`, `Q2`, ... of so many tokens each, beside the answer. */
async function createWithTurns(turns: number, fields: object = {}, tokens = 2): Promise<string> {
  const { id } = await sessions.create(fields);
  for (let turn = 1; turn <= turns; turn += 1)
    await (await chat(id, words(`Q${turn}`, tokens))).text();
  return id;
}

interface SentMessage {
  readonly role: string;
  readonly content: string | null;
}

/** What the provider received: the role, or a user's first word. */
function sent(): string[] {
  const { messages } = gateway.upstreamOf(openai).lastRequest.json as { messages: SentMessage[] };
  return messages.map(({ role, content }) => (role === 'user' ? content!.split(' ')[0]! : role));
}

const headersOf = ({ headers }: Response) => [
  headers.get('x-gateway-history-messages'),
  headers.get('x-gateway-history-dropped'),
];

describe('a session with history.max_messages', () => {
  it.each([
    [1, ['0', '6'], ['new']],
    [3, ['2', '4'], ['Q3', 'assistant', 'new']],
    [4, ['4', '2'], ['Q2', 'assistant', 'Q3', 'assistant', 'new']],
    [6, ['6', null], ['Q1', 'assistant', 'Q2', 'assistant', 'Q3', 'assistant', 'new']],
  ])('sends whole turns up to %i messages', async (max_messages, headers, messages) => {
    const id = await createWithTurns(3);
    await sessions.json(200, 'PATCH', `/${id}`, { history: { max_messages } });
    const response = await chat(id, 'new');
    expect([response.status, headersOf(response)]).toEqual([200, headers]);
    expect(sent()).toEqual(messages);
    expect((await sessions.get(id)).message_count).toBe(8);
  });

  it('tells it in the headers of a stream', async () => {
    const id = await createWithTurns(2, { history: { max_messages: 2 } });
    const response = await chat(id, 'new', { stream: true });
    await response.text();
    expect(headersOf(response)).toEqual(['2', '2']);
    expect(sent()).toEqual(['Q2', 'assistant', 'new']);
  });

  it('keeps instructions, those of the session and those of the history', async () => {
    const { id } = await sessions.create({ system: 'Be brief.', history: { max_messages: 1 } });
    const instructed = [
      { role: 'developer', content: 'Speak French.' },
      { role: 'user', content: 'Q1' },
    ];
    await (await chat(id, instructed)).text();
    expect(headersOf(await chat(id, 'new'))).toEqual(['1', '2']);
    expect(sent()).toEqual(['system', expect.stringMatching(/developer|system/), 'new']);
  });
});

describe('a session whose history is longer than the model reads', () => {
  it('leaves the oldest turns out and keeps them stored', async () => {
    const id = await createWithTurns(4, {}, 250);
    const response = await chat(id, 'new', { model: SMALL });
    expect([response.status, headersOf(response)]).toEqual([200, ['6', '2']]);
    expect(sent()).toEqual(['Q2', 'assistant', 'Q3', 'assistant', 'Q4', 'assistant', 'new']);
    const { messages } = await sessions.get(id);
    expect(messages).toHaveLength(10);
    expect(messages[0]).toMatchObject({ id: 'msg_1', content: words('Q1', 250) });
    expect(headersOf(await chat(id, 'again'))).toEqual(['10', null]);
  });

  it.each<[string, object, (string | null)[]]>([
    ['a short answer', { max_tokens: 40 }, ['8', null]],
    ['a long answer, as far as the model writes one', { max_tokens: 50_000 }, ['6', '2']],
    [
      'tools',
      { tools: [{ type: 'function', function: { name: 'f', description: words('It', 400) } }] },
      ['4', '4'],
    ],
    [
      'the schema of the answer',
      {
        response_format: {
          type: 'json_schema',
          json_schema: { name: 's', schema: { type: 'object', description: words('It', 400) } },
        },
      },
      ['4', '4'],
    ],
  ])('leaves room for %s', async (_what, body, headers) => {
    const id = await createWithTurns(4, {}, 220);
    expect(headersOf(await chat(id, 'new', { model: SMALL, body }))).toEqual(headers);
  });

  it("leaves room for the session's own instructions", async () => {
    const id = await createWithTurns(4, { system: words('Be', 400) }, 250);
    expect(headersOf(await chat(id, 'new', { model: SMALL }))).toEqual(['2', '6']);
  });

  it('sends all where the window is unknown', async () => {
    const id = await createWithTurns(4, {}, 2_000);
    expect(headersOf(await chat(id, 'new', { model: 'openai/unheard-of' }))).toEqual(['8', null]);
  });

  it('sends a request that is too long by itself, and hands the refusal on', async () => {
    const id = await createWithTurns(2);
    gateway.upstreamOf(openai).failWith({
      type: 'status',
      status: 400,
      body: JSON.stringify({
        error: {
          message: "This model's maximum context length is 1000 tokens.",
          type: 'invalid_request_error',
          code: 'context_length_exceeded',
        },
      }),
    });
    const response = await chat(id, words('new', 2_000), { model: SMALL });
    expect(sent()).toEqual(['new']);
    expect(response.status).toBe(400);
    expect((await readEnvelope(response)).error).toMatchObject({
      code: 'context_length_exceeded',
      provider: 'openai',
    });
    expect((await sessions.get(id)).message_count).toBe(4);
  });

  it('does not take the bytes of an image for text', async () => {
    const id = await createWithTurns(2, { history: { max_tokens: 3_000 } });
    const url = `data:image/png;base64,${'A'.repeat(200_000)}`;
    const seen = [{ role: 'user', content: [{ type: 'image_url', image_url: { url } }] }];
    expect(headersOf(await chat(id, seen))).toEqual(['4', null]);
    expect(headersOf(await chat(id, 'new'))).toEqual(['6', null]);
    expect(headersOf(await chat(id, seen))).toEqual(['2', '6']);
  });
});

describe('tool rounds', () => {
  const results = [{ role: 'tool', tool_call_id: 'call_1', content: 'found' }];
  const options = { body: { tools: [SEARCH_TOOL] } };

  async function createWithPendingCall(fields: object): Promise<string> {
    const id = await createWithTurns(2, fields);
    gateway.upstreamOf(openai).replyWith(SEARCH_REPLY);
    await (await chat(id, 'Search', options)).text();
    return id;
  }

  it('stay with the turn that made the calls', async () => {
    const id = await createWithPendingCall({ history: { max_messages: 1 } });
    const response = await chat(id, results, options);
    expect([response.status, headersOf(response)]).toEqual([200, ['2', '4']]);
    expect(sent()).toEqual(['Search', 'assistant', 'tool']);
    expect((await sessions.get(id)).message_count).toBe(8);
  });

  it('are left out whole', async () => {
    const id = await createWithPendingCall({ history: { max_messages: 3 } });
    await (await chat(id, results, options)).text();
    const response = await chat(id, 'new', options);
    expect([response.status, headersOf(response)]).toEqual([200, ['0', '8']]);
    expect(sent()).toEqual(['new']);
  });

  it('are left out with the note on a call that was given up', async () => {
    const id = await createWithPendingCall({ history: { max_messages: 1 } });
    const response = await chat(id, 'new', options);
    expect([response.status, headersOf(response)]).toEqual([200, ['0', '6']]);
    expect(sent()).toEqual(['new']);
    expect((await sessions.get(id)).messages.map(({ role }) => role).slice(4)).toEqual([
      'user',
      'assistant',
      'tool',
      'user',
      'assistant',
    ]);
  });
});

describe('the strategy error', () => {
  it.each<[string, object, string]>([
    ['max_messages', { max_messages: 3 }, LARGE],
    ['max_tokens', { max_tokens: 20 }, LARGE],
    ['the window', {}, SMALL],
  ])('refuses what is over %s, and frees the session', async (_what, limits, model) => {
    const id = await createWithTurns(4, {}, 250);
    const history = { ...limits, strategy: 'error' };
    await sessions.json(200, 'PATCH', `/${id}`, { history });
    gateway.reset();
    for (const stream of [false, true]) {
      const response = await chat(id, 'new', { model, stream });
      expect(response.status).toBe(400);
      const { error } = await readEnvelope(response);
      expect(error).toMatchObject({ code: 'context_length_exceeded', param: 'messages' });
      expect(error.message).toMatch(/fork .*'drop_oldest'/);
    }
    expect(gateway.upstreamOf(openai).requests).toEqual([]);
    expect((await sessions.get(id)).message_count).toBe(8);
    await sessions.json(200, 'PATCH', `/${id}`, { history: { strategy: 'drop_oldest' } });
    const startedAt = performance.now();
    expect((await chat(id, 'new', { model })).status).toBe(200);
    // A lease that is left would hold the session for 15 s.
    expect(performance.now() - startedAt).toBeLessThan(12_000);
  });

  it('lets pass what fits', async () => {
    const id = await createWithTurns(2, { history: { max_messages: 4, strategy: 'error' } });
    expect(headersOf(await chat(id, 'new'))).toEqual(['4', null]);
  });
});

describe('history of a session', () => {
  const patch = (id: string, history: object | null) =>
    sessions.json(200, 'PATCH', `/${id}`, { history }) as Promise<{ history?: object }>;

  it('is shown, merged, cleared, and kept by a fork', async () => {
    const { id, ...created } = await sessions.create({ history: { max_messages: 5 } });
    expect(created).toMatchObject({ history: { max_messages: 5, strategy: 'drop_oldest' } });
    const history = { max_tokens: 9, strategy: 'error' };
    expect((await patch(id, { ...history, max_messages: null })).history).toEqual(history);
    expect(await sessions.json(201, 'POST', `/${id}/fork`)).toMatchObject({ history });
    expect(await sessions.json(200, 'PATCH', `/${id}`, { ttl_seconds: 9 })).toMatchObject({
      history,
    });
    expect((await patch(id, { strategy: null })).history).toEqual({
      max_tokens: 9,
      strategy: 'drop_oldest',
    });
    expect(await patch(id, null)).not.toHaveProperty('history');
    expect(await sessions.create({ history: null })).not.toHaveProperty('history');
  });

  it.each<[string, unknown]>([
    ['history', []],
    ['history', 5],
    ['history.max_messages', { max_messages: 0 }],
    ['history.max_messages', { max_messages: 1.5 }],
    ['history.max_messages', { max_messages: '5' }],
    ['history.max_tokens', { max_tokens: -1 }],
    ['history.strategy', { strategy: 'drop_newest' }],
    ['history.max_message', { max_message: 5 }],
  ])('is refused at %s (case %#)', async (param, history) => {
    const { id } = await sessions.create();
    expect(await refusal(await sessions.request('POST', '', { history }))).toEqual([400, param]);
    expect(await refusal(await sessions.request('PATCH', `/${id}`, { history }))).toEqual([
      400,
      param,
    ]);
  });
});

it('is in the words of a provider that is not OpenAI', async () => {
  const anthropic = subjectNamed('anthropic');
  const { id } = await sessions.create({ history: { max_messages: 2 } });
  for (const content of ['Q1', 'Q2', 'new'])
    expect((await chat(id, content, { model: anthropic.model })).status).toBe(200);
  const { text } = gateway.upstreamOf(anthropic).lastRequest;
  expect(text).not.toContain('Q1');
  expect(text).toContain('Q2');
});
