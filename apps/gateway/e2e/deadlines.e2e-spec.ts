import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, settlesWithin } from 'llm-gateway/testing';
import { atOnce } from './support/at-once.js';
import { readEnvelope } from './support/envelope.js';
import { useGateway, type GatewayUnderTest } from './support/gateway-under-test.js';
import { postChat, readStream } from './support/post-chat.js';
import { subjectNamed, type Subject } from './support/subjects.js';

/** The HTTP client's own clock for headers and silence ticks about once a second. */
const COARSE_MS = 2_500;
/** Of the gateway's own clock. */
const FINE_MS = 1_500;

const FIRST_TOKEN_MS = 1_000;
const TOTAL_MS = 1_000;

/** A 504 that names the deadline, is not worth a retry, and comes in time. */
async function expectTimeout(
  response: Response,
  subject: Pick<Subject, 'name'>,
  deadline: string,
): Promise<void> {
  expect(response.status).toBe(504);
  const { error } = await readEnvelope(response);
  expect(error).toMatchObject({ code: 'provider_timeout', provider: subject.name });
  expect(error.message).toMatch(new RegExp(`\\d+ ms.*deadline ${deadline}`));
  expect(response.headers.get('x-should-retry')).toBe('false');
}

async function expectClosed(gateway: GatewayUnderTest, subject: Subject): Promise<void> {
  const upstream = gateway.upstreamOf(subject);
  await eventually(() => upstream.abandoned === 1, `${subject.name} is closed`, 100);
  expect(upstream.requests).toHaveLength(1);
}

describe('deadlines for headers and silence', () => {
  const gateway = useGateway({ maximumRetries: 2, deadlines: { headersMs: 1_000, idleMs: 100 } });

  it.each([
    ['headers_ms', { type: 'silent' }],
    ['idle_ms', { type: 'silent-after', frames: 0 }],
  ] as const)('an answer that does not begin is a 504 (%s)', async (deadline, fault) => {
    await atOnce(async (subject) => {
      const upstream = gateway.upstreamOf(subject).failWith(fault, fault);
      const asked = [false, true].map((stream) => postChat(gateway, subject, { stream }));
      for (const response of await settlesWithin(Promise.all(asked), COARSE_MS))
        await expectTimeout(response, subject, deadline);
      await eventually(() => upstream.abandoned === 2, `${subject.name} is closed`, 100);
      expect(upstream.requests).toHaveLength(2);
    });
  });

  it('a stream that falls silent ends with an error and no [DONE]', async () => {
    await atOnce(async (subject) => {
      const frames = subject.framesToText;
      gateway.upstreamOf(subject).failWith({ type: 'silent-after', frames });
      const response = await postChat(gateway, subject, { stream: true });
      expect(response.status).toBe(200);
      const { text, done, error } = await readStream(response);
      expect([text, done]).toEqual(['Hello', false]);
      expect(error).toMatchObject({ code: 'provider_timeout', provider: subject.name });
      expect(error?.message).toContain('deadline idle_ms');
      await expectClosed(gateway, subject);
    });
  });

  it('a slow reader is not taken for a silent vendor', async () => {
    const piece = 'x'.repeat(20_000);
    await atOnce(async (subject) => {
      gateway.upstreamOf(subject).replyWith({ text: Array.from({ length: 300 }, () => piece) });
      const response = await postChat(gateway, subject, { stream: true });
      await sleep(1_600);
      const { text, done, error } = await readStream(response);
      expect(error).toBeUndefined();
      expect([text.length, done]).toEqual([300 * piece.length, true]);
    });
  });
});

describe('deadline for the first token', () => {
  const gateway = useGateway({ maximumRetries: 2, deadlines: { firstTokenMs: FIRST_TOKEN_MS } });

  it('a stream that does not begin is a 504', async () => {
    expect.hasAssertions();
    await atOnce(async (subject) => {
      gateway.upstreamOf(subject).failWith({ type: 'silent' });
      const asked = postChat(gateway, subject, { stream: true });
      await expectTimeout(await settlesWithin(asked, FINE_MS), subject, 'first_token_ms');
      await expectClosed(gateway, subject);
    });
  });

  it('nothing but the head of a stream is no beginning', async () => {
    expect.hasAssertions();
    await atOnce(async (subject) => {
      const frames = subject.silentFrames;
      gateway.upstreamOf(subject).failWith({ type: 'silent-after', frames });
      const response = await postChat(gateway, subject, { stream: true });
      await expectTimeout(response, subject, 'first_token_ms');
      await expectClosed(gateway, subject);
    });
  });

  it('is over once a stream has begun', async () => {
    await atOnce(async (subject) => {
      const upstream = gateway.upstreamOf(subject);
      upstream.frameDelayMs = 25;
      upstream.replyWith({ text: Array.from({ length: 60 }, () => 'a') });
      const startedAt = performance.now();
      const response = await postChat(gateway, subject, { stream: true });
      const { text, done } = await readStream(response);
      expect([text, done]).toEqual(['a'.repeat(60), true]);
      expect(performance.now() - startedAt).toBeGreaterThan(FIRST_TOKEN_MS);
    });
  });

  it('is none for a whole answer', async () => {
    await atOnce(async (subject) => {
      gateway.upstreamOf(subject).failWith({ type: 'delay', ms: FIRST_TOKEN_MS + 50 });
      const response = await postChat(gateway, subject);
      expect(response.status).toBe(200);
      await response.json();
    });
  });
});

describe('deadline for the whole call', () => {
  const gateway = useGateway({ maximumRetries: 2, deadlines: { totalMs: TOTAL_MS } });

  it.each([false, true])('a vendor that never answers is a 504 (streamed: %s)', async (stream) => {
    expect.hasAssertions();
    await atOnce(async (subject) => {
      gateway.upstreamOf(subject).failWith({ type: 'silent' });
      const asked = postChat(gateway, subject, { stream });
      await expectTimeout(await settlesWithin(asked, FINE_MS), subject, 'total_ms');
      await expectClosed(gateway, subject);
    });
  });

  it('a whole answer that does not come to its end is a 504', async () => {
    expect.hasAssertions();
    await atOnce(async (subject) => {
      gateway.upstreamOf(subject).failWith({ type: 'silent-after', frames: 0 });
      await expectTimeout(await postChat(gateway, subject), subject, 'total_ms');
      await expectClosed(gateway, subject);
    });
  });

  it('a stream that goes on for too long ends with an error and no [DONE]', async () => {
    await atOnce(async (subject) => {
      gateway.upstreamOf(subject).frameDelayMs = 40;
      gateway.upstreamOf(subject).replyWith({ text: Array.from({ length: 60 }, () => 'a') });
      const response = await postChat(gateway, subject, { stream: true });
      expect(response.status).toBe(200);
      const { text, done, error } = await readStream(response);
      expect(text).toMatch(/^a{1,59}$/);
      expect(done).toBe(false);
      expect(error).toMatchObject({ code: 'provider_timeout', provider: subject.name });
      expect(error?.message).toContain('deadline total_ms');
      await expectClosed(gateway, subject);
    });
  });

  it('leaves a call in time alone, and all after it', async () => {
    await atOnce(async (subject) => {
      for (const stream of [false, true]) {
        const response = await postChat(gateway, subject, { stream });
        expect(response.status).toBe(200);
        await response.text();
      }
      await sleep(TOTAL_MS + 50);
      expect(gateway.upstreamOf(subject).abandoned).toBe(0);
    });
  });
});

describe('deadlines of a stream that is kept alive', () => {
  const gateway = useGateway({
    deadlines: { firstTokenMs: 200 },
    environment: { LLM_GATEWAY_HEARTBEAT_MS: '40' },
  });

  it('end it with an error event, since its status has been sent', async () => {
    await atOnce(async (subject) => {
      gateway.upstreamOf(subject).failWith({ type: 'silent' });
      const response = await postChat(gateway, subject, { stream: true });
      expect(response.status).toBe(200);
      const { text, done, error } = await readStream(response);
      expect([text, done]).toEqual(['', false]);
      expect(error?.code).toBe('provider_timeout');
      expect(error?.message).toContain('deadline first_token_ms');
    });
  });
});

describe('deadline for the connection', () => {
  const openai = subjectNamed('openai');
  const sockets: Socket[] = [];
  // Takes the connection and never says a word of TLS.
  const mute = createServer((socket) => sockets.push(socket));
  beforeAll(async () => {
    mute.listen(0, '127.0.0.1');
    await once(mute, 'listening');
  });
  afterAll(() => {
    for (const socket of sockets) socket.destroy();
    mute.close();
  });

  const gateway = useGateway({
    subjects: [openai],
    deadlines: { connectMs: 100 },
    environment: {
      get OPENAI_BASE_URL() {
        return `https://127.0.0.1:${(mute.address() as AddressInfo).port}/v1`;
      },
    },
  });

  it.each([false, true])('is a 504 (streamed: %s)', async (stream) => {
    expect.hasAssertions();
    const asked = postChat(gateway, openai, { stream });
    await expectTimeout(await settlesWithin(asked, COARSE_MS), openai, 'connect_ms');
  });
});
