import { beforeAll, describe, expect, it } from '@jest/globals';
import { measureFaults, type FaultRecord, type FaultsResult } from './faults/measure-faults.js';
import { SHORT_FAULTS } from './faults/rehearsals.js';
import type { LoadKind } from './load/load-report.js';

/** Errors that no application takes for an answer. */
const OPEN_FAILURE =
  /^(no answer: .+|answer cut|stream cut|stream with error [a-z_]+|50[23] .+|409 session_busy)$/;
/** On a busy machine; a client that is not told waits for ever. */
const AT_ONCE_MS = 5_000;

/** nginx is as Debian packs it. */
const onLinux = process.platform === 'linux' ? describe : describe.skip;

onLinux('faults under load', () => {
  let result: FaultsResult;

  beforeAll(async () => {
    result = await measureFaults(SHORT_FAULTS);
  }, 180_000);

  const recordOf = (name: string): FaultRecord =>
    result.records.find(({ fault }) => fault.name === name)!;
  const failuresIn = (phase: string, ...kinds: readonly LoadKind[]) =>
    result.report.failures.filter(
      (failure) => failure.phase === phase && (kinds.length === 0 || kinds.includes(failure.kind)),
    );
  const tallyOf = (phase: string, kind: LoadKind) =>
    result.report.tallies.find((tally) => tally.phase === phase && tally.kind === kind)!;

  it('never give an answer that is not whole, and lose no turn', () => {
    for (const { what } of result.report.failures) expect(what).toMatch(OPEN_FAILURE);
    expect(result.report.wrongTurns).toEqual([]);
  });

  it('are over when they are over', () => {
    expect(failuresIn('calm')).toEqual([]);
    expect(tallyOf('calm', 'stream').succeeded).toBeGreaterThan(0);
  });

  describe('a replica that is killed', () => {
    it('cuts its own streams at once, openly, and no others', () => {
      const cut = failuresIn('replica-killed', 'stream').filter(
        ({ what }) => what === 'stream cut',
      );
      expect(cut.length).toBeGreaterThan(0);
      expect(cut.length).toBeLessThan(SHORT_FAULTS.plan.streams);
      const { startedAt } = recordOf('replica-killed');
      for (const { endedAt } of cut) expect(endedAt - startedAt).toBeLessThan(AT_ONCE_MS);
      expect(tallyOf('replica-killed', 'stream').succeeded).toBeGreaterThan(0);
    });

    it('leaves the endpoints, and is met no more', () => {
      const { startedAt, endedAt, fewestEndpoints, readiness } = recordOf('replica-killed');
      expect(fewestEndpoints).toBe(2);
      expect(readiness).toContain('no answer');
      const { probePeriodMs, probeTimeoutMs, failureThreshold, propagationMs } =
        SHORT_FAULTS.timings;
      const noticedMs = failureThreshold * (probePeriodMs + probeTimeoutMs) + propagationMs;
      const late = failuresIn('replica-killed').filter(
        ({ what, startedAt: askedAt }) =>
          // An answer came from a replica that lives, whatever it says.
          !what.startsWith('503') && askedAt > Math.min(startedAt + noticedMs + 2_000, endedAt),
      );
      expect(late).toEqual([]);
    });
  });

  describe.each(['redis-restarted', 'redis-frozen'])('%s', (name) => {
    it('meets sessions only, with a 503 that says when to come again', () => {
      expect(failuresIn(name, 'plain', 'stream')).toEqual([]);
      const failed = failuresIn(name, 'turn');
      const refused = failed.filter(({ what }) => what === '503 session_store_unavailable');
      expect(refused.length).toBeGreaterThan(0);
      expect(new Set(refused.map(({ retryAfter }) => retryAfter))).toEqual(new Set(['1']));
      // A stream that has begun cannot have a status any more.
      const others = failed.filter((failure) => !refused.includes(failure));
      for (const { what } of others)
        expect(what).toBe('stream with error session_store_unavailable');
    });
  });

  describe('a search service that hangs', () => {
    it('fails nobody: the model reads that the tool did', () => {
      expect(failuresIn('search-hung')).toEqual([]);
    });

    it('takes no replica out of service', () => {
      const { readiness, fewestEndpoints } = recordOf('search-hung');
      expect(readiness).toContain('200 degraded');
      expect(fewestEndpoints).toBe(3);
    });

    it('is asked no more after a while, so that turns are quick again', () => {
      const { succeeded, p50, longest } = tallyOf('search-hung', 'turn');
      const timeoutMs = Number(SHORT_FAULTS.environment!['LLM_GATEWAY_TOOL_TIMEOUT_MS']);
      expect(succeeded).toBeGreaterThan(0);
      expect(longest).toBeGreaterThan(timeoutMs);
      expect(p50).toBeLessThan(timeoutMs);
    });
  });
});
