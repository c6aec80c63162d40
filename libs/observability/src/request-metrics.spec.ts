import { beforeEach, describe, expect, it } from '@jest/globals';
import type { CallRecord } from 'llm-gateway/contracts';
import type { FinishedRequest } from './finished-request.js';
import { RequestMetrics } from './request-metrics.js';

let metrics: RequestMetrics;

beforeEach(() => {
  metrics = new RequestMetrics();
});

type Facts = Partial<Omit<FinishedRequest, 'record'>> & { record?: Partial<CallRecord> };

function finished({ record, ...facts }: Facts): FinishedRequest {
  return {
    requestId: 'req_1',
    method: 'POST',
    path: '/v1/chat/completions',
    route: '/v1/chat/completions',
    status: 200,
    ms: 1,
    firstPartMs: undefined,
    record: record && { attempts: 0, finishReasons: [], ...record },
    ...facts,
  };
}

/** The value of a time series, as Prometheus would read it. */
async function valueOf(series: string): Promise<number | undefined> {
  const text = await metrics.registry.metrics();
  const line = text.split('\n').find((candidate) => candidate.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length));
}

const LABELS = 'route="/v1/chat/completions",method="POST",status="200",provider="fake"';

describe('RequestMetrics', () => {
  it('counts a request and how long it took, in seconds', async () => {
    metrics.observe(finished({ ms: 30, record: { provider: 'fake' } }));
    const name = 'llm_gateway_request_duration_seconds';
    expect(await valueOf(`${name}_count{${LABELS}}`)).toBe(1);
    expect(await valueOf(`${name}_sum{${LABELS}}`)).toBe(0.03);
    expect(await valueOf(`${name}_bucket{le="0.025",${LABELS}}`)).toBe(0);
    expect(await valueOf(`${name}_bucket{le="0.05",${LABELS}}`)).toBe(1);
  });

  it('counts attempts, tokens and the time to the first part', async () => {
    const usage = { inputTokens: 10, outputTokens: 4 };
    const record = { provider: 'fake', attempts: 3, usage };
    metrics.observe(finished({ ms: 500, firstPartMs: 200, record }));
    expect(await valueOf('llm_gateway_upstream_attempts_total{provider="fake"}')).toBe(3);
    expect(await valueOf('llm_gateway_tokens_total{provider="fake",type="input"}')).toBe(10);
    expect(await valueOf('llm_gateway_tokens_total{provider="fake",type="output"}')).toBe(4);
    expect(
      await valueOf('llm_gateway_time_to_first_part_seconds_sum{provider="fake"}'),
    ).toBeCloseTo(0.2);
  });

  it('counts errors by their stable code, before a provider was found too', async () => {
    const upstream = { provider: 'fake', errorCode: 'provider_error' };
    metrics.observe(finished({ status: 502, record: upstream }));
    metrics.observe(finished({ status: 400, record: { errorCode: 'invalid_request' } }));
    expect(await valueOf('llm_gateway_errors_total{provider="fake",code="provider_error"}')).toBe(
      1,
    );
    expect(await valueOf('llm_gateway_errors_total{provider="",code="invalid_request"}')).toBe(1);
    expect(await valueOf('llm_gateway_upstream_attempts_total{provider=""}')).toBeUndefined();
  });

  it('counts a request without a record', async () => {
    metrics.observe(finished({ route: 'unmatched', method: 'GET', status: 404 }));
    const labels = 'route="unmatched",method="GET",status="404",provider=""';
    expect(await valueOf(`llm_gateway_request_duration_seconds_count{${labels}}`)).toBe(1);
  });

  it('has no label that a client could fill', async () => {
    metrics.observe(finished({ record: { provider: 'fake', model: 'made-up-by-a-client' } }));
    expect(await metrics.registry.metrics()).not.toContain('made-up-by-a-client');
  });
});
