import { beforeAll, describe, expect, it } from '@jest/globals';
import type { LoadKind } from './load/load-report.js';
import { FULL_REHEARSAL, SHORT_REHEARSAL } from './cluster/rehearsals.js';
import { rehearseRollingDeploy, type RehearsalResult } from './cluster/rehearse-rolling-deploy.js';

/** `ROLLING_DEPLOY=full npm test -- rolling-deploy` for the long run. */
const REHEARSAL = process.env['ROLLING_DEPLOY'] === 'full' ? FULL_REHEARSAL : SHORT_REHEARSAL;

/** nginx is as Debian packs it. */
const onLinux = process.platform === 'linux' ? describe : describe.skip;

onLinux(`a rolling deploy of ${REHEARSAL.replicas} replicas, ${REHEARSAL.rounds} times`, () => {
  let result: RehearsalResult;

  beforeAll(async () => {
    result = await rehearseRollingDeploy(REHEARSAL);
  }, REHEARSAL.rounds * 300_000);

  const succeeded = (kind: LoadKind, phase: string) =>
    result.report.tallies.find((tally) => tally.kind === kind && tally.phase === phase)?.succeeded;

  it('is not noticed: no request fails, and no stream is cut', () => {
    expect(result.report.failures).toEqual([]);
    for (const kind of ['plain', 'stream', 'turn'] as const)
      expect(succeeded(kind, 'during')).toBeGreaterThan(REHEARSAL.rounds * 20);
  });

  it('keeps every turn of every session, and each of them once', () => {
    expect(result.report.wrongTurns).toEqual([]);
    expect(result.report.turns).toBeGreaterThan(REHEARSAL.rounds * 20);
  });

  it('ends each old replica by itself, with 0, after its pre-stop delay', () => {
    expect(result.ends.map(({ exit }) => exit)).toEqual(
      Array.from({ length: REHEARSAL.rounds * REHEARSAL.replicas }, () => 0),
    );
    for (const { tookMs } of result.ends)
      expect(tookMs).toBeGreaterThanOrEqual(REHEARSAL.timings.preStopDelayMs);
  });

  it('leaves plain requests quick', () => {
    const [before, during] = ['before', 'during'].map((phase) =>
      result.report.tallies.find((tally) => tally.kind === 'plain' && tally.phase === phase),
    );
    // The true bound, twice, is measured by `npm run reliability`: a process that starts on a
    // machine with two cores takes more of them than one on a node of its own.
    expect(during!.p99).toBeLessThan(before!.p99 * 10 + 500);
  });
});
