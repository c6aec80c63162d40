import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Fault } from 'llm-gateway/testing';
import { readEnvelope } from './support/envelope.js';
import { useGateway } from './support/gateway-under-test.js';
import { postChat, readStream } from './support/post-chat.js';
import { DEFAULT_TEXT } from './support/replies.js';
import { SUBJECTS } from './support/subjects.js';

const gateway = useGateway({ maximumRetries: 2 });

const status = (number: number, headers: Record<string, string> = {}): Fault => ({
  type: 'status',
  status: number,
  headers,
});

/** No jitter: the gateway waits for nothing but what the vendor asks for. */
beforeEach(() => {
  jest.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(() => {
  jest.restoreAllMocks();
});

const PASSING: readonly (readonly [string, Fault])[] = [
  ...[408, 409, 429, 500, 502, 503, 504, 529].map(
    (number) => [`status ${number}`, status(number, { 'retry-after-ms': '1' })] as const,
  ),
  ['a reset', { type: 'reset' }],
  ['a reset after the headers', { type: 'reset-after', frames: 0 }],
  ['a page in place of an answer', { type: 'malformed' }],
  ['an answer of no bytes', { type: 'cut-after', frames: 0 }],
];

const LASTING: readonly (readonly [string, Fault])[] = [400, 401, 403, 404, 413, 422].map(
  (number) => [`status ${number}`, status(number)] as const,
);

describe.each(SUBJECTS)('retries of $name', (subject) => {
  const upstream = () => gateway.upstreamOf(subject);

  describe.each([false, true])('streamed: %s', (stream) => {
    it.each(PASSING)('%s, twice, is not seen by the client', async (_name, fault) => {
      upstream().failWith(fault, fault);
      const response = await postChat(gateway, subject, { stream });
      expect(response.status).toBe(200);
      expect(await textOf(response, stream)).toBe(DEFAULT_TEXT);
      expect(upstream().requests).toHaveLength(3);
      const [first, ...others] = upstream().requests.map(({ text }) => text);
      expect(others).toEqual([first, first]);
    });

    it.each(PASSING)('%s is given up after two retries', async (_name, fault) => {
      upstream().failWith(fault, fault, fault, fault);
      const response = await postChat(gateway, subject, { stream });
      expect(response.status).toBeGreaterThanOrEqual(429);
      await readEnvelope(response);
      expect(upstream().requests).toHaveLength(3);
    });

    it.each(LASTING)('%s is not tried again', async (_name, fault) => {
      upstream().failWith(fault);
      const response = await postChat(gateway, subject, { stream });
      expect(response.status).toBeGreaterThanOrEqual(400);
      await readEnvelope(response);
      expect(upstream().requests).toHaveLength(1);
    });
  });

  it.each(['cut-after', 'error-after', 'malformed-after', 'reset-after'] as const)(
    '%s before the first text of a stream is tried again',
    async (type) => {
      const fault = { type, frames: subject.silentFrames };
      upstream().failWith(fault, fault);
      const response = await postChat(gateway, subject, { stream: true });
      expect(await readStream(response)).toMatchObject({ text: DEFAULT_TEXT, done: true });
      expect(upstream().requests).toHaveLength(3);
    },
  );

  it.each(['cut-after', 'error-after', 'malformed-after', 'reset-after'] as const)(
    '%s after the first text of a stream is not: no word comes twice',
    async (type) => {
      upstream().failWith({ type, frames: subject.framesToText });
      const response = await postChat(gateway, subject, { stream: true });
      expect(await readStream(response)).toMatchObject({ text: 'Hello', done: false });
      expect(upstream().requests).toHaveLength(1);
    },
  );
});

async function textOf(response: Response, stream: boolean): Promise<string> {
  if (stream) return (await readStream(response)).text;
  const { choices } = (await response.json()) as Completion;
  return choices[0].message.content;
}

interface Completion {
  readonly choices: readonly [{ readonly message: { readonly content: string } }];
}
