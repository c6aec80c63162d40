import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { runSchemathesis } from './support/run-schemathesis.js';
import { startGatewayProcess } from './support/start-gateway-process.js';
import type { AppProcess } from 'llm-gateway/testing';

/** How many requests the tester has to make for its silence to mean something. */
const REQUESTS = 2_000;

describe('the OpenAPI document', () => {
  let gateway: AppProcess;

  beforeAll(async () => {
    gateway = await startGatewayProcess({ LLM_GATEWAY_DATA_DIR: ':memory:' });
  });
  afterAll(() => gateway.kill());

  it('is valid', async () => {
    const document = (await (await fetch(`${gateway.url}/openapi.json`)).json()) as Record<
      string,
      unknown
    >;
    const validator = new Validator();
    expect(await validator.validate(document)).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
  });

  it(`tells of every status and shape that ${REQUESTS} requests bring about`, async () => {
    const { requests, report, exitCode } = await runSchemathesis(gateway.url);
    expect(report).not.toMatch(/^- ST\d+/m);
    expect(exitCode).toBe(0);
    expect(requests).toBeGreaterThanOrEqual(REQUESTS);
  }, 180_000);
});
