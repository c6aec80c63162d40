import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { GatewayError, type CallScope } from 'llm-gateway/contracts';
import { isSessionId } from '../session-id.js';
import { sessionNotFound } from '../session-not-found.js';
import { SessionStore, type TurnStart } from '../session-store.js';
import { SESSIONS_OPTIONS, type SessionsModuleOptions } from '../sessions.module-definition.js';
import { LEASE_MS, SessionTurn } from './session-turn.js';
import { TurnQueue } from './turn-queue.js';

/** Between two looks at a session that another process holds, in milliseconds. */
const FIRST_LOOK_MS = 10;
const LAST_LOOK_MS = 250;

type Started = Extract<TurnStart, { type: 'started' }>;

/** Lets the chats of one session run one after the other, whichever process they came to. */
@Injectable()
export class SessionTurns {
  readonly #queue = new TurnQueue();

  constructor(
    private readonly store: SessionStore,
    @Inject(SESSIONS_OPTIONS) private readonly options: SessionsModuleOptions,
  ) {}

  /**
   * Waits for the session and takes it. The turn ends by its commit or with the call's scope.
   * Throws `session_not_found`, `session_busy` after the longest wait, and the reason of the scope
   * when the call ends before.
   */
  async begin(id: string, owner: string, scope: CallScope): Promise<SessionTurn> {
    if (!isSessionId(id)) throw sessionNotFound(id);
    const deadline = performance.now() + this.options.waitMs;
    const leave = await this.#queue.enter(id, deadline, scope.signal);
    if (!leave) throw scope.abortReason ?? busy(id, this.options.waitMs);
    try {
      const start = await this.#take(id, owner, deadline, scope);
      const turn = new SessionTurn(this.store, start, scope, leave);
      scope.onEnd(() => void turn.release());
      return turn;
    } catch (error) {
      leave();
      throw error;
    }
  }

  async #take(id: string, owner: string, deadline: number, scope: CallScope): Promise<Started> {
    for (let pauseMs = FIRST_LOOK_MS; ; pauseMs = Math.min(pauseMs * 2, LAST_LOOK_MS)) {
      if (scope.abortReason) throw scope.abortReason;
      const start = await this.store.beginTurn(id, owner, LEASE_MS);
      if (start.type === 'missing') throw sessionNotFound(id);
      if (start.type === 'started') return start;
      if (performance.now() + pauseMs > deadline) throw busy(id, this.options.waitMs);
      await sleep(pauseMs, undefined, { signal: scope.signal }).catch(() => {});
    }
  }
}

function busy(id: string, waitedMs: number): GatewayError {
  return new GatewayError(
    'session_busy',
    `Another chat in the session ${id} did not end within ${waitedMs} ms.`,
    { param: 'session_id', retryAfterMs: 1_000 },
  );
}
