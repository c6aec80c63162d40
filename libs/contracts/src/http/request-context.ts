import type { CallScope } from '../providers/call-scope.js';

/** What the gateway knows of one HTTP request beyond the request itself. */
export interface RequestContext {
  /** Sent back as `x-request-id` and in every error, so that support can find the request. */
  readonly requestId: string;
  readonly scope: CallScope;
  /** Who sends it; set by a guard that knows. */
  owner?: string;
}

const CONTEXT = Symbol('llm-gateway.request-context');

export function setRequestContext(request: object, context: RequestContext): void {
  (request as { [CONTEXT]?: RequestContext })[CONTEXT] = context;
}

/** Undefined for a request that failed before the first middleware. */
export function requestContextOf(request: object): RequestContext | undefined {
  return (request as { [CONTEXT]?: RequestContext })[CONTEXT];
}
