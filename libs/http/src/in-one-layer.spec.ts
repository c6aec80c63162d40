import { describe, expect, it } from '@jest/globals';
import type { NextFunction, RequestHandler } from 'express';
import { inOneLayer } from './in-one-layer.js';

function run(...handlers: ((next: NextFunction) => void)[]): unknown[] {
  const outcome: unknown[] = [];
  const layer = inOneLayer(
    handlers.map<RequestHandler>((handler) => (_request, _response, next) => void handler(next)),
  );
  layer({} as never, {} as never, (error?: unknown) => outcome.push(error));
  return outcome;
}

describe('inOneLayer', () => {
  it('runs handlers in their order, then goes on', () => {
    const order: number[] = [];
    const step = (number: number) => (next: NextFunction) => {
      order.push(number);
      next();
    };
    expect(run(step(1), step(2), step(3))).toEqual([undefined]);
    expect(order).toEqual([1, 2, 3]);
  });

  it('ends with the first error', () => {
    const failure = new Error('refused');
    const never = () => {
      throw new Error('reached');
    };
    expect(run((next) => next(failure), never)).toEqual([failure]);
  });

  it('goes no further when a handler has answered', () => {
    expect(run(() => undefined)).toEqual([]);
  });
});
