import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import type { Fault } from '../../fake-upstreams/fault.js';
import type { ConformanceCase } from '../conformance-case.js';
import { CONFORMANCE_KEY } from '../conformance-context.js';
import { rejectionOf } from '../rejection-of.js';

/** A vendor that repeats the key that it refuses. */
const ECHO = JSON.stringify({
  error: { message: `Incorrect API key provided: ${CONFORMANCE_KEY}.`, type: 'invalid_request' },
});

const FAULTS: readonly (readonly [string, Fault])[] = [
  ['a refused key', { type: 'status', status: 401 }],
  ['a refused key that the vendor repeats', { type: 'status', status: 401, body: ECHO }],
  ['a fault of the vendor that repeats the key', { type: 'status', status: 500, body: ECHO }],
  ['a broken connection', { type: 'reset' }],
  ['a page instead of an answer', { type: 'malformed' }],
];

export const SECRET_CASES: readonly ConformanceCase[] = [
  {
    name: 'sends the key to the vendor',
    needs: ['http'],
    async run(context) {
      await context.complete();
      const { headers, path, text } = context.upstream.lastRequest;
      assert.ok(
        Object.values(headers).some((value) => value?.includes(CONFORMANCE_KEY)),
        'not in a header',
      );
      assert.ok(!path.includes(CONFORMANCE_KEY), 'in the address, which proxies log');
      assert.ok(!text.includes(CONFORMANCE_KEY), 'in the body');
    },
  },
  ...FAULTS.map(([title, fault]): ConformanceCase => ({
    name: `keeps the key out of the error of ${title}`,
    needs: ['http'],
    async run(context) {
      for (const stream of [false, true]) {
        context.upstream.failWith(fault);
        const call = context.call({}, stream);
        const error = await rejectionOf(
          stream ? context.open(call) : context.adapter.complete(call),
        );
        const shown = [
          JSON.stringify(error.toBody()),
          JSON.stringify(error),
          inspect(error, { depth: 10, showHidden: true }),
        ].join('\n');
        assert.ok(!shown.includes(CONFORMANCE_KEY), shown);
      }
    },
  })),
];
