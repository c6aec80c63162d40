import { describe, expect, it } from '@jest/globals';
import { Agent, request, type ClientRequest, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Fault, eventually } from 'llm-gateway/testing';
import { usedHeap } from './support/collect-garbage.js';
import { useGateway } from './support/gateway-under-test.js';
import { SUBJECTS, type Subject } from './support/subjects.js';

const gateway = useGateway();

const WARM_UP = 500;
const STREAMS = 2_000;
const CONCURRENCY = 50;
/** Far above the noise of a heap, far below one request with its buffers. */
const LEAK_BYTES_PER_STREAM = 2_048;

const agent = new Agent({ keepAlive: true, maxSockets: CONCURRENCY });

function ask(model: string): ClientRequest {
  const asked = request(`${gateway.url}/v1/chat/completions`, {
    method: 'POST',
    agent,
    headers: { 'content-type': 'application/json' },
  });
  asked.on('error', () => {});
  const messages = [{ role: 'user', content: 'Hi' }];
  return asked.end(JSON.stringify({ model, messages, stream: true }));
}

/** When the client leaves: before any answer, at once, with the headers, with the first bytes. */
const MOMENTS = ['unanswered', 'at once', 'headers', 'bytes'] as const;

async function abortOne(subject: Subject, moment: (typeof MOMENTS)[number]): Promise<void> {
  const asked = ask(subject.model);
  switch (moment) {
    case 'at once':
      break;
    case 'unanswered':
      await sleep(15);
      break;
    case 'headers':
      await once(asked, 'response');
      break;
    case 'bytes':
      await once((await once(asked, 'response'))[0] as IncomingMessage, 'data');
  }
  asked.destroy();
}

/** Aborts so many streams, and waits until every upstream connection is closed. Returns how many there were. */
async function abortBlock(streams: number, moment: (typeof MOMENTS)[number]): Promise<number> {
  gateway.reset();
  for (const subject of SUBJECTS) {
    const fault: Fault =
      moment === 'unanswered'
        ? { type: 'silent' }
        : { type: 'silent-after', frames: subject.framesToText };
    gateway.upstreamOf(subject).failWith(...Array.from({ length: streams }, () => fault));
  }
  let next = 0;
  const work = async () => {
    while (next < streams) await abortOne(SUBJECTS[next++ % SUBJECTS.length]!, moment);
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  const areClosed = () =>
    gateway.upstreams.every(
      ({ requests, abandoned, openSockets }) => abandoned === requests.length && openSockets === 0,
    );
  await eventually(areClosed, 'every upstream connection is closed', 15_000);
  return gateway.upstreams.reduce((sum, { requests }) => sum + requests.length, 0);
}

async function abortMany(streams: number): Promise<number> {
  let reached = 0;
  for (const moment of MOMENTS) reached += await abortBlock(streams / MOMENTS.length, moment);
  gateway.reset();
  return reached;
}

describe('soak', () => {
  it(`keeps nothing of ${STREAMS} aborted streams`, async () => {
    await abortMany(WARM_UP);
    const before = await usedHeap();
    const reached = await abortMany(STREAMS - WARM_UP);
    const after = await usedHeap();
    // Those who leave at once may be gone before their request goes upstream.
    expect(reached).toBeGreaterThan((STREAMS - WARM_UP) / 4);
    expect((after - before) / (STREAMS - WARM_UP)).toBeLessThan(LEAK_BYTES_PER_STREAM);
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
    expect(metrics).toMatch(/^llm_gateway_requests_in_flight 1$/m);
  }, 90_000);
});
