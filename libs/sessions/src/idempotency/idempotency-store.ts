export type Claim =
  /** The request is the caller's to run; the token proves it. */
  | { readonly type: 'claimed'; readonly token: string }
  /** The same request was answered before. */
  | { readonly type: 'answered'; readonly answer: string }
  /** The same request runs elsewhere, and holds the key for so many milliseconds unless it renews. */
  | { readonly type: 'running'; readonly remainingMs: number }
  /** The key belongs to a request with another fingerprint. */
  | { readonly type: 'other-request' };

/**
 * Remembers which requests were answered, and how. Each method is atomic, also among processes. Methods
 * throw `session_store_unavailable` when the store cannot be reached. Closed with the session store,
 * whose connection or file it shares.
 */
export abstract class IdempotencyStore {
  /** Takes a free key for so many milliseconds. */
  abstract claim(key: string, fingerprint: string, leaseMs: number): Promise<Claim>;

  /** Holds the key for so many milliseconds from now. False when the claim no longer holds it. */
  abstract renew(key: string, token: string, leaseMs: number): Promise<boolean>;

  /**
   * Keeps the answer for so many milliseconds. May be repeated. False when the claim no longer holds
   * the key; nothing is kept then.
   */
  abstract answer(key: string, token: string, answer: string, ttlMs: number): Promise<boolean>;

  /** Frees the key. Does nothing when the claim no longer holds it, or was answered. */
  abstract release(key: string, token: string): Promise<void>;
}
