import { describe, expect, it } from '@jest/globals';
import { eventually } from './support/eventually.js';
import { readEnvelope } from './support/envelope.js';
import { useGateway } from './support/gateway-under-test.js';
import { eventsOf, readArrivals } from './support/read-events.js';
import { SUBJECTS, type Subject } from './support/subjects.js';

const HEARTBEAT_MS = 50;
const FRAME_MS = 30;
const gateway = useGateway({
  deadlines: { headersMs: 6 * HEARTBEAT_MS },
  environment: { LLM_GATEWAY_HEARTBEAT_MS: String(HEARTBEAT_MS) },
});

function stream({ model }: Subject, signal?: AbortSignal): Promise<Response> {
  return fetch(`${gateway.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model, stream: true, messages: [{ role: 'user', content: 'Hi' }] }),
    ...(signal && { signal }),
  });
}

describe.each(SUBJECTS)('server-sent events of $name', (subject) => {
  const upstream = () => gateway.upstreamOf(subject);

  it('have the headers that keep proxies from touching them', async () => {
    const response = await stream(subject);
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(response.headers.get('x-accel-buffering')).toBe('no');
    expect(response.headers.get('content-length')).toBeNull();
    await response.text();
  });

  it('are framed one by one and end in [DONE]', async () => {
    const text = await (await stream(subject)).text();
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
    expect(text).not.toContain('\r');
    const events = eventsOf(text);
    for (const event of events.slice(0, -1)) {
      const isComment = event.startsWith(':');
      const data = isComment ? '{"choices":[]}' : event.slice('data: '.length);
      expect(event.startsWith('data: ') || isComment).toBe(true);
      expect(JSON.parse(data)).toHaveProperty('choices');
    }
    expect(events.filter((event) => event.includes('[DONE]'))).toHaveLength(1);
  });

  it('arrive as the upstream sends them', async () => {
    const pieces = ['one ', 'two ', 'three ', 'four '];
    upstream().replyWith({ text: pieces });
    upstream().frameDelayMs = FRAME_MS;
    const arrivals = await readArrivals(await stream(subject));
    const times = pieces.map((piece) => arrivals.find(({ text }) => text.includes(piece))?.atMs);
    expect(times).not.toContain(undefined);
    for (const [index, time] of times.slice(1).entries())
      expect(time! - times[index]!).toBeGreaterThan(FRAME_MS / 2);
  });

  it('get a comment while the upstream is silent, and nothing breaks', async () => {
    upstream().failWith({ type: 'delay', ms: 4 * HEARTBEAT_MS });
    const text = await (await stream(subject)).text();
    const comments = eventsOf(text).filter((event) => event.startsWith(': keep-alive'));
    expect(comments.length).toBeGreaterThanOrEqual(2);
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
  });

  it('end in an error event, not in [DONE], when the upstream breaks off', async () => {
    upstream().failWith({ type: 'cut-after', frames: subject.framesToText });
    const text = await (await stream(subject)).text();
    const last = eventsOf(text).at(-1)!;
    expect(JSON.parse(last.slice('data: '.length))).toMatchObject({
      error: { code: 'provider_stream_interrupted', provider: subject.name },
      request_id: expect.stringMatching(/^req_/),
    });
    expect(text).not.toContain('[DONE]');
  });

  it('are not begun for a failure that has a status', async () => {
    upstream().failWith({ type: 'status', status: 429 });
    const response = await stream(subject);
    expect(response.status).toBe(429);
    const { error } = await readEnvelope(response);
    expect(error.provider).toBe(subject.name);
  });

  it('stop at the upstream when the client leaves', async () => {
    upstream().failWith({ type: 'silent-after', frames: subject.framesToText });
    const abort = new AbortController();
    const response = await stream(subject, abort.signal);
    await response.body!.getReader().read();
    abort.abort();
    const ms = await eventually(() => upstream().abandoned === 1, 'the upstream is closed', 100);
    expect(ms).toBeLessThan(100);
  });
});

// All at once, since the HTTP client's clock ticks twice a second.
it('a failure after a comment is an error event', async () => {
  const texts = SUBJECTS.map(async (subject) => {
    gateway.upstreamOf(subject).failWith({ type: 'silent' });
    return (await stream(subject)).text();
  });
  for (const text of await Promise.all(texts)) {
    const events = eventsOf(text);
    expect(events[0]).toBe(': keep-alive');
    expect(events.at(-1)).toContain('"code":"provider_timeout"');
    expect(text).not.toContain('[DONE]');
  }
});
