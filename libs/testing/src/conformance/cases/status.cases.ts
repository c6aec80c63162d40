import assert from 'node:assert/strict';
import type { ErrorCode, GatewayError } from 'llm-gateway/contracts';
import type { Fault } from '../../fake-upstreams/fault.js';
import type { ConformanceCase } from '../conformance-case.js';
import type { ConformanceContext } from '../conformance-context.js';
import { rejectionOf } from '../rejection-of.js';

interface StatusRule {
  readonly status: number;
  readonly codes: readonly ErrorCode[];
  readonly ours: number | readonly number[];
  readonly transient: boolean;
}

/** A client's fault keeps its status; the gateway's key and the vendor's faults are 502 or 503. */
const RULES: readonly StatusRule[] = [
  { status: 302, codes: ['provider_error'], ours: 502, transient: false },
  { status: 400, codes: ['provider_rejected_request'], ours: 400, transient: false },
  { status: 401, codes: ['provider_auth_error'], ours: 502, transient: false },
  { status: 403, codes: ['provider_auth_error'], ours: 502, transient: false },
  // Where a 404 does not speak of a model, it may also be the wrong address.
  {
    status: 404,
    codes: ['model_not_found', 'provider_error'],
    ours: [404, 502],
    transient: false,
  },
  { status: 408, codes: ['provider_error'], ours: 502, transient: true },
  { status: 409, codes: ['provider_error'], ours: 502, transient: true },
  { status: 413, codes: ['request_too_large'], ours: 413, transient: false },
  { status: 422, codes: ['provider_rejected_request'], ours: 422, transient: false },
  { status: 429, codes: ['rate_limit_exceeded'], ours: 429, transient: true },
  { status: 500, codes: ['provider_error'], ours: 502, transient: true },
  { status: 502, codes: ['provider_error'], ours: 502, transient: true },
  {
    status: 503,
    codes: ['provider_overloaded', 'provider_error'],
    ours: [502, 503],
    transient: true,
  },
  { status: 504, codes: ['provider_error'], ours: 502, transient: true },
  { status: 529, codes: ['provider_overloaded'], ours: 503, transient: true },
];

/** The error of a call, streamed and not. */
async function failures(
  context: ConformanceContext,
  fault: Fault,
): Promise<readonly GatewayError[]> {
  context.upstream.failWith(fault, fault);
  return [
    await rejectionOf(context.complete()),
    await rejectionOf(context.open(context.call({}, true))),
  ];
}

function delayCase(
  name: string,
  headers: () => Record<string, string>,
  check: (retryAfterMs: number) => boolean,
): ConformanceCase {
  return {
    name,
    needs: ['http'],
    async run(context) {
      const fault = { type: 'status', status: 429, headers: headers() } as const;
      for (const { details } of await failures(context, fault))
        assert.ok(check(details.retryAfterMs ?? -1), `retryAfterMs is ${details.retryAfterMs}`);
    },
  };
}

export const STATUS_CASES: readonly ConformanceCase[] = [
  ...RULES.map(({ status, codes, ours, transient }): ConformanceCase => ({
    name: `maps the vendor's status ${status}`,
    needs: ['http'],
    async run(context) {
      for (const error of await failures(context, { type: 'status', status })) {
        assert.ok(codes.includes(error.code), `${error.code}: ${error.message}`);
        assert.ok([ours].flat().includes(error.status), `status ${error.status}`);
        assert.equal(error.details.transient === true, transient, 'transient');
        assert.equal(error.details.provider, context.subject.name);
        if (status >= 400 && (status !== 404 || error.code === 'model_not_found'))
          assert.match(error.message, new RegExp(`Fake failure ${status}`));
      }
    },
  })),
  {
    name: 'understands an error page of a proxy',
    needs: ['http'],
    async run(context) {
      const body = '<html><title>502 Bad Gateway</title></html>';
      const headers = { 'content-type': 'text/html' };
      for (const error of await failures(context, { type: 'status', status: 502, headers, body })) {
        assert.equal(error.code, 'provider_error');
        assert.equal(error.details.transient, true);
      }
    },
  },
  ...['', 'null', '[]', '{}', '{"error":null}', '{"error":{}}', '{"error":[1]}', '"no"'].map(
    (body): ConformanceCase => ({
      name: `understands a status with the body ${body || 'of no bytes'}`,
      needs: ['http'],
      async run(context) {
        for (const error of await failures(context, { type: 'status', status: 500, body })) {
          assert.equal(error.code, 'provider_error');
          assert.match(error.message, /500/);
        }
      },
    }),
  ),
  delayCase(
    'gives the delay that the vendor asks for in seconds',
    () => ({ 'retry-after': '7' }),
    (ms) => ms === 7_000,
  ),
  delayCase(
    'gives the delay that the vendor asks for in milliseconds',
    () => ({ 'retry-after-ms': '1250', 'retry-after': '9' }),
    (ms) => ms === 1_250,
  ),
  delayCase(
    'gives the delay that the vendor asks for as a date',
    () => ({ 'retry-after': new Date(Date.now() + 20_000).toUTCString() }),
    (ms) => ms > 15_000 && ms <= 20_000,
  ),
  {
    name: 'says that a vendor cannot be reached',
    needs: ['http'],
    async run(context) {
      for (const error of await failures(context, { type: 'reset' })) {
        assert.equal(error.code, 'provider_unreachable');
        assert.equal(error.details.transient, true);
      }
    },
  },
];
