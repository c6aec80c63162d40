import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type Fault, eventually } from 'llm-gateway/testing';
import { atOnce } from './support/at-once.js';
import { readEnvelope } from './support/envelope.js';
import { useGateway } from './support/gateway-under-test.js';
import { postChat } from './support/post-chat.js';

const overloaded = (retryAfterMs: number): Fault => ({
  type: 'status',
  status: 529,
  headers: { 'retry-after-ms': String(retryAfterMs) },
});

beforeEach(() => {
  jest.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(() => {
  jest.restoreAllMocks();
});

describe('a wait that the vendor asks for', () => {
  const PATIENCE_MS = 4_000;
  const deadlines = { totalMs: PATIENCE_MS, firstTokenMs: PATIENCE_MS };
  const gateway = useGateway({ maximumRetries: 3, deadlines });

  it.each([false, true])('is waited for (streamed: %s)', async (stream) => {
    await atOnce(async (subject) => {
      const upstream = gateway.upstreamOf(subject);
      upstream.failWith(overloaded(120));
      const startedAt = performance.now();
      const response = await postChat(gateway, subject, { stream });
      expect(response.status).toBe(200);
      await response.text();
      expect(performance.now() - startedAt).toBeGreaterThanOrEqual(118);
      expect(upstream.requests).toHaveLength(2);
    });
  });

  it.each([false, true])(
    'is told to the client at once when it is longer than its patience (streamed: %s)',
    async (stream) => {
      await atOnce(async (subject) => {
        const upstream = gateway.upstreamOf(subject);
        upstream.failWith(overloaded(PATIENCE_MS));
        const startedAt = performance.now();
        const response = await postChat(gateway, subject, { stream });
        expect(performance.now() - startedAt).toBeLessThan(PATIENCE_MS / 2);
        expect(response.status).toBe(503);
        expect(response.headers.get('retry-after')).toBe('4');
        await readEnvelope(response);
        expect(upstream.requests).toHaveLength(1);
      });
    },
  );

  it('never adds up to more than the patience of the client', async () => {
    await atOnce(async (subject) => {
      const upstream = gateway.upstreamOf(subject);
      upstream.failWith(...Array.from({ length: 4 }, () => overloaded(1_500)));
      const startedAt = performance.now();
      const response = await postChat(gateway, subject);
      expect(performance.now() - startedAt).toBeLessThan(PATIENCE_MS);
      expect(response.status).toBe(503);
      await readEnvelope(response);
      // At 0, 1,500 and 3,000 ms; one at 4,500 would be too late.
      expect(upstream.requests).toHaveLength(3);
    });
  });

  it('counts what the attempts themselves take', async () => {
    await atOnce(async (subject) => {
      const upstream = gateway.upstreamOf(subject);
      upstream.failWith(overloaded(3_000), { type: 'silent' });
      const startedAt = performance.now();
      const response = await postChat(gateway, subject);
      expect(response.status).toBe(504);
      const { error } = await readEnvelope(response);
      expect(error.message).toContain('deadline total_ms');
      expect(performance.now() - startedAt).toBeLessThan(PATIENCE_MS + 2_000);
      expect(upstream.requests).toHaveLength(2);
    });
  });

  it.each([false, true])('ends when the client leaves (streamed: %s)', async (stream) => {
    await atOnce(async (subject) => {
      const upstream = gateway.upstreamOf(subject);
      upstream.failWith(overloaded(2_000));
      const abort = new AbortController();
      const failure = postChat(gateway, subject, { stream, signal: abort.signal }).catch(
        (error: unknown) => error,
      );
      await eventually(() => upstream.requests.length === 1, 'the vendor is asked');
      await new Promise((resolve) => setTimeout(resolve, 50));
      abort.abort();
      expect(await failure).toMatchObject({ name: 'AbortError' });
      await new Promise((resolve) => setTimeout(resolve, 2_300));
      expect(upstream.requests).toHaveLength(1);
    });
  });
});

describe('a wait of more than half a minute', () => {
  const gateway = useGateway({ maximumRetries: 2 });

  it('is left to the client', async () => {
    await atOnce(async (subject) => {
      gateway.upstreamOf(subject).failWith(overloaded(31_000));
      const response = await postChat(gateway, subject);
      expect(response.status).toBe(503);
      expect(response.headers.get('retry-after')).toBe('31');
      await response.text();
      expect(gateway.upstreamOf(subject).requests).toHaveLength(1);
    });
  });
});
