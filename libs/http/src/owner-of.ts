import type { Request } from 'express';
import { currentContext } from './current-context.js';

/**
 * Who sends a request, and so whose sessions it may see. Where no guard tells callers apart they are
 * all one owner, the empty name.
 */
export function ownerOf(request: Request): string {
  return currentContext(request).owner ?? '';
}

/** For the guard that knows the caller: sessions and idempotency keys of two owners never meet. */
export function setOwner(request: Request, owner: string): void {
  currentContext(request).owner = owner;
}
