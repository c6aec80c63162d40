import { describe, expect, it } from '@jest/globals';
import { readEnvelope } from './support/envelope.js';
import { useGateway } from './support/gateway-under-test.js';
import { postChat, readStream, type PostOptions } from './support/post-chat.js';
import { SessionsClient } from './support/sessions-client.js';
import { SUBJECTS } from './support/subjects.js';

const gateway = useGateway({ environment: { LLM_GATEWAY_SESSION_WAIT_MS: '2000' } });
const sessions = new SessionsClient(gateway);
const ECHO = 'simulator/echo';
const user = (content: string) => ({ role: 'user', content });

interface ChatOptions extends PostOptions {
  readonly model?: string;
}

/** A chat in a session. */
function chat(id: string, content: string, { model = ECHO, ...options }: ChatOptions = {}) {
  const body = { session_id: id, messages: [user(content)], ...options.body };
  return postChat(gateway, { model }, { ...options, body });
}

async function answerOf(response: Response): Promise<string> {
  const { choices } = (await response.json()) as {
    choices: { message: { content: string } }[];
  };
  return choices[0]!.message.content;
}

const rolesOf = async (id: string) => (await sessions.get(id)).messages.map(({ role }) => role);

describe('a chat in a session', () => {
  it('remembers what was said, and tells how much of it was sent', async () => {
    const { id } = await sessions.create();
    await chat(id, 'My name is Alice');
    const response = await chat(id, 'What is my name?');
    expect(response.headers.get('x-gateway-history-messages')).toBe('2');
    expect(await answerOf(response)).toContain('Your name is Alice.');
    expect(await rolesOf(id)).toEqual(['user', 'assistant', 'user', 'assistant']);
  });

  it('stores a streamed answer before its end is seen', async () => {
    const { id } = await sessions.create();
    const { done, text } = await readStream(await chat(id, 'Hello', { stream: true }));
    expect(done).toBe(true);
    expect((await sessions.get(id)).messages).toMatchObject([
      { id: 'msg_1', role: 'user', content: 'Hello' },
      { id: 'msg_2', role: 'assistant', content: text },
    ]);
  });

  it('takes the session from the header x-session-id, unless the body names another', async () => {
    const { id } = await sessions.create();
    const ask = (session_id?: string) =>
      fetch(`${gateway.url}/v1/chat/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-session-id': id },
        body: JSON.stringify({ model: ECHO, messages: [user('Hi')], session_id }),
      });
    expect((await ask()).status).toBe(200);
    expect((await ask(id)).status).toBe(200);
    const refused = await ask('sess_other');
    expect(refused.status).toBe(400);
    expect((await readEnvelope(refused)).error.param).toBe('session_id');
    expect((await sessions.get(id)).message_count).toBe(4);
  });

  it('counts messages as the client does when it complains of one', async () => {
    const { id } = await sessions.createWithTurns(2, { system: 'Be brief.' });
    const image = { type: 'image_url', image_url: { url: 'ftp://example.com/a.png' } };
    const messages = [user('Look:'), { role: 'user', content: [image] }];
    const refused = await chat(id, '', { body: { messages } });
    expect(refused.status).toBe(400);
    const { error } = await readEnvelope(refused);
    expect(error.param).toBe('messages[1].content[0].image_url.url');
    expect(error.message).toContain("'messages[1].content[0].image_url.url'");
    expect((await sessions.get(id)).message_count).toBe(4);
  });

  it('uses the model and the system message of the session', async () => {
    const { id } = await sessions.create({ model: ECHO, system: 'Be brief.' });
    const body = { session_id: id, messages: [user('Hi')], model: undefined };
    const response = await postChat(gateway, { model: ECHO }, { body });
    expect(await answerOf(response)).toContain('I read 2 messages.');
    expect(await rolesOf(id)).toEqual(['user', 'assistant']);
  });

  it('extends the life of the session', async () => {
    const created = await sessions.create({ ttl_seconds: 60 });
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await chat(created.id, 'Hi');
    expect((await sessions.get(created.id)).expires_at).toBeGreaterThan(created.expires_at);
  });

  it.each(['sess_unknown', ''])('answers 404 for the session %j', async (id) => {
    const response = await chat(id, 'Hi');
    expect(response.status).toBe(404);
    const envelope = await readEnvelope(response);
    expect(envelope.error.code).toBe('session_not_found');
    expect(envelope.detail).toBe(`Session not found: ${id}`);
  });

  it('keeps the first of several answers', async () => {
    const { id } = await sessions.create();
    await chat(id, 'Hi', { body: { n: 2 } });
    expect(await rolesOf(id)).toEqual(['user', 'assistant']);
  });

  it.each([false, true])('replays signed thinking, streamed: %s', async (stream) => {
    const { id } = await sessions.create();
    const model = 'simulator/reasoner';
    await (await chat(id, 'My name is Ada', { model, stream })).text();
    const response = await chat(id, 'What is my name?', { model });
    expect(await answerOf(response)).toContain('Your name is Ada.');
  });
});

describe('a chat that fails', () => {
  it.each([
    ['an upstream error', `${ECHO}?status=503`, false],
    ['an upstream error instead of a stream', `${ECHO}?status=503`, true],
    ['a cut stream', `${ECHO}?cut_after=2`, true],
  ])('appends nothing after %s, and frees the session', async (_what, model, stream) => {
    const { id } = await sessions.create();
    await (await chat(id, 'Hello to you all', { model, stream })).text();
    expect(await rolesOf(id)).toEqual([]);
    expect((await chat(id, 'Again')).status).toBe(200);
    expect(await rolesOf(id)).toEqual(['user', 'assistant']);
  });

  it('appends nothing when the client leaves, and frees the session', async () => {
    const { id } = await sessions.create();
    const signal = AbortSignal.timeout(100);
    const left = chat(id, 'Slow', { model: `${ECHO}?latency_ms=600000`, signal });
    await expect(left).rejects.toThrow('timeout');
    const startedAt = performance.now();
    await chat(id, 'Next');
    expect(performance.now() - startedAt).toBeLessThan(12_000);
    expect((await sessions.get(id)).messages).toMatchObject([{ content: 'Next' }, {}]);
  });
});

describe('many chats in one session', () => {
  it('run one after the other, none lost, doubled or interleaved', async () => {
    const { id } = await sessions.create();
    const numbers = Array.from({ length: 40 }, (_, index) => index);
    await Promise.all(
      numbers.map(async (number) =>
        (await chat(id, `#${number}`, { stream: number % 2 > 0 })).text(),
      ),
    );
    const messages = (await sessions.get(id)).messages as unknown as {
      role: string;
      content: string;
    }[];
    expect(messages.map(({ role }) => role)).toEqual(numbers.flatMap(() => ['user', 'assistant']));
    const asked = messages.filter(({ role }) => role === 'user').map(({ content }) => content);
    expect(asked.toSorted()).toEqual(numbers.map((number) => `#${number}`).toSorted());
    const answers = messages.filter(({ role }) => role === 'assistant');
    answers.forEach(({ content }, turn) => expect(content).toContain(`"${asked[turn]}"`));
  });

  it('make the waiting one give up with 409 after session_wait_ms', async () => {
    const { id } = await sessions.create();
    const slow = chat(id, 'Slow', { model: `${ECHO}?latency_ms=3000` });
    await new Promise((resolve) => setTimeout(resolve, 100));
    const busy = await chat(id, 'Too early');
    expect(busy.status).toBe(409);
    expect(busy.headers.get('retry-after')).toBe('1');
    expect((await readEnvelope(busy)).error.code).toBe('session_busy');
    expect((await slow).status).toBe(200);
    expect((await sessions.get(id)).message_count).toBe(2);
  });

  it('do not wait for those of another session', async () => {
    const [one, other] = [await sessions.create(), await sessions.create()];
    const slow = chat(one.id, 'Slow', { model: `${ECHO}?latency_ms=4000` });
    const quick = chat(other.id, 'Hi');
    expect(await Promise.race([slow, quick])).toBe(await quick);
    await slow;
  });
});

describe.each(SUBJECTS)('a session with $name', (subject) => {
  it.each([false, true])(
    'sends the history in the words of the provider, streamed: %s',
    async (stream) => {
      const { id } = await sessions.create();
      const { model } = subject;
      await (await chat(id, 'First question', { model, stream })).text();
      await (await chat(id, 'Second question', { model, stream })).text();
      const sent = gateway.upstreamOf(subject).lastRequest.text;
      for (const text of ['First question', 'Hello, w', 'Second question'])
        expect(sent).toContain(text);
      expect(sent).not.toContain(id);
      expect(await rolesOf(id)).toEqual(['user', 'assistant', 'user', 'assistant']);
    },
  );
});
