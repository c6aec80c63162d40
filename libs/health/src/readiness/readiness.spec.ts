import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger, Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import {
  HealthSection,
  Probe,
  type HealthReporter,
  type ProbeSource,
  type ReadinessProbe,
} from 'llm-gateway/contracts';
import { HealthModule } from '../health.module.js';
import { ShutdownState } from '../shutdown-state.js';
import { ReadinessService } from './readiness.service.js';

const PATIENCE_MS = 10_000;
const TIMINGS = { version: '1', probeIntervalMs: 20, probeTimeoutMs: 40 };

/** What the tests do to the things outside. */
let outside: Record<string, () => Promise<void>>;
let required: ReadonlySet<string>;
let checks: Record<string, number>;

const well = () => Promise.resolve();
const away = () => Promise.reject(new Error('away'));

@Injectable()
@Probe({ name: 'outside' })
class OutsideProbes implements ProbeSource {
  probes(): readonly ReadinessProbe[] {
    return Object.entries(outside).map(([name, check]) => ({
      name,
      required: required.has(name),
      check: () => {
        checks[name] = (checks[name] ?? 0) + 1;
        return check();
      },
    }));
  }
}

@Injectable()
@Probe({ name: 'rival' })
class RivalProbes implements ProbeSource {
  static names: readonly string[] = [];

  probes(): readonly ReadinessProbe[] {
    return RivalProbes.names.map((name) => ({ name, required: true, check: away }));
  }
}

@Injectable()
@HealthSection({ name: 'faulty' })
class FaultySection implements HealthReporter {
  report(): never {
    throw new Error('No report.');
  }
}

@Injectable()
@HealthSection({ name: 'checks' })
class NamesakeSection extends FaultySection {}

describe('readiness', () => {
  let app: INestApplicationContext | undefined;
  const warnings = jest.spyOn(Logger.prototype, 'warn').mockReturnValue(undefined);
  const errors = jest.spyOn(Logger.prototype, 'error').mockReturnValue(undefined);
  const logs = jest.spyOn(Logger.prototype, 'log').mockReturnValue(undefined);

  afterEach(async () => {
    await app?.close();
    app = undefined;
    RivalProbes.names = [];
    jest.clearAllMocks();
  });

  async function start(
    given: Record<string, () => Promise<void>>,
    { options = {}, requires = [] as readonly string[], providers = [] as readonly object[] } = {},
  ): Promise<void> {
    outside = given;
    required = new Set(requires);
    checks = {};
    @Module({
      imports: [HealthModule.forRoot({ ...TIMINGS, ...options })],
      providers: [OutsideProbes, ...(providers as never[])],
    })
    class App {}
    app = await NestFactory.createApplicationContext(App, { logger: false, abortOnError: false });
  }

  const read = (what: 'answer' | 'verboseAnswer' | 'detailedAnswer' = 'answer') => {
    const { status, json } = app!.get(ReadinessService, { strict: false })[what]();
    return { code: status, ...JSON.parse(json) } as Record<string, any>;
  };

  async function until(isSo: (body: Record<string, any>) => boolean): Promise<void> {
    const giveUpAt = performance.now() + PATIENCE_MS;
    while (!isSo(read('verboseAnswer'))) {
      if (performance.now() > giveUpAt) throw new Error(JSON.stringify(read('verboseAnswer')));
      await sleep(5);
    }
  }
  const untilChecked = async (name: string, times: number) => {
    const target = (checks[name] ?? 0) + times;
    await until(() => (checks[name] ?? 0) >= target);
  };

  it('is there as soon as the start is over', async () => {
    await start({ store: well, search: well }, { requires: ['store'] });
    expect(read()).toEqual({
      code: 200,
      status: 'ready',
      version: '1',
      checks: { store: true, search: true },
    });
    expect(warnings).not.toHaveBeenCalled();
  });

  it('is degraded without what is optional, and none without what is required', async () => {
    await start({ store: well, search: away }, { requires: ['store'] });
    expect(read()).toMatchObject({ code: 200, status: 'degraded', checks: { search: false } });
    await app!.close();
    await start({ store: away, search: well }, { requires: ['store'] });
    expect(read()).toMatchObject({ code: 503, status: 'not_ready', checks: { store: false } });
  });

  it('requires what the configuration says instead', async () => {
    await start(
      { store: away, search: well },
      { requires: ['store'], options: { readyRequires: ['search'] } },
    );
    expect(read()).toMatchObject({ code: 200, status: 'degraded' });
    await app!.close();
    await start({ search: away }, { options: { readyRequires: ['search'] } });
    expect(read()).toMatchObject({ code: 503, status: 'not_ready' });
    await app!.close();
    await start({ store: away }, { requires: ['store'], options: { readyRequires: [] } });
    expect(read()).toMatchObject({ code: 200, status: 'degraded' });
  });

  it('warns of a required check that there is not, with those that there are', async () => {
    await start({ store: well }, { options: { readyRequires: ['store', 'stroe'] } });
    expect(warnings.mock.calls).toEqual([
      [expect.stringMatching(/LLM_GATEWAY_READY_REQUIRES names stroe,.*There are: store\.$/)],
    ]);
    expect(read()).toMatchObject({ status: 'ready' });
  });

  it('changes with the second result, and says so once', async () => {
    await start({ store: well });
    outside = { store: away };
    await until(({ checks: { store } }) => store === false);
    await untilChecked('store', 5);
    outside = { store: well };
    await until(({ checks: { store } }) => store === true);
    await untilChecked('store', 5);
    expect(warnings.mock.calls).toEqual([["Check 'store' is down: away"]]);
    const told = logs.mock.calls.flat().filter((line) => String(line).startsWith('Check'));
    expect(told).toEqual(["Check 'store' is up again."]);
  });

  it('does not change for one bad result', async () => {
    let bad = 0;
    await start({ store: () => (checks['store']! % 2 === 0 ? (bad++, away()) : well()) });
    await until(() => bad > 3);
    expect(read()).toMatchObject({ status: 'ready' });
  });

  it('gives up a check that ignores its deadline, and begins no second one', async () => {
    let release = () => {};
    const hung = () => new Promise<void>((resolve) => (release = resolve));
    await start({ store: hung, search: well });
    await until(({ checks: { search } }) => search === true);
    await until(({ details: { store } }) => store.last_error !== null);
    await untilChecked('search', 5);
    expect(checks['store']).toBe(1);
    expect(read('verboseAnswer')).toMatchObject({
      status: 'degraded',
      checks: { store: false, search: true },
      details: { store: { last_error: { message: 'an earlier check has not ended yet' } } },
    });
    outside = { store: well, search: well };
    release();
    await until(({ status }) => status === 'ready');
  });

  it('aborts a check when its time is over', async () => {
    const aborted = Promise.withResolvers<boolean>();
    outside = {};
    checks = {};
    @Injectable()
    @Probe({ name: 'patient' })
    class Patient implements ProbeSource {
      probes(): readonly ReadinessProbe[] {
        return [{ name: 'patient', required: false, check: this.#check }];
      }

      #check = (signal: AbortSignal) =>
        new Promise<void>((_, reject) => {
          signal.addEventListener('abort', () => {
            aborted.resolve(true);
            reject(new Error('aborted'));
          });
        });
    }
    await start({}, { providers: [Patient] });
    expect(await aborted.promise).toBe(true);
    await until(({ details: { patient } }) => /timeout of 40/.test(patient.last_error?.message));
  });

  it('knows a required check as not ready before its first result', async () => {
    await start({ store: () => sleep(60_000, undefined, { ref: false }) }, {
      requires: ['store'],
      options: { probeTimeoutMs: 60_000 },
    } as never);
    expect(read()).toMatchObject({ code: 503, status: 'not_ready', checks: { store: false } });
    expect(read('verboseAnswer')['details'].store).toMatchObject({
      required: true,
      latency_ms: null,
      last_error: null,
    });
  });

  it('follows probes that come and go', async () => {
    await start({ store: well });
    outside = { store: well, mcp_orders: away };
    await until((body) => body['checks'].mcp_orders === false);
    expect(read()).toMatchObject({ status: 'degraded' });
    outside = { store: well };
    await until(({ status }) => status === 'ready');
    expect(read()['checks']).toEqual({ store: true });
  });

  it('keeps the first of two probes that come to share a name, and says so once', async () => {
    await start({ store: well }, { providers: [RivalProbes] });
    RivalProbes.names = ['store', 'other'];
    await until((body) => body['checks'].other === false);
    await untilChecked('store', 5);
    expect(read()['checks']).toMatchObject({ store: true });
    expect(errors.mock.calls).toEqual([
      ["Two probes are named 'store': of outside and of rival. The second is left out."],
    ]);
  });

  it('outlives a source that fails', async () => {
    await start({ store: well });
    outside = undefined as never;
    await until(() => errors.mock.calls.length > 0);
    expect(read()).toMatchObject({ status: 'ready', checks: { store: true } });
    outside = {};
    await until(({ checks: all }) => Object.keys(all).length === 0);
  });

  it('fails the start when two probes share a name', async () => {
    RivalProbes.names = ['store'];
    await expect(start({ store: well }, { providers: [RivalProbes] })).rejects.toThrow(
      "Two probes are named 'store': of outside and of rival.",
    );
  });

  it('fails the start when a section takes a name of the answer', async () => {
    await expect(start({}, { providers: [NamesakeSection] })).rejects.toThrow(
      "A health section cannot be named 'checks'",
    );
  });

  it('ends with the shutdown, whatever the checks say', async () => {
    await start({ store: well });
    expect(read()).toMatchObject({ status: 'ready' });
    app!.get(ShutdownState, { strict: false }).begin();
    expect(read()).toEqual({
      code: 503,
      status: 'not_ready',
      version: '1',
      draining: true,
      checks: { store: true },
    });
    await app!.close();
    const before = checks['store'];
    await sleep(100);
    expect(checks['store']).toBe(before);
    app = undefined;
  });

  it('shows the other sections when one has a fault', async () => {
    await start({ store: well }, { providers: [FaultySection] });
    expect(read('verboseAnswer')).toMatchObject({
      status: 'ready',
      faulty: { error: expect.stringContaining('fault') },
    });
    const detailed = read('detailedAnswer');
    expect(detailed).toMatchObject({ code: 200, process: { pid: process.pid } });
    expect(errors.mock.calls[0]?.[0]).toContain('No report.');
  });
});
