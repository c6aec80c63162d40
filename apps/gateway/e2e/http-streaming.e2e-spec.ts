import { describe, expect, it } from '@jest/globals';
import { type Fault, eventually } from 'llm-gateway/testing';
import { useGateway } from './support/gateway-under-test.js';
import { eventsOf, readUntil } from './support/read-events.js';
import { SUBJECTS, type Subject } from './support/subjects.js';

const HEARTBEAT_MS = 50;
const gateway = useGateway({
  deadlines: { headersMs: 1_000 },
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

  it.each([
    ['"content":"Hello"', 0],
    ['"content":", "', 2],
  ])('arrive as soon as they are sent: %s', async (piece, more) => {
    // Nothing comes after it, so that a buffer anywhere would keep it.
    upstream().failWith({ type: 'silent-after', frames: subject.framesToText + more });
    const abort = new AbortController();
    const response = await stream(subject, abort.signal);
    expect(await readUntil(response, piece)).toContain(piece);
    abort.abort();
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

  it('stop at the upstream when the client leaves', async () => {
    upstream().failWith({ type: 'silent-after', frames: subject.framesToText });
    const abort = new AbortController();
    const response = await stream(subject, abort.signal);
    await response.body!.getReader().read();
    abort.abort();
    const isClosed = eventually(() => upstream().abandoned === 1, 'the upstream is closed', 100);
    await expect(isClosed).resolves.toBeDefined();
  });
});

// All at once, since they only wait.
describe('a silent upstream', () => {
  const streams = (fault: Fault) =>
    SUBJECTS.map(async (subject) => {
      gateway.upstreamOf(subject).failWith(fault);
      return eventsOf(await (await stream(subject)).text());
    });

  it('is covered up with comments, and nothing breaks', async () => {
    for (const events of await Promise.all(streams({ type: 'delay', ms: 8 * HEARTBEAT_MS }))) {
      const comments = events.filter((event) => event === ': keep-alive');
      expect(comments.length).toBeGreaterThanOrEqual(2);
      expect(events.at(-1)).toBe('data: [DONE]');
    }
  });

  it('that fails after a comment makes an error event', async () => {
    for (const events of await Promise.all(streams({ type: 'silent' }))) {
      expect(events[0]).toBe(': keep-alive');
      expect(events.at(-1)).toContain('"code":"provider_timeout"');
      expect(events).not.toContain('data: [DONE]');
    }
  });
});
