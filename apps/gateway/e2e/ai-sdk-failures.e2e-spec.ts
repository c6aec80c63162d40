import { describe, expect, it } from '@jest/globals';
import { APICallError, generateText, streamText } from 'ai';
import { eventually } from 'llm-gateway/testing';
import { aiSdkModel } from './support/ai-sdk.js';
import { useGateway } from './support/gateway-under-test.js';
import { SUBJECTS } from './support/subjects.js';

const gateway = useGateway();

describe.each(SUBJECTS)('AI SDK, failures of $name', (subject) => {
  const upstream = () => gateway.upstreamOf(subject);
  const ask = () => ({ model: aiSdkModel(gateway, subject.model), prompt: 'Hi', maxRetries: 0 });

  it.each([
    [400, 400, false],
    [401, 502, true],
    [429, 429, true],
    [500, 502, true],
  ])('makes an upstream %i an APICallError with %i', async (status, answered, isRetryable) => {
    upstream().failWith({ type: 'status', status });
    const error: unknown = await generateText(ask()).catch((thrown: unknown) => thrown);
    expect(APICallError.isInstance(error)).toBe(true);
    // The AI SDK goes by the status alone; it knows no x-should-retry.
    expect(error).toMatchObject({
      statusCode: answered,
      isRetryable,
      message: expect.stringContaining('Fake failure'),
      data: { error: { code: expect.any(String) } },
    });
  });

  it.each(['error-after', 'cut-after', 'reset-after', 'malformed-after'] as const)(
    'tells of %s inside a stream',
    async (type) => {
      upstream().failWith({ type, frames: subject.framesToText });
      const errors: unknown[] = [];
      const result = streamText({ ...ask(), onError: ({ error }) => void errors.push(error) });
      const parts: string[] = [];
      for await (const part of result.stream) parts.push(part.type);
      expect(errors).toHaveLength(1);
      expect(parts).toContain('text-delta');
      expect(parts).toContain('error');
    },
  );

  it('lets go of the upstream when it is aborted', async () => {
    upstream().failWith({ type: 'silent-after', frames: subject.framesToText });
    const abort = new AbortController();
    const result = streamText({ ...ask(), abortSignal: abort.signal });
    const parts: string[] = [];
    for await (const part of result.stream) {
      parts.push(part.type);
      if (part.type === 'text-delta') abort.abort();
    }
    expect(parts).toContain('abort');
    const isClosed = eventually(() => upstream().abandoned === 1, 'the upstream is closed', 100);
    await expect(isClosed).resolves.toBeDefined();
  });
});
