import { GatewayError, type CallScope } from 'llm-gateway/contracts';
import { Lease } from '../leases/lease.js';
import { twiceIfUnavailable } from '../leases/twice-if-unavailable.js';
import type { Session, StoredMessage, WireMessage } from '../session.js';
import type { Receipt, SessionStore, TurnStart } from '../session-store.js';

/**
 * One request's hold on its session: nobody else reads or appends until it ends, by its commit or with
 * the call's scope.
 */
export class SessionTurn {
  readonly session: Session;
  readonly history: readonly StoredMessage[];
  readonly #token: number;
  readonly #lease: Lease;

  constructor(
    private readonly store: SessionStore,
    { session, messages, token }: Extract<TurnStart, { type: 'started' }>,
    scope: CallScope,
    private readonly leave: () => void,
  ) {
    this.session = session;
    this.history = messages;
    this.#token = token;
    const hold = {
      renew: (leaseMs: number) => store.renewTurn(session.id, token, leaseMs),
      release: () => store.releaseTurn(session.id, token).finally(leave),
    };
    this.#lease = new Lease(hold, scope, () => lost(session.id));
  }

  /**
   * Appends the messages together and lets the session go; when it resolves, every replica reads
   * them. A receipt is stored in the same step. Throws `session_conflict` when the hold was lost, and
   * then nothing was appended.
   */
  async commit(messages: readonly WireMessage[], receipt?: Receipt): Promise<Session> {
    this.#lease.end();
    try {
      const { id } = this.session;
      const session = await twiceIfUnavailable(() =>
        this.store.commitTurn(id, this.#token, messages, receipt),
      );
      if (!session) throw lost(id);
      return session;
    } finally {
      this.leave();
    }
  }

  /** Lets the session go with nothing appended; does nothing after a commit. */
  release(): Promise<void> {
    return this.#lease.release();
  }
}

function lost(id: string): GatewayError {
  return new GatewayError(
    'session_conflict',
    `The session ${id} was deleted, expired or taken over while this chat ran. Nothing was stored.`,
    { param: 'session_id', retryAfterMs: 1_000 },
  );
}
