import { cpus, hostname, release } from 'node:os';
import type { Comparison } from './in-turn.js';

export interface Measurements {
  /** A second, without streaming. */
  readonly requests: Comparison;
  /** Streamed events a second. */
  readonly events: Comparison;
  /** Requests a second at which latency was measured. */
  readonly rate: number;
  /** Milliseconds on top of calling the upstream directly. */
  readonly addedP50: number;
  readonly addedP99: number;
  readonly addedFirstToken: number;
  readonly megabytes: number;
  readonly startMs: number;
}

/** A Markdown table, with the bar that each row must pass. */
export function renderReport(measured: Measurements): string {
  const { requests, events } = measured;
  const rows: readonly [string, string, string, boolean | undefined][] = [
    ['Floor (node:http + undici), requests/s', count(requests.floor), '', undefined],
    ['Gateway, requests/s', count(requests.gateway), '', undefined],
    ['Gateway / floor', ratio(requests.ratio), '≥ 0.45', requests.ratio >= 0.45],
    [
      `Added latency p50 at ${count(measured.rate)} requests/s`,
      ms(measured.addedP50),
      '< 0.5 ms',
      measured.addedP50 < 0.5,
    ],
    [
      `Added latency p99 at ${count(measured.rate)} requests/s`,
      ms(measured.addedP99),
      '< 3 ms',
      measured.addedP99 < 3,
    ],
    ['Floor (bare pipe), streamed events/s', count(events.floor), '', undefined],
    ['Gateway, streamed events/s', count(events.gateway), '', undefined],
    ['Gateway / floor, streamed', ratio(events.ratio), '≥ 0.5', events.ratio >= 0.5],
    [
      'Added delay of the first token, p50',
      ms(measured.addedFirstToken),
      '< 1 ms',
      measured.addedFirstToken < 1,
    ],
    [
      'Resident memory after the run',
      `${Math.round(measured.megabytes)} MB`,
      '< 200 MB',
      measured.megabytes < 200,
    ],
    [
      'Start until it serves',
      `${Math.round(measured.startMs)} ms`,
      '< 3000 ms',
      measured.startMs < 3_000,
    ],
  ];
  const model = cpus()[0]?.model ?? 'unknown processor';
  return [
    `Measured ${new Date().toISOString().slice(0, 10)} on ${hostname()} (${model}, ${cpus().length} cores, Linux ${release()}), Node ${process.version}.`,
    '',
    '| What | Measured | Bar | Passed |',
    '|---|--:|--:|:-:|',
    ...rows.map(
      ([what, value, bar, passed]) => `| ${what} | ${value} | ${bar} | ${mark(passed)} |`,
    ),
    '',
  ].join('\n');
}

const count = (value: number): string => Math.round(value).toLocaleString('en-US');
const ratio = (value: number): string => value.toFixed(2);
const ms = (value: number): string => `${value.toFixed(2)} ms`;

function mark(passed: boolean | undefined): string {
  if (passed === undefined) return '';
  return passed ? 'yes' : '**no**';
}
