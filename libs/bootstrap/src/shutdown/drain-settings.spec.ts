import { describe, expect, it } from '@jest/globals';
import { readSettings } from '../read-settings.js';
import { readWorkerCount } from '../workers/read-worker-count.js';
import { readDrainSettings } from './drain-settings.js';

describe('readDrainSettings', () => {
  it('has time for load balancers and for long streams unless told otherwise', () => {
    expect(readSettings({}, readDrainSettings)).toEqual({ preStopDelayMs: 5_000, drainMs: 55_000 });
  });

  it.each([
    ['5000', '5000'],
    ['60000', undefined],
  ])('refuses a delay of %s in a drain of %s', (delay, drain) => {
    const environment = { LLM_GATEWAY_PRE_STOP_DELAY_MS: delay, LLM_GATEWAY_DRAIN_MS: drain };
    expect(() => readSettings(environment, readDrainSettings)).toThrow(
      `set it to more than ${delay}.`,
    );
  });
});

describe('readWorkerCount', () => {
  const read = (value?: string) => readSettings({ GATEWAY_WORKERS: value }, readWorkerCount);

  it('is one unless told otherwise', () => {
    expect([read(), read('1'), read('4')]).toEqual([1, 1, 4]);
  });

  it('is one a core at least for auto', () => {
    expect(read('AUTO')).toBeGreaterThan(0);
  });

  it.each(['0', '-1', '257', '1.5', 'many'])('refuses %s', (value) => {
    expect(() => read(value)).toThrow(
      `GATEWAY_WORKERS is '${value}'; set it to auto, or a whole number from 1 to 256.`,
    );
  });
});
