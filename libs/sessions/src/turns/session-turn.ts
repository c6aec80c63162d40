import { GatewayError, type CallScope } from 'llm-gateway/contracts';
import type { Session, StoredMessage, WireMessage } from '../session.js';
import type { SessionStore, TurnStart } from '../session-store.js';

/** A replica that dies frees its sessions after this time. */
export const LEASE_MS = 15_000;
const RENEW_MS = LEASE_MS / 3;

/** One request's hold on its session: nobody else reads or appends until it ends. */
export class SessionTurn {
  readonly session: Session;
  readonly history: readonly StoredMessage[];
  readonly #token: number;
  readonly #renewal: NodeJS.Timeout;
  #ended = false;

  constructor(
    private readonly store: SessionStore,
    { session, messages, token }: Extract<TurnStart, { type: 'started' }>,
    private readonly scope: CallScope,
    private readonly leave: () => void,
  ) {
    this.session = session;
    this.history = messages;
    this.#token = token;
    this.#renewal = setInterval(() => void this.#renew(), RENEW_MS).unref();
  }

  /**
   * Appends the messages together and lets the session go; when it resolves, every replica reads
   * them. Throws `session_conflict` when the hold was lost, and then nothing was appended.
   */
  async commit(messages: readonly WireMessage[]): Promise<Session> {
    this.#end();
    try {
      const session = await this.#commit(messages).catch((error: unknown) => {
        if (!isUnavailable(error)) throw error;
        return this.#commit(messages);
      });
      if (!session) throw lost(this.session.id);
      return session;
    } finally {
      this.leave();
    }
  }

  /** Lets the session go with nothing appended; does nothing after a commit. */
  async release(): Promise<void> {
    if (this.#ended) return;
    this.#end();
    // The lease runs out by itself where the store is away.
    await this.store.releaseTurn(this.session.id, this.#token).catch(() => {});
    this.leave();
  }

  #commit(messages: readonly WireMessage[]): Promise<Session | undefined> {
    return this.store.commitTurn(this.session.id, this.#token, messages);
  }

  #end(): void {
    this.#ended = true;
    clearInterval(this.#renewal);
  }

  async #renew(): Promise<void> {
    try {
      const held = await this.store.renewTurn(this.session.id, this.#token, LEASE_MS);
      // An answer that cannot be stored any more need not be paid for.
      if (!held && !this.#ended) this.scope.abort(lost(this.session.id));
    } catch {
      // The store may be back before the lease is over; the commit tells.
    }
  }
}

function isUnavailable(error: unknown): boolean {
  return error instanceof GatewayError && error.code === 'session_store_unavailable';
}

function lost(id: string): GatewayError {
  return new GatewayError(
    'session_conflict',
    `The session ${id} was deleted, expired or taken over while this chat ran. Nothing was stored.`,
    { param: 'session_id', retryAfterMs: 1_000 },
  );
}
