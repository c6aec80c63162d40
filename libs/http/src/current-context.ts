import type { Request } from 'express';
import { requestContextOf, type RequestContext } from 'llm-gateway/contracts';

/** The request's context. Throws when `HttpModule` is not part of the application. */
export function currentContext(request: Request): RequestContext {
  const context = requestContextOf(request);
  if (!context)
    throw new Error('The request has no context. Import HttpModule into the application.');
  return context;
}
