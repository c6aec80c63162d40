import { describe, expect, it } from '@jest/globals';
import { type Fault, eventually } from 'llm-gateway/testing';
import { readEnvelope } from './support/envelope.js';
import { useGateway } from './support/gateway-under-test.js';
import { postChat, readStream } from './support/post-chat.js';
import { DEFAULT_TEXT } from './support/replies.js';
import { SUBJECTS, subjectNamed } from './support/subjects.js';

const gateway = useGateway();

const UNREACHABLE = /^provider_unreachable$/;
const UNREADABLE = /^provider_(invalid_response|stream_interrupted)$/;

/** Before the first part of an answer; a whole answer is one frame. */
const FAULTS: readonly (readonly [string, Fault, RegExp])[] = [
  ['a connection that breaks before the answer', { type: 'reset' }, UNREACHABLE],
  ['a connection that breaks after the headers', { type: 'reset-after', frames: 0 }, UNREACHABLE],
  ['a page in place of an answer', { type: 'malformed' }, UNREADABLE],
  ['an answer of no bytes', { type: 'cut-after', frames: 0 }, UNREADABLE],
];

describe.each(SUBJECTS)('connections to $name', (subject) => {
  const upstream = () => gateway.upstreamOf(subject);

  it.each(FAULTS.flatMap((fault) => [false, true].map((stream) => [...fault, stream] as const)))(
    '%s is a 502 with an envelope (%j, %s, streamed: %s)',
    async (_name, fault, code, stream) => {
      upstream().failWith(fault);
      const response = await postChat(gateway, subject, { stream });
      expect(response.status).toBe(502);
      const { error } = await readEnvelope(response);
      expect(error).toMatchObject({ type: 'provider_error', provider: subject.name });
      expect(error.code).toMatch(code);
      expect(error.message).not.toMatch(/127\.0\.0\.1|ECONN/);
      expect(response.headers.get('x-should-retry')).toBeNull();
      expect(upstream().requests).toHaveLength(1);
      const next = await postChat(gateway, subject, { stream });
      expect(next.status).toBe(200);
      await next.text();
    },
  );

  it.each([
    ['cut-after', /^provider_stream_interrupted$/],
    ['reset-after', /^provider_unreachable$/],
    ['error-after', /^provider_(error|overloaded)$/],
    ['malformed-after', /^provider_invalid_response$/],
  ] as const)('%s inside a stream ends it with an error and no [DONE]', async (type, code) => {
    upstream().failWith({ type, frames: subject.framesToText });
    const response = await postChat(gateway, subject, { stream: true });
    expect(response.status).toBe(200);
    const { text, done, error } = await readStream(response);
    expect(text).toBe('Hello');
    expect(done).toBe(false);
    expect(error).toMatchObject({ type: 'provider_error', provider: subject.name, param: null });
    expect(error?.code).toMatch(code);
    expect(upstream().requests).toHaveLength(1);
  });

  it.each(['cut-after', 'error-after', 'malformed-after', 'reset-after'] as const)(
    '%s before the first text has a status of its own',
    async (type) => {
      upstream().failWith({ type, frames: subject.silentFrames });
      const response = await postChat(gateway, subject, { stream: true });
      expect([502, 503]).toContain(response.status);
      const { error } = await readEnvelope(response);
      expect(error.provider).toBe(subject.name);
    },
  );

  it.each([false, true])('lets go when the client leaves (streamed: %s)', async (stream) => {
    expect.hasAssertions();
    for (const fault of [
      { type: 'silent' },
      { type: 'silent-after', frames: 0 },
      { type: 'silent-after', frames: stream ? subject.framesToText : 0 },
    ] as const) {
      upstream().reset();
      upstream().failWith(fault);
      const abort = new AbortController();
      const answer = postChat(gateway, subject, { stream, signal: abort.signal })
        .then((response) => response.text())
        .catch((error: unknown) => error);
      await eventually(() => upstream().requests.length === 1, 'the upstream is asked');
      abort.abort();
      await eventually(() => upstream().abandoned === 1, 'the upstream is closed', 100);
      expect(await answer).toMatchObject({ name: 'AbortError' });
    }
  });
});

describe('trouble of one client', () => {
  it('is not the trouble of another of the same vendor', async () => {
    const silent = { type: 'silent-after', frames: 2 } as const;
    for (const subject of SUBJECTS) {
      const upstream = gateway.upstreamOf(subject);
      upstream.failWith(silent);
      const abort = new AbortController();
      const left = postChat(gateway, subject, { stream: true, signal: abort.signal })
        .then((response) => response.text())
        .catch((error: unknown) => error);
      await eventually(() => upstream.requests.length === 1, 'the vendor is asked');
      upstream.frameDelayMs = 5;
      const other = postChat(gateway, subject, { stream: true });
      await eventually(() => upstream.requests.length === 2, 'the vendor is asked again');
      abort.abort();
      expect(await readStream(await other)).toMatchObject({ text: DEFAULT_TEXT, done: true });
      await left;
    }
  });
});

describe('a vendor that is not there', () => {
  const openai = subjectNamed('openai');
  // Port 1 is nobody's.
  const lonely = useGateway({
    subjects: [openai],
    environment: { OPENAI_BASE_URL: 'http://127.0.0.1:1/v1' },
  });

  it.each([false, true])('is a 502 without its address (streamed: %s)', async (stream) => {
    const response = await postChat(lonely, openai, { stream });
    expect(response.status).toBe(502);
    const { error } = await readEnvelope(response);
    expect(error.code).toBe('provider_unreachable');
    expect(error.message).toContain('connection refused');
    expect(error.message).not.toContain('127.0.0.1');
  });
});
