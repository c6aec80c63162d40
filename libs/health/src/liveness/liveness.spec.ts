import { setTimeout as sleep } from 'node:timers/promises';
import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { afterEach, describe, expect, it } from '@jest/globals';
import { HealthModule } from '../health.module.js';
import type { HealthModuleOptions } from '../health.module-definition.js';
import { LivenessService } from './liveness.service.js';

const HEALTHY = { status: 200, json: '{"status":"healthy","version":"1"}' };
const GENEROUS_MS = 60_000;
const PATIENCE_MS = 30_000;

describe('liveness', () => {
  let app: INestApplicationContext;
  afterEach(() => app.close());

  async function start(options: Partial<HealthModuleOptions>): Promise<LivenessService> {
    @Module({ imports: [HealthModule.forRoot({ version: '1', ...options })] })
    class App {}
    app = await NestFactory.createApplicationContext(App, { logger: false });
    return app.get(LivenessService, { strict: false });
  }

  function block(milliseconds: number): void {
    const until = performance.now() + milliseconds;
    while (performance.now() < until);
  }

  it('is one answer that was made once', async () => {
    const liveness = await start({ stallLimitMs: GENEROUS_MS });
    expect(liveness.answer()).toEqual(HEALTHY);
    expect(liveness.answer()).toBe(liveness.answer());
  });

  it('ends while the event loop was stuck, and comes back', async () => {
    const liveness = await start({ stallLimitMs: 1_000 });
    block(1_500);
    // Before the loop has turned, and after.
    for (const _ of [1, 2]) {
      const { status, json } = liveness.answer();
      expect(status).toBe(503);
      expect(JSON.parse(json)).toEqual({
        status: 'unhealthy',
        version: '1',
        reason: expect.stringMatching(
          /^The event loop was stuck for \d+ ms; the limit is 1000 ms\.$/,
        ),
      });
      await sleep(300);
    }
    const giveUpAt = performance.now() + PATIENCE_MS;
    while (liveness.answer().status !== 200 && performance.now() < giveUpAt) await sleep(100);
    expect(liveness.answer()).toEqual(HEALTHY);
  }, 40_000);

  it('ends when the process takes more memory than it may', async () => {
    const liveness = await start({ memoryLimitBytes: 1_048_576, stallLimitMs: GENEROUS_MS });
    const { status, json } = liveness.answer();
    expect(status).toBe(503);
    expect(JSON.parse(json)).toMatchObject({
      status: 'unhealthy',
      reason: 'It takes more memory than its limit of 1048576 bytes.',
    });
  });

  it('goes on below the limit', async () => {
    const liveness = await start({ memoryLimitBytes: 2 ** 40, stallLimitMs: GENEROUS_MS });
    expect(liveness.answer()).toEqual(HEALTHY);
  });
});
