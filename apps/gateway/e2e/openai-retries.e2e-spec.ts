import { describe, expect, it } from '@jest/globals';
import OpenAI from 'openai';
import type { Fault } from 'llm-gateway/testing';
import { useGateway } from './support/gateway-under-test.js';
import { HI, openaiClient } from './support/openai-client.js';
import { DEFAULT_TEXT } from './support/replies.js';
import { SUBJECTS } from './support/subjects.js';

const HEADERS_MS = 1_500;
const gateway = useGateway({ maximumRetries: 1, deadlines: { headersMs: HEADERS_MS } });

const overloaded: Fault = { type: 'status', status: 529, headers: { 'retry-after-ms': '1' } };

describe.each(SUBJECTS)('openai SDK, retries and deadlines with $name', (subject) => {
  const { model } = subject;
  const upstream = () => gateway.upstreamOf(subject);
  const ask = (stream: boolean, retries = 0) =>
    openaiClient(gateway, retries).chat.completions.create({ model, messages: HI, stream });

  it('hides one failure from the client', async () => {
    upstream().failWith(overloaded);
    const completion = await openaiClient(gateway)
      .chat.completions.stream({ model, messages: HI })
      .finalChatCompletion();
    expect(completion.choices[0]?.message.content).toBe(DEFAULT_TEXT);
    expect(upstream().requests).toHaveLength(2);
  });

  it('repeats a stream that failed before its first word', async () => {
    upstream().failWith({ type: 'cut-after', frames: subject.silentFrames });
    const completion = await openaiClient(gateway)
      .chat.completions.stream({ model, messages: HI })
      .finalChatCompletion();
    expect(completion.choices[0]?.message.content).toBe(DEFAULT_TEXT);
    expect(upstream().requests).toHaveLength(2);
  });

  it('does not repeat what the client asked wrongly, and keeps its SDK from doing so', async () => {
    upstream().failWith({ type: 'status', status: 400 });
    await expect(ask(false, 2)).rejects.toBeInstanceOf(OpenAI.BadRequestError);
    expect(upstream().requests).toHaveLength(1);
  });
});

// All at once, since each takes a second: the HTTP client's clock is that coarse.
it('answers 504 once, not three times, for a silent upstream', async () => {
  const outcomes = SUBJECTS.map(async (subject, index) => {
    const upstream = gateway.upstreamOf(subject).failWith({ type: 'silent' });
    const asked = openaiClient(gateway, 2).chat.completions.create({
      model: subject.model,
      messages: HI,
      stream: index % 2 === 0,
    });
    await expect(asked).rejects.toMatchObject({
      status: 504,
      code: 'provider_timeout',
      error: { provider: subject.name },
      message: expect.stringContaining(`${HEADERS_MS} ms`),
    });
    expect(upstream.requests).toHaveLength(1);
  });
  await Promise.all(outcomes);
});
