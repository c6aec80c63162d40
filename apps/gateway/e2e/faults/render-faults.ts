import type { LoadFailure, LoadKind, LoadReport } from '../load/load-report.js';
import type { FaultRecord, FaultsResult } from './measure-faults.js';

const KINDS: Readonly<Record<LoadKind, string>> = {
  plain: 'Plain requests',
  stream: 'Streams',
  turn: 'Session turns',
};

/** The table of docs/reliability.md: fault, what clients saw, how long. */
export function renderFaults({ records, report }: FaultsResult): string {
  const kinds = Object.keys(KINDS) as LoadKind[];
  const rows = records.map((record) =>
    [
      record.fault.title,
      ...kinds.map((kind) => renderSeen(record, kind, report)),
      renderDuration(record, report),
      renderReadiness(record),
    ].join(' | '),
  );
  return [
    `| Fault | ${kinds.map((kind) => KINDS[kind]).join(' | ')} | Errors for | Readiness |`,
    `| --- | ${kinds.map(() => '---').join(' | ')} | ---: | --- |`,
    ...rows.map((row) => `| ${row} |`),
  ].join('\n');
}

function renderSeen({ fault }: FaultRecord, kind: LoadKind, report: LoadReport): string {
  const tally = report.tallies.find((it) => it.kind === kind && it.phase === fault.name);
  const failures = failuresOf(fault.name, report).filter((failure) => failure.kind === kind);
  const whats = Object.entries(Object.groupBy(failures, ({ what }) => what));
  const failed = whats.map(([what, some]) => `${some!.length} × ${what}${retryAfter(some!)}`);
  const slowest = kind === 'stream' ? '' : `, slowest ${Math.round(tally?.longest ?? 0)} ms`;
  return [`${tally?.succeeded ?? 0} whole${slowest}`, ...failed].join('<br>');
}

function retryAfter(failures: readonly LoadFailure[]): string {
  const seconds = failures[0]?.retryAfter;
  return seconds === undefined ? '' : ` (Retry-After: ${seconds})`;
}

/** From the fault until the last client that it met had its error. */
function renderDuration({ fault, startedAt }: FaultRecord, report: LoadReport): string {
  const ends = failuresOf(fault.name, report).map(({ endedAt }) => endedAt);
  return ends.length === 0 ? 'none' : `${((Math.max(...ends) - startedAt) / 1_000).toFixed(1)} s`;
}

function renderReadiness({ readiness, fewestEndpoints }: FaultRecord): string {
  return `${readiness.join(', ')}; ${fewestEndpoints} of 3 endpoints at least`;
}

function failuresOf(phase: string, { failures }: LoadReport): readonly LoadFailure[] {
  return failures.filter((failure) => failure.phase === phase);
}
