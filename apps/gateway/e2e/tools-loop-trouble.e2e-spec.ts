import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from 'llm-gateway/testing';
import { readEnvelope } from './support/envelope.js';
import { readStream } from './support/post-chat.js';
import { SessionsClient } from './support/sessions-client.js';
import { SUBJECTS } from './support/subjects.js';
import {
  WEATHER_OF_PARIS,
  startToolLoop,
  type ToolLoopUnderTest,
} from './support/tool-loop-under-test.js';

const WARM = { text: ['It is warm.'], usage: { input: 30, output: 7 } };
const subjects = SUBJECTS.filter(
  ({ variablePrefix, parallelTools }) => variablePrefix && parallelTools,
);

describe.each(subjects)('trouble in the tool loop on $name', (subject) => {
  let loop: ToolLoopUnderTest;
  let sessions: SessionsClient;

  beforeAll(async () => {
    loop = await startToolLoop(subject);
    sessions = new SessionsClient(loop.gateway);
  });
  beforeEach(() => {
    loop.upstream.reset();
    loop.service.reset();
    loop.service.answerWith({ body: { degrees: 21 } });
  });
  afterAll(() => loop.close());

  const failInRound2 = () =>
    loop.upstream
      .replyWith(WEATHER_OF_PARIS)
      .failWith({ type: 'delay', ms: 0 }, { type: 'status', status: 429 });

  it('answers a failure of the second round with its status, and keeps nothing', async () => {
    const { id } = await sessions.create();
    failInRound2();
    const failed = await loop.ask({ session_id: id });
    expect(failed.status).toBe(429);
    await readEnvelope(failed);
    expect(loop.service.requests).toHaveLength(1);
    expect(await sessions.history(id)).toEqual([]);
    loop.upstream.replyWith(WARM);
    expect((await loop.ask({ session_id: id })).status).toBe(200);
  });

  it('ends a stream whose second round fails with an error', async () => {
    const { id } = await sessions.create();
    failInRound2();
    const { text, done, error } = await readStream(
      await loop.ask({ session_id: id }, { stream: true }),
    );
    expect(text).toBe('Let me look.');
    expect([done, error?.code]).toEqual([false, expect.any(String)]);
    expect(await sessions.history(id)).toEqual([]);
    loop.upstream.replyWith(WARM);
    const next = await loop.ask({ session_id: id }, { stream: true });
    expect(await readStream(next)).toMatchObject({ text: 'It is warm.', done: true });
  });

  it('lets the upstream go when the client leaves a stream in the second round', async () => {
    loop.upstream
      .replyWith(WEATHER_OF_PARIS)
      .failWith({ type: 'delay', ms: 0 }, { type: 'silent' });
    const leaving = new AbortController();
    const response = await loop.ask({}, { stream: true, signal: leaving.signal });
    const reading = response.text();
    await eventually(() => loop.upstream.requests.length === 2, 'the second round began');
    leaving.abort();
    await expect(reading).rejects.toThrow('aborted');
    await eventually(() => loop.upstream.abandoned === 1, 'the upstream was let go');
  });

  it('says the same again under an Idempotency-Key, and runs no tool twice', async () => {
    const { id } = await sessions.create();
    const headers = { 'idempotency-key': `key-of-${id}` };
    loop.upstream.replyWith(WEATHER_OF_PARIS, WARM);
    const first = await (await loop.ask({ session_id: id }, { headers })).json();
    const second = await (await loop.ask({ session_id: id }, { headers })).json();
    expect(first).toMatchObject({ gateway: { tool_rounds: [{}] }, usage: { prompt_tokens: 50 } });
    expect(second).toEqual(first);
    expect([loop.service.requests.length, loop.upstream.requests.length]).toEqual([1, 2]);
    expect(await sessions.history(id)).toHaveLength(4);
  });

  it('takes its own stream option out of a request without tools', async () => {
    const stream_options = { include_usage: true, include_tool_events: true };
    const response = await loop.ask({ tools: undefined, stream_options }, { stream: true });
    expect((await readStream(response)).done).toBe(true);
    expect(loop.upstream.lastRequest.text).not.toMatch(/include_tool_events|"tools"/);
  });

  it('runs what the functions of old name', async () => {
    loop.upstream.replyWith(WEATHER_OF_PARIS, WARM);
    const parameters = { type: 'object', properties: { city: { type: 'string' } } };
    const functions = [{ name: 'get_weather', description: 'Weather.', parameters }];
    const response = await loop.ask({ tools: undefined, functions });
    expect(await response.json()).toMatchObject({
      choices: [{ finish_reason: 'stop', message: { content: 'Let me look.\n\nIt is warm.' } }],
    });
    expect(loop.service.requests).toHaveLength(1);
  });
});
