import { describe, expect, it } from '@jest/globals';
import OpenAI, { type APIError } from 'openai';
import type { Fault } from 'llm-gateway/testing';
import { useGateway } from './support/gateway-under-test.js';
import { HI, openaiClient } from './support/openai-client.js';
import { DEFAULT_TEXT } from './support/replies.js';
import { SUBJECTS } from './support/subjects.js';

const gateway = useGateway();

type Failing = () => Promise<unknown>;

async function errorOf(failing: Failing): Promise<APIError> {
  const error = await failing().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof OpenAI.APIError))
    throw new Error(`No APIError but ${String(error)}.`, { cause: error });
  return error;
}

const status = (number: number, headers: Record<string, string> = {}): Fault => ({
  type: 'status',
  status: number,
  headers,
});

/** Worded so that Ollama, whose 404 may also be a wrong address, is understood. */
const MISSING_MODEL: Fault = {
  type: 'status',
  status: 404,
  body: JSON.stringify({ error: "model 'x' not found" }),
};

const STATUSES = [
  [status(400), OpenAI.BadRequestError, 400, 'provider_rejected_request', false],
  [status(401), OpenAI.InternalServerError, 502, 'provider_auth_error', false],
  [status(403), OpenAI.InternalServerError, 502, 'provider_auth_error', false],
  [MISSING_MODEL, OpenAI.NotFoundError, 404, 'model_not_found', false],
  [status(429), OpenAI.RateLimitError, 429, 'rate_limit_exceeded', true],
  [status(500), OpenAI.InternalServerError, 502, 'provider_error', true],
  [status(502), OpenAI.InternalServerError, 502, 'provider_error', true],
  [
    status(503, { 'retry-after': '7' }),
    OpenAI.InternalServerError,
    503,
    'provider_overloaded',
    true,
  ],
  [status(504), OpenAI.InternalServerError, 502, 'provider_error', true],
  [{ type: 'reset' }, OpenAI.InternalServerError, 502, 'provider_unreachable', true],
  [{ type: 'malformed' }, OpenAI.InternalServerError, 502, 'provider_invalid_response', true],
] as const;

describe.each(SUBJECTS)('openai SDK, errors of $name', (subject) => {
  const { model, name } = subject;
  const upstream = () => gateway.upstreamOf(subject);
  const ask = (stream: boolean) =>
    openaiClient(gateway).chat.completions.create({ model, messages: HI, stream });

  describe.each([false, true])('streamed: %s', (stream) => {
    it.each(STATUSES)(
      'upstream %j is %p with status %i, code %s',
      async (fault, ErrorClass, expected, code, retry) => {
        upstream().failWith(fault);
        const error = await errorOf(() => ask(stream));
        expect(error).toBeInstanceOf(ErrorClass);
        expect(error).toMatchObject({ status: expected, code });
        expect(error.requestID).toMatch(/^req_/);
        expect((error.error as { provider?: string }).provider).toBe(name);
        expect(error.headers?.get('x-should-retry')).toBe(retry ? null : 'false');
        expect(upstream().requests).toHaveLength(1);
      },
    );

    it('passes the wait that the upstream asks for', async () => {
      upstream().failWith(status(429, { 'retry-after': '7' }));
      const error = await errorOf(() => ask(stream));
      expect(error.headers?.get('retry-after')).toBe('7');
    });
  });

  it('throws when the upstream fails before the first word of a stream', async () => {
    upstream().failWith({ type: 'error-after', frames: subject.silentFrames });
    const error = await errorOf(() => ask(true));
    expect(error.status).toBeGreaterThanOrEqual(400);
    expect(error.code).toMatch(/^provider_/);
  });

  it.each([
    ['error-after', /^provider_(error|overloaded)$/],
    ['cut-after', /^provider_stream_interrupted$/],
    ['reset-after', /^provider_unreachable$/],
    ['malformed-after', /^provider_invalid_response$/],
  ] as const)('throws inside the stream on %s', async (type, code) => {
    upstream().failWith({ type, frames: subject.framesToText });
    const stream = await openaiClient(gateway).chat.completions.create({
      model,
      messages: HI,
      stream: true,
    });
    let text = '';
    const error = await errorOf(async () => {
      for await (const { choices } of stream) text += choices[0]?.delta.content ?? '';
    });
    expect(text).toBe('Hello');
    expect(error.code).toMatch(code);
    expect(error.message).not.toBe('');
  });

  it('fails the stream helper too', async () => {
    upstream().failWith({ type: 'cut-after', frames: subject.framesToText });
    const stream = openaiClient(gateway).chat.completions.stream({ model, messages: HI });
    await expect(stream.finalChatCompletion()).rejects.toBeInstanceOf(OpenAI.APIError);
  });

  it('reads a stream whose bytes are cut anywhere', async () => {
    upstream().failWith({ type: 'chop', bytes: 19 });
    const completion = await openaiClient(gateway)
      .chat.completions.stream({ model, messages: HI })
      .finalChatCompletion();
    expect(completion.choices[0]?.message.content).toBe(DEFAULT_TEXT);
  });
});
