import type { RehearsalResult } from '../cluster/rehearse-rolling-deploy.js';
import type { LoadKind } from '../load/load-report.js';

const KINDS: readonly (readonly [LoadKind, string])[] = [
  ['plain', 'Plain requests'],
  ['stream', 'Streams'],
  ['turn', 'Session turns with a tool loop'],
];

/** What clients saw before and during the roll. */
export function renderRollingDeploy({ report, ends, rolledForMs }: RehearsalResult): string {
  const tallyOf = (kind: LoadKind, phase: string) =>
    report.tallies.find((tally) => tally.kind === kind && tally.phase === phase);
  const rows = KINDS.map(([kind, title]) => {
    const [before, during] = [tallyOf(kind, 'before'), tallyOf(kind, 'during')];
    const failed = report.failures.filter((failure) => failure.kind === kind).length;
    return [
      title,
      during?.succeeded,
      failed,
      ...[before, during].map((tally) => `${ms(tally?.p50)} / ${ms(tally?.p99)}`),
    ].join(' | ');
  });
  const drains = ends.map(({ tookMs }) => tookMs / 1_000).toSorted((one, other) => one - other);
  const seconds = (value: number | undefined) => `${value?.toFixed(1)} s`;
  return [
    '| | Whole, during the roll | Failed or cut | p50 / p99 before | p50 / p99 during |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...rows.map((row) => `| ${row} |`),
    '',
    `${ends.length} replicas were replaced in ${Math.round(rolledForMs / 1_000)} s. Each took ` +
      `${seconds(drains[0])} to ${seconds(drains.at(-1))} from SIGTERM to its end; ` +
      `${ends.filter(({ exit }) => exit === 0).length} ended with exit code 0. Of ${report.turns} ` +
      `turns in sessions, ${report.wrongTurns.length} were lost, doubled or half.`,
  ].join('\n');
}

function ms(value: number | undefined): string {
  return value === undefined ? '' : `${Math.round(value)} ms`;
}
