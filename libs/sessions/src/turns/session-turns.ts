import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { GatewayError, type CallScope } from 'llm-gateway/contracts';
import { LEASE_MS } from '../leases/lease.js';
import { longerPauseMs, lookUntil, SHORTEST_PAUSE_MS } from '../leases/look-until.js';
import { isSessionId } from '../session-id.js';
import { sessionNotFound } from '../session-not-found.js';
import { SessionStore, type TurnStart } from '../session-store.js';
import { SESSIONS_OPTIONS, type SessionsModuleOptions } from '../sessions.module-definition.js';
import { SessionTurn } from './session-turn.js';
import { TurnQueue } from './turn-queue.js';

type Started = Extract<TurnStart, { type: 'started' }>;
/** What was answered before is not asked again. */
export type AnsweredTurn = Extract<TurnStart, { type: 'answered' }>;
type Busy = Extract<TurnStart, { type: 'busy' }>;

/** Lets the chats of one session run one after the other, whichever process they came to. */
@Injectable()
export class SessionTurns {
  readonly #queue = new TurnQueue();

  constructor(
    private readonly store: SessionStore,
    @Inject(SESSIONS_OPTIONS) private readonly options: SessionsModuleOptions,
  ) {}

  /**
   * Waits for the session and takes it, unless it has a receipt with this key. The turn ends by its
   * commit or with the call's scope. Throws `session_not_found`, `session_busy` after the longest wait,
   * and the reason of the scope when the call ends before.
   */
  begin(id: string, owner: string, scope: CallScope): Promise<SessionTurn>;
  begin(
    id: string,
    owner: string,
    scope: CallScope,
    receiptKey?: string,
  ): Promise<SessionTurn | AnsweredTurn>;
  async begin(
    id: string,
    owner: string,
    scope: CallScope,
    receiptKey?: string,
  ): Promise<SessionTurn | AnsweredTurn> {
    if (!isSessionId(id)) throw sessionNotFound(id);
    const deadline = performance.now() + this.options.waitMs;
    const leave = await this.#queue.enter(id, deadline, scope.signal);
    if (!leave) throw scope.abortReason ?? busy(id, this.options.waitMs);
    try {
      const start = await this.#take(id, owner, deadline, scope, receiptKey);
      if (start.type === 'started') return new SessionTurn(this.store, start, scope, leave);
      leave();
      return start;
    } catch (error) {
      leave();
      throw error;
    }
  }

  /** In the background: a receipt that stays does no harm. */
  forgetReceipt(id: string, key: string): void {
    this.store.forgetReceipt(id, key).catch(() => {});
  }

  async #take(
    id: string,
    owner: string,
    deadline: number,
    scope: CallScope,
    receiptKey?: string,
  ): Promise<Started | AnsweredTurn> {
    const applicant = {
      leaseMs: LEASE_MS,
      ticket: randomUUID(),
      ...(receiptKey !== undefined && { receiptKey }),
    };
    let pauseMs = SHORTEST_PAUSE_MS;
    let last: Busy | undefined;
    const look = async () => {
      const start = await this.store.beginTurn(id, owner, applicant);
      if (start.type === 'missing') throw sessionNotFound(id);
      if (start.type !== 'busy') return start;
      pauseMs = nextPauseMs(pauseMs, start, last);
      last = start;
      return pauseMs;
    };
    try {
      const start = await lookUntil(look, deadline, scope);
      if (!start) throw busy(id, this.options.waitMs);
      return start;
    } catch (error) {
      // The place is lost after a second anyway.
      if (last) this.store.stopWaiting(id, applicant.ticket).catch(() => {});
      throw error;
    }
  }
}

/** The longer nothing moves, the more seldom it looks; a queue that moves is watched closely. */
function nextPauseMs(pauseMs: number, now: Busy, before: Busy | undefined): number {
  if (!before || now.ahead < before.ahead) return SHORTEST_PAUSE_MS;
  return longerPauseMs(pauseMs);
}

function busy(id: string, waitedMs: number): GatewayError {
  return new GatewayError(
    'session_busy',
    `Another chat in the session ${id} did not end within ${waitedMs} ms.`,
    { param: 'session_id', retryAfterMs: 1_000 },
  );
}
