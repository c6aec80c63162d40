import { LoadConnection, type Answer } from './load-connection.js';

export interface LoadResult {
  readonly answers: readonly Answer[];
  readonly seconds: number;
}

/** As many requests as the connections can carry, each sending its next when it has its answer. */
export async function saturate(
  port: number,
  body: string,
  connections: number,
  seconds: number,
): Promise<LoadResult> {
  const answers: Answer[] = [];
  const startedAt = performance.now();
  const end = startedAt + seconds * 1_000;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const connection = new LoadConnection(port, body);
      while (performance.now() < end) answers.push(await connection.send());
      connection.close();
    }),
  );
  return { answers, seconds: (performance.now() - startedAt) / 1_000 };
}

/**
 * A fixed rate, whatever the server does: a request that finds no free connection waits, and its
 * wait counts, so that a stall shows in full.
 */
export async function sustain(
  port: number,
  body: string,
  requestsPerSecond: number,
  seconds: number,
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  const idle: LoadConnection[] = [];
  const all: LoadConnection[] = [];
  const running: Promise<void>[] = [];
  const startedAt = performance.now();
  const total = Math.floor(requestsPerSecond * seconds);
  for (let sent = 0; sent < total;) {
    const due = Math.min(
      total,
      Math.ceil(((performance.now() - startedAt) / 1_000) * requestsPerSecond),
    );
    for (; sent < due; sent++) {
      const connection = idle.pop() ?? open();
      running.push(ask(connection));
    }
    await new Promise(setImmediate);
  }
  await Promise.all(running);
  for (const connection of all) connection.close();
  return answers;

  async function ask(connection: LoadConnection): Promise<void> {
    answers.push(await connection.send());
    idle.push(connection);
  }

  function open(): LoadConnection {
    const connection = new LoadConnection(port, body);
    all.push(connection);
    return connection;
  }
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
