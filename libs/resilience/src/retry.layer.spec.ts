import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import {
  CallScope,
  DEFAULT_DEADLINES,
  GatewayError,
  type Deadlines,
  type GatewayErrorDetails,
  type LayeredCall,
  type Provider,
} from 'llm-gateway/contracts';
import { RetryLayer } from './retry.layer.js';

interface CallOptions {
  readonly retries?: number;
  readonly stream?: boolean;
  readonly deadlines?: Partial<Deadlines>;
  readonly runningForMs?: number;
}

function callWith(options: CallOptions = {}): LayeredCall {
  const { retries = 2, stream = false, deadlines, runningForMs = 0 } = options;
  const provider = {
    name: 'fake',
    maximumRetries: retries,
    deadlines: { ...DEFAULT_DEADLINES, ...deadlines },
  } as Provider;
  const model = { requested: 'm', name: 'm', facts: {} };
  const startedAt = performance.now() - runningForMs;
  return { provider, model, stream, scope: Object.assign(new CallScope(), { startedAt }) };
}

/** Transient, and asks for no wait unless told otherwise, so that tests need none. */
function failure(details: GatewayErrorDetails = {}): GatewayError {
  return new GatewayError('provider_error', 'Failed.', {
    transient: true,
    retryAfterMs: 0,
    ...details,
  });
}

/** Fails with each error in turn, then answers. */
function upstream(...errors: unknown[]) {
  let attempts = 0;
  const next = async () => {
    attempts += 1;
    if (errors.length > 0) throw errors.shift();
    return 'answer';
  };
  return { next, attempts: () => attempts };
}

const layer = new RetryLayer();

beforeEach(() => {
  jest.spyOn(Math, 'random').mockReturnValue(0);
});

afterEach(() => {
  jest.restoreAllMocks();
});

describe('RetryLayer', () => {
  it('asks once when the answer comes', async () => {
    const { next, attempts } = upstream();
    expect(await layer.around(callWith(), next)).toBe('answer');
    expect(attempts()).toBe(1);
  });

  it('repeats what failed in passing', async () => {
    const { next, attempts } = upstream(failure(), failure());
    expect(await layer.around(callWith(), next)).toBe('answer');
    expect(attempts()).toBe(3);
  });

  it.each([0, 1, 5])('gives up after %d retries with the last failure', async (retries) => {
    const failures = Array.from({ length: 10 }, (_, index) =>
      failure({ providerCode: String(index) }),
    );
    const { next, attempts } = upstream(...failures);
    await expect(layer.around(callWith({ retries }), next)).rejects.toMatchObject({
      details: { providerCode: String(retries) },
    });
    expect(attempts()).toBe(retries + 1);
  });

  it.each<[string, unknown]>([
    ["a client's fault", new GatewayError('invalid_request', 'Bad.')],
    ['a failure that is not said to be transient', new GatewayError('provider_error', 'Failed.')],
    ['a timeout', new GatewayError('provider_timeout', 'Late.')],
    ['a fault of our own', new TypeError('x is undefined')],
  ])('does not repeat %s', async (_what, error) => {
    const { next, attempts } = upstream(error);
    await expect(layer.around(callWith(), next)).rejects.toBe(error);
    expect(attempts()).toBe(1);
  });

  it('stops at a failure that no retry can mend', async () => {
    const final = new GatewayError('provider_auth_error', 'Wrong key.');
    const { next, attempts } = upstream(failure(), final);
    await expect(layer.around(callWith(), next)).rejects.toBe(final);
    expect(attempts()).toBe(2);
  });
});

describe('RetryLayer and waiting', () => {
  /** Notes each wait and does not wait. */
  class ImpatientRetryLayer extends RetryLayer {
    readonly waits: number[] = [];

    protected override async wait(ms: number): Promise<void> {
      this.waits.push(ms);
    }
  }

  it('waits as long as the upstream asks', async () => {
    const impatient = new ImpatientRetryLayer();
    const { next } = upstream(failure({ retryAfterMs: 3_000 }), failure({ retryAfterMs: 29_000 }));
    expect(await impatient.around(callWith(), next)).toBe('answer');
    expect(impatient.waits).toEqual([3_000, 29_000]);
  });

  it('backs off further each time when the upstream asks for nothing', async () => {
    jest.spyOn(Math, 'random').mockReturnValue(1);
    const impatient = new ImpatientRetryLayer();
    const bare = () => failure({ retryAfterMs: undefined });
    const { next } = upstream(bare(), bare(), bare());
    expect(await impatient.around(callWith({ retries: 3 }), next)).toBe('answer');
    expect(impatient.waits).toEqual([250, 500, 1_000]);
  });

  it.each<[string, number, CallOptions]>([
    ['than any client waits', 30_000, {}],
    ['than the call may last', 1_000, { deadlines: { totalMs: 1_000 } }],
    [
      'than a stream may take to start',
      1_000,
      { stream: true, deadlines: { firstTokenMs: 1_000 } },
    ],
    ['than a stream may last', 1_000, { stream: true, deadlines: { totalMs: 1_000 } }],
    ['than is left of the call', 600, { deadlines: { totalMs: 1_000 }, runningForMs: 500 }],
  ])('hands a longer wait %s on to the client at once', async (_what, retryAfterMs, options) => {
    const impatient = new ImpatientRetryLayer();
    const error = failure({ retryAfterMs });
    const { next, attempts } = upstream(error);
    await expect(impatient.around(callWith(options), next)).rejects.toBe(error);
    expect(attempts()).toBe(1);
    expect(impatient.waits).toEqual([]);
  });

  it('does not hold a whole answer to the deadline of a first token', async () => {
    const impatient = new ImpatientRetryLayer();
    const { next } = upstream(failure({ retryAfterMs: 2_000 }));
    const call = callWith({ deadlines: { firstTokenMs: 1_000 } });
    expect(await impatient.around(call, next)).toBe('answer');
  });

  it('ends at once when the call is aborted while it waits', async () => {
    const call = callWith();
    const { next, attempts } = upstream(failure({ retryAfterMs: 29_000 }));
    const left = new GatewayError('client_closed_request', 'The client left.');
    const outcome = layer.around(call, next).catch((error: unknown) => error);
    setImmediate(() => call.scope.abort(left));
    expect(await outcome).toBe(left);
    expect(attempts()).toBe(1);
  });

  it('does not repeat a call that was aborted while it ran', async () => {
    const call = callWith();
    const error = failure();
    const { next, attempts } = upstream(error);
    call.scope.abort(new GatewayError('client_closed_request', 'The client left.'));
    await expect(layer.around(call, next)).rejects.toBe(error);
    expect(attempts()).toBe(1);
  });
});
