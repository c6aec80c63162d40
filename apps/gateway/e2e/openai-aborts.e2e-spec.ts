import { describe, expect, it } from '@jest/globals';
import { eventually } from 'llm-gateway/testing';
import OpenAI from 'openai';
import { useGateway } from './support/gateway-under-test.js';
import { HI, openaiClient } from './support/openai-client.js';
import { DEFAULT_TEXT } from './support/replies.js';
import { SUBJECTS } from './support/subjects.js';

const gateway = useGateway();

/** From the client's abort to the closed upstream connection, in milliseconds. */
const PATIENCE_MS = 100;

describe.each(SUBJECTS)('openai SDK, aborts with $name', (subject) => {
  const { model } = subject;
  const upstream = () => gateway.upstreamOf(subject);
  const expectAbandoned = async () => {
    const isAbandoned = () => upstream().abandoned === 1;
    const isClosed = eventually(isAbandoned, 'the upstream connection is closed', PATIENCE_MS);
    await expect(isClosed).resolves.toBeDefined();
  };
  const answersAgain = async () => {
    const { choices } = await openaiClient(gateway).chat.completions.create({
      model,
      messages: HI,
    });
    expect(choices[0]?.message.content).toBe(DEFAULT_TEXT);
  };

  it('lets go of the upstream when a whole answer is no longer wanted', async () => {
    upstream().failWith({ type: 'silent' });
    const abort = new AbortController();
    const asked = openaiClient(gateway).chat.completions.create(
      { model, messages: HI },
      { signal: abort.signal },
    );
    const outcome = asked.catch((error: unknown) => error);
    await eventually(() => upstream().requests.length === 1, 'the upstream is asked');
    abort.abort();
    await expectAbandoned();
    expect(await outcome).toBeInstanceOf(OpenAI.APIUserAbortError);
    await answersAgain();
  });

  it('lets go of the upstream when the client leaves before a stream begins', async () => {
    upstream().failWith({ type: 'silent' });
    const abort = new AbortController();
    const asked = openaiClient(gateway).chat.completions.create(
      { model, messages: HI, stream: true },
      { signal: abort.signal },
    );
    const outcome = asked.catch((error: unknown) => error);
    await eventually(() => upstream().requests.length === 1, 'the upstream is asked');
    abort.abort();
    await expectAbandoned();
    expect(await outcome).toBeInstanceOf(OpenAI.APIUserAbortError);
  });

  it('lets go of the upstream when the client leaves the iteration', async () => {
    upstream().failWith({ type: 'silent-after', frames: subject.framesToText });
    const stream = await openaiClient(gateway).chat.completions.create({
      model,
      messages: HI,
      stream: true,
    });
    let text = '';
    for await (const { choices } of stream) {
      text += choices[0]?.delta.content ?? '';
      if (text !== '') break;
    }
    expect(text).toBe('Hello');
    await expectAbandoned();
    await answersAgain();
  });

  it('lets go of the upstream when the stream is aborted', async () => {
    upstream().failWith({ type: 'silent-after', frames: subject.framesToText });
    const stream = openaiClient(gateway).chat.completions.stream({ model, messages: HI });
    stream.on('content', () => stream.abort());
    await expect(stream.finalChatCompletion()).rejects.toBeInstanceOf(OpenAI.APIUserAbortError);
    await expectAbandoned();
  });

  it('keeps the upstream connection of a complete stream for the next call', async () => {
    for (let call = 0; call < 3; call++)
      await openaiClient(gateway)
        .chat.completions.stream({ model, messages: HI })
        .finalChatCompletion();
    expect(upstream().abandoned).toBe(0);
    expect(upstream().openSockets).toBeLessThanOrEqual(2);
  });
});
