import { Client } from 'undici';
import { chatBody } from './sessions-fixture.js';
import { percentile } from './load.js';

const WARM_UP_ROUNDS = 1_500;
const ROUNDS = 3_000;

/** Milliseconds of each request, in the order in which they were sent. */
export interface SessionLatencies {
  readonly stateless: readonly number[];
  readonly inSession: readonly number[];
  readonly create: readonly number[];
  readonly read: readonly number[];
}

/**
 * One request after the other on one connection, the four kinds in turn, so that whatever else the
 * machine does meets all of them alike. Each round takes another session.
 */
export async function measureSessions(
  port: number,
  ids: readonly string[],
): Promise<SessionLatencies> {
  const client = new Client(`http://127.0.0.1:${port}`);
  const measured = { stateless: [], inSession: [], create: [], read: [] } as Record<
    keyof SessionLatencies,
    number[]
  >;
  const time = async (kind: keyof SessionLatencies, path: string, body?: string) => {
    const startedAt = performance.now();
    const response = await client.request({
      path,
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'content-type': 'application/json' },
      ...(body !== undefined && { body }),
    });
    await response.body.dump();
    if (response.statusCode >= 300) throw new Error(`${path}: ${response.statusCode}`);
    measured[kind].push(performance.now() - startedAt);
  };
  const stateless = chatBody();
  for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round += 1) {
    const id = ids[(round * 7_919) % ids.length]!;
    await time('stateless', '/v1/chat/completions', stateless);
    await time('inSession', '/v1/chat/completions', chatBody(id));
    await time('create', '/v1/sessions', '{}');
    await time('read', `/v1/sessions/${id}`);
  }
  await client.close();
  return {
    stateless: measured.stateless.slice(WARM_UP_ROUNDS),
    inSession: measured.inSession.slice(WARM_UP_ROUNDS),
    create: measured.create.slice(WARM_UP_ROUNDS),
    read: measured.read.slice(WARM_UP_ROUNDS),
  };
}

/** What the session adds to a chat at this percentile, in milliseconds. */
export function addedBySession(latencies: SessionLatencies, share: number): number {
  return percentile(latencies.inSession, share) - percentile(latencies.stateless, share);
}
