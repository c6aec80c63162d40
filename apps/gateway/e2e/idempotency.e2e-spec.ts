import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { eventually } from 'llm-gateway/testing';
import { readEnvelope } from './support/envelope.js';
import { useGateway } from './support/gateway-under-test.js';
import { postChat, readStream, type PostOptions } from './support/post-chat.js';
import { SessionsClient } from './support/sessions-client.js';
import { SUBJECTS, subjectNamed } from './support/subjects.js';

const WAIT_MS = 3_000;
const gateway = useGateway({
  environment: { LLM_GATEWAY_SESSION_WAIT_MS: String(WAIT_MS) },
});
const sessions = new SessionsClient(gateway);
const OPENAI = subjectNamed('openai');
const upstream = () => gateway.upstreamOf(OPENAI);

/** A chat under a key. */
function ask(key: string, { headers, ...options }: PostOptions = {}, { model } = OPENAI) {
  const keyed = { 'idempotency-key': key, ...headers };
  return postChat(gateway, { model }, { ...options, headers: keyed });
}

const isReplay = (response: Response) => response.headers.get('idempotent-replayed') === 'true';

describe.each(SUBJECTS)('Idempotency-Key with $name', (subject) => {
  it('replays a whole answer to the letter, with its headers', async () => {
    const key = randomUUID();
    const first = await ask(key, {}, subject);
    const again = await ask(key, {}, subject);
    expect([isReplay(first), isReplay(again)]).toEqual([false, true]);
    expect(await again.json()).toEqual(await first.json());
    expect(again.headers.get('x-gateway-model')).toBe(first.headers.get('x-gateway-model'));
    expect(gateway.upstreamOf(subject).requests).toHaveLength(1);
  });

  it('replays a stream whole, and a whole answer streamed', async () => {
    const [one, other] = [randomUUID(), randomUUID()];
    const streamed = await readStream(await ask(one, { stream: true }, subject));
    const whole = (await (await ask(one, {}, subject)).json()) as Completion;
    expect(whole.choices[0]?.message.content).toBe(streamed.text);
    const first = (await (await ask(other, {}, subject)).json()) as Completion;
    const replayed = await ask(other, { stream: true }, subject);
    expect(isReplay(replayed)).toBe(true);
    const { text, done } = await readStream(replayed);
    expect({ text, done }).toEqual({ text: first.choices[0]?.message.content, done: true });
    expect(gateway.upstreamOf(subject).requests).toHaveLength(2);
  });
});

interface Completion {
  readonly id: string;
  readonly choices: readonly { readonly message: { readonly content: string } }[];
}

describe('Idempotency-Key', () => {
  it.each([OPENAI, subjectNamed('ollama')])(
    'gives a streamed replay of $name the same id, time, model and usage',
    async (subject) => {
      const key = randomUUID();
      const body = { stream_options: { include_usage: true } };
      const read = async () => {
        const text = await (await ask(key, { stream: true, body }, subject)).text();
        const chunks = [...text.matchAll(/^data: (\{.*)$/gm)].map(([, json]) => JSON.parse(json!));
        const { id, created, model } = chunks[0];
        return { id, created, model, usage: chunks.at(-1).usage };
      };
      const first = await read();
      expect(first.usage).toMatchObject({ prompt_tokens: 12, completion_tokens: 5 });
      expect(await read()).toEqual(first);
    },
  );

  it('is of the body and the session, not of the order of keys or of streaming', async () => {
    const key = randomUUID();
    await ask(key, { body: { temperature: 0, top_p: 1 } });
    const same = await ask(key, { body: { top_p: 1, temperature: 0, stream: false } });
    expect(isReplay(same)).toBe(true);
    const { id } = await sessions.create();
    const others: PostOptions[] = [
      { body: { temperature: 1, top_p: 1 } },
      { body: { temperature: 0, top_p: 1 }, headers: { 'x-session-id': id } },
    ];
    for (const other of others) {
      const refused = await ask(key, other);
      expect(refused.status).toBe(409);
      expect(refused.headers.get('x-should-retry')).toBe('false');
      expect((await readEnvelope(refused)).error.code).toBe('idempotency_key_reused');
    }
    expect(upstream().requests).toHaveLength(1);
  });

  it.each([false, true])('makes one call of ten at once, streamed: %s', async (stream) => {
    const key = randomUUID();
    upstream().failWith({ type: 'delay', ms: 200 });
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(key, { stream })));
    const texts = await Promise.all(answers.map((answer) => answer.text()));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(answers.filter(isReplay)).toHaveLength(9);
    // A replayed stream comes in other pieces, of the same answer.
    expect(new Set(texts.map((text) => /"id":"([^"]+)"/.exec(text)?.[1])).size).toBe(1);
    expect(upstream().requests).toHaveLength(1);
  });

  it('refuses another body at once while the first runs', async () => {
    const key = randomUUID();
    upstream().failWith({ type: 'delay', ms: 5_000 });
    const first = ask(key);
    await eventually(() => upstream().requests.length > 0, 'the first call');
    const sooner = await Promise.race([first, ask(key, { body: { temperature: 1 } })]);
    expect((await readEnvelope(sooner)).error.code).toBe('idempotency_key_reused');
    expect((await first).status).toBe(200);
  });

  it('gives up with 409 and Retry-After when the first runs for too long', async () => {
    const key = randomUUID();
    upstream().failWith({ type: 'delay', ms: 2 * WAIT_MS });
    const first = ask(key);
    await eventually(() => upstream().requests.length > 0, 'the first call');
    const second = await ask(key);
    expect(second.status).toBe(409);
    expect(second.headers.get('retry-after')).toBe('1');
    expect((await readEnvelope(second)).error.code).toBe('idempotency_conflict');
    expect((await first).status).toBe(200);
    expect(isReplay(await ask(key))).toBe(true);
  });

  it.each([
    ['an error', { type: 'status', status: 503 }, false],
    ['an error instead of a stream', { type: 'status', status: 503 }, true],
    ['a cut stream', { type: 'cut-after', frames: 3 }, true],
  ] as const)('keeps nothing of %s: the next try runs anew', async (_what, fault, stream) => {
    const key = randomUUID();
    upstream().failWith(fault);
    await (await ask(key, { stream })).text();
    const again = await ask(key, { stream, body: { temperature: 0.5 } });
    expect([again.status, isReplay(again)]).toEqual([200, false]);
    expect(upstream().requests).toHaveLength(2);
  });

  it('is free again when its client left', async () => {
    const key = randomUUID();
    upstream().failWith({ type: 'delay', ms: 5_000 });
    await expect(ask(key, { signal: AbortSignal.timeout(200) })).rejects.toThrow('timeout');
    const startedAt = performance.now();
    const again = await ask(key);
    expect([again.status, isReplay(again)]).toEqual([200, false]);
    expect(performance.now() - startedAt).toBeLessThan(4_000);
  });

  it.each(['', 'ä', 'two words', 'x'.repeat(256)])('refuses the key %j', async (key) => {
    const refused = await ask(key);
    expect(refused.status).toBe(400);
    expect((await readEnvelope(refused)).error).toMatchObject({
      code: 'invalid_request',
      param: 'Idempotency-Key',
    });
    expect(upstream().requests).toHaveLength(0);
  });

  it.each(['!', '"a-quoted-one"', '__proto__', '{}:*', 'x'.repeat(255)])(
    'takes the key %j',
    async (key) => {
      expect(isReplay(await ask(key))).toBe(false);
      expect(isReplay(await ask(key))).toBe(true);
    },
  );
});

describe('Idempotency-Key in a session', () => {
  it.each([false, true])('appends one turn for many tries, streamed: %s', async (stream) => {
    const { id } = await sessions.create();
    const key = randomUUID();
    const body = { session_id: id };
    upstream().failWith({ type: 'delay', ms: 100 });
    const answers = await Promise.all(Array.from({ length: 5 }, () => ask(key, { stream, body })));
    const texts = await Promise.all(answers.map((answer) => answer.text()));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(texts).toHaveLength(5);
    expect((await sessions.get(id)).message_count).toBe(2);
    expect(upstream().requests).toHaveLength(1);
    expect(answers.map(({ headers }) => headers.get('x-gateway-history-messages'))).toEqual(
      answers.map(() => '0'),
    );
  });

  it('goes on with another key', async () => {
    const { id } = await sessions.create();
    for (const key of [randomUUID(), randomUUID()]) await ask(key, { body: { session_id: id } });
    expect((await sessions.get(id)).message_count).toBe(4);
  });

  it('keeps nothing of a refusal', async () => {
    const key = randomUUID();
    const body = { session_id: `sess_${'0'.repeat(32)}` };
    expect((await ask(key, { body })).status).toBe(404);
    expect((await ask(key, { body })).status).toBe(404);
  });
});
