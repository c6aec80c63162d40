import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ToolFailure, type ToolFailureCode } from '../tool-failure.js';
import { ServiceBreakers } from './service-breakers.js';

const REST_MS = 10_000;

describe('the breaker of a service', () => {
  let breakers: ServiceBreakers;
  beforeEach(() => {
    jest.useFakeTimers();
    breakers = new ServiceBreakers();
  });
  afterEach(() => void jest.useRealTimers());

  const answer = () => breakers.around('weather', async () => 'sunny');
  const fail = (code: ToolFailureCode) =>
    breakers
      .around('weather', () => Promise.reject(new ToolFailure(code, 'No.')))
      .catch((error: ToolFailure) => error.code);
  const outages = async (count: number) => {
    for (let outage = 0; outage < count; outage += 1) await fail('timeout');
  };

  it('opens after five outages in a row, for this service alone', async () => {
    await outages(4);
    expect(await answer()).toBe('sunny');
    await outages(5);
    expect(breakers.isAvailable('weather')).toBe(false);
    await expect(answer()).rejects.toMatchObject({ code: 'circuit_open' });
    expect(breakers.isAvailable('books')).toBe(true);
    expect(await breakers.around('books', async () => 1)).toBe(1);
  });

  it('takes a refusal for a sign of life', async () => {
    await outages(4);
    await fail('service_refusal');
    await outages(4);
    expect(await answer()).toBe('sunny');
  });

  it.each(['cancelled', 'invalid_arguments', 'address_refused'] as const)(
    'learns nothing from %s',
    async (code) => {
      await outages(4);
      for (let time = 0; time < 9; time += 1) await fail(code);
      expect(breakers.isAvailable('weather')).toBe(true);
      await outages(1);
      expect(breakers.isAvailable('weather')).toBe(false);
    },
  );

  it('lets one call try after the rest, and nobody wait for it', async () => {
    await outages(5);
    jest.advanceTimersByTime(REST_MS);
    expect(breakers.isAvailable('weather')).toBe(true);
    const probe = Promise.withResolvers<string>();
    const probing = breakers.around('weather', () => probe.promise);
    await expect(answer()).rejects.toMatchObject({ code: 'circuit_open' });
    probe.resolve('cloudy');
    expect(await probing).toBe('cloudy');
    expect(await answer()).toBe('sunny');
  });

  it('rests again when the try fails', async () => {
    await outages(5);
    jest.advanceTimersByTime(REST_MS);
    expect(await fail('service_unreachable')).toBe('service_unreachable');
    expect(breakers.isAvailable('weather')).toBe(false);
    jest.advanceTimersByTime(REST_MS - 1);
    expect(await fail('timeout')).toBe('circuit_open');
    jest.advanceTimersByTime(1);
    expect(await answer()).toBe('sunny');
  });

  it('lets another try when the caller of the try leaves', async () => {
    await outages(5);
    jest.advanceTimersByTime(REST_MS);
    expect(await fail('cancelled')).toBe('cancelled');
    expect(await fail('timeout')).toBe('timeout');
    expect(await fail('timeout')).toBe('circuit_open');
  });

  it('is closed by an answer to a call from before it opened', async () => {
    const late = Promise.withResolvers<string>();
    const waiting = breakers.around('weather', () => late.promise);
    await outages(5);
    late.resolve('at last');
    await waiting;
    expect(await answer()).toBe('sunny');
  });
});
