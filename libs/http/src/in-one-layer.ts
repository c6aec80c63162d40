import type { RequestHandler } from 'express';

/** Handlers one after the other, at the price of one: each layer of Express costs a pass of its router. */
export function inOneLayer(handlers: readonly RequestHandler[]): RequestHandler {
  return handlers.reduceRight<RequestHandler>(
    (rest, handler) => (request, response, next) =>
      handler(request, response, (error?: unknown) => {
        if (error === undefined) rest(request, response, next);
        else next(error);
      }),
    (_request, _response, next) => next(),
  );
}
