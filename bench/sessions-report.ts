import { percentile } from './load.js';
import { MESSAGES_PER_SESSION } from './sessions-fixture.js';
import { addedBySession, type SessionLatencies } from './sessions-load.js';

export interface SessionMeasurements {
  readonly sessions: number;
  /** Of Redis' memory, keys and indexes included. */
  readonly bytesPerMessage: number;
  readonly onRedis: SessionLatencies;
  readonly embedded: SessionLatencies;
}

/** A Markdown table, a column for each store. */
export function renderSessionsReport(measured: SessionMeasurements): string {
  const { sessions, bytesPerMessage, onRedis, embedded } = measured;
  const row = (what: string, of: (latencies: SessionLatencies) => number, bar = '') =>
    `| ${what} | ${ms(of(onRedis))} | ${ms(of(embedded))} | ${bar} |`;
  return [
    `With ${sessions.toLocaleString('en-US')} sessions of ${MESSAGES_PER_SESSION} messages, Node ${process.version}.`,
    '',
    '| What | Redis | Embedded | Bar |',
    '|---|--:|--:|--:|',
    row('A session adds to a chat, p50', (of) => addedBySession(of, 0.5), '1.5 ms, 1 ms'),
    row('A session adds to a chat, p99', (of) => addedBySession(of, 0.99)),
    row('Chat in a session, p99', at('inSession', 0.99)),
    row('Create, p99', at('create', 0.99)),
    row('Read, p99', at('read', 0.99)),
    `| Memory of Redis for a message | ${Math.round(bytesPerMessage)} bytes | | |`,
    '',
  ].join('\n');
}

function at(kind: keyof SessionLatencies, share: number) {
  return (latencies: SessionLatencies) => percentile(latencies[kind], share);
}

function ms(value: number): string {
  return `${value.toFixed(2)} ms`;
}
