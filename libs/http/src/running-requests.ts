import type { ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';
import type { CallScope } from 'llm-gateway/contracts';

/** The requests that are being answered now, for an end of the process that lets them finish. */
@Injectable()
export class RunningRequests {
  readonly #scopes = new Map<ServerResponse, CallScope>();
  #sendsClose = false;
  #lastKeptAt = -Infinity;
  #abortReason: Error | undefined;
  #whenNone: (() => void) | undefined;

  get count(): number {
    return this.#scopes.size;
  }

  /**
   * When, since `sendClose`, a response ended whose headers were out before: its client keeps the
   * connection, and its next request may come on it. By `performance.now()`.
   */
  get lastKeptAt(): number {
    return this.#lastKeptAt;
  }

  add(response: ServerResponse, scope: CallScope): void {
    this.#scopes.set(response, scope);
    if (this.#sendsClose) sendClose(response);
    if (this.#abortReason) scope.abort(this.#abortReason);
  }

  remove(response: ServerResponse): void {
    this.#scopes.delete(response);
    if (this.#sendsClose && response.getHeader('connection') !== 'close')
      this.#lastKeptAt = performance.now();
    if (this.#scopes.size === 0) this.#whenNone?.();
  }

  /** From now on each response tells its client to use another connection for its next request. */
  sendClose(): void {
    this.#sendsClose = true;
    for (const response of this.#scopes.keys()) sendClose(response);
  }

  /** Ends them, and those that come yet, with this reason. */
  abort(reason: Error): void {
    this.#abortReason = reason;
    for (const scope of this.#scopes.values()) scope.abort(reason);
  }

  /** Resolves with true when none is left, with false after so many milliseconds. */
  async none(withinMs: number): Promise<boolean> {
    if (this.#scopes.size === 0) return true;
    return new Promise((resolve) => {
      const settle = (isNone: boolean) => {
        clearTimeout(timer);
        this.#whenNone = undefined;
        resolve(isNone);
      };
      const timer = setTimeout(() => settle(false), Math.max(0, withinMs));
      this.#whenNone = () => settle(true);
    });
  }
}

/** A stream whose headers are out keeps its connection. */
function sendClose(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('connection', 'close');
}
