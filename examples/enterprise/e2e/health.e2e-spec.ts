import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { EnterpriseUnderTest } from './support/enterprise-under-test.js';

const PATIENCE_MS = 20_000;

it('checks the server of the house, and is degraded without it', async () => {
  const enterprise = new EnterpriseUnderTest();
  await enterprise.start();
  const house = async () => {
    const response = await enterprise.get('/health/ready', {});
    const { checks } = (await response.json()) as { checks: { house?: boolean } };
    return [response.status, checks.house];
  };
  try {
    expect(await house()).toEqual([200, true]);
    await enterprise.stopHouse();
    const giveUpAt = performance.now() + PATIENCE_MS;
    while ((await house())[1] !== false && performance.now() < giveUpAt) await sleep(100);
    expect(await house()).toEqual([200, false]);
  } finally {
    await enterprise.close();
  }
}, 40_000);
