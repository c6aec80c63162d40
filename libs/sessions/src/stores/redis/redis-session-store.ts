import type { Session, StoredMessage, WireMessage } from '../../session.js';
import {
  SessionStore,
  type MessagePage,
  type NewSession,
  type Receipt,
  type SessionChange,
  type TurnApplicant,
  type TurnStart,
} from '../../session-store.js';
import { inBackground } from './in-background.js';
import { OwnerIndex } from './owner-index.js';
import {
  readSession,
  readStoredMessages,
  SESSION_FIELDS,
  type SessionState,
} from './read-session.js';
import type { RedisConnection } from './redis-connection.js';
import type { RedisScript } from './redis-script.js';
import { readReceipt, writeReceipt } from './receipt-text.js';
import { beginTurn } from './scripts/begin-turn.lua.js';
import { commitTurn } from './scripts/commit-turn.lua.js';
import { createSession } from './scripts/create-session.lua.js';
import { deleteSession } from './scripts/delete-session.lua.js';
import { readMessages } from './scripts/read-messages.lua.js';
import { releaseTurn } from './scripts/release-turn.lua.js';
import { renewTurn } from './scripts/renew-turn.lua.js';
import { stopWaiting } from './scripts/stop-waiting.lua.js';
import { updateSession } from './scripts/update-session.lua.js';
import { sessionKeys } from './session-keys.js';

type BegunTurn =
  | null
  | readonly [receipt: string]
  | readonly [remainingMs: number, ahead: number]
  | readonly [token: number, state: SessionState, messages: readonly string[]];

/**
 * Sessions in Redis 7 or Valkey: a hash and a list of messages each, which Redis itself expires, and
 * an index per owner. One script per operation; all times are the server's.
 */
export class RedisSessionStore extends SessionStore {
  readonly description: string;
  readonly #index: OwnerIndex;

  constructor(private readonly connection: RedisConnection) {
    super();
    this.description = `Redis at ${connection.name}`;
    this.#index = new OwnerIndex(connection);
  }

  async create(wanted: NewSession): Promise<Session> {
    const { id, owner, ttlMs, context, defaults, messages } = wanted;
    const fields = [owner, ttlMs, JSON.stringify(context), JSON.stringify(defaults)];
    const state = await this.#run(createSession, id, [...fields, ...toJson(messages)]);
    const session = readSession(id, state as SessionState);
    await this.#index.add(session);
    inBackground(this.#index.prune(owner));
    return session;
  }

  async find(id: string, owner: string): Promise<Session | undefined> {
    const state = await this.connection.call((client) =>
      client.hmget(sessionKeys(id)[0], ...SESSION_FIELDS),
    );
    return state[0] === owner ? readSession(id, state as SessionState) : undefined;
  }

  list(owner: string, page: { limit: number; after?: string }): Promise<readonly Session[]> {
    return this.#index.list(owner, page.limit, page.after);
  }

  async update(
    id: string,
    owner: string,
    version: number,
    { ttlMs, context, defaults }: SessionChange,
  ): Promise<Session | 'conflict' | undefined> {
    const state = (await this.#run(updateSession, id, [
      owner,
      version,
      ...(ttlMs === undefined ? [] : ['ttlMs', ttlMs]),
      ...(context === undefined ? [] : ['context', JSON.stringify(context)]),
      ...(defaults === undefined ? [] : ['defaults', JSON.stringify(defaults)]),
    ])) as SessionState | 'conflict' | null;
    if (state === null || state === 'conflict') return state ?? undefined;
    return this.#used(readSession(id, state as SessionState));
  }

  async delete(id: string, owner: string): Promise<boolean> {
    const deleted = (await this.#run(deleteSession, id, [owner])) === 1;
    if (deleted) inBackground(this.#index.remove(owner, [id]));
    return deleted;
  }

  async messages(
    id: string,
    owner: string,
    { limit, after }: MessagePage,
  ): Promise<readonly StoredMessage[] | undefined> {
    const page = await this.#run(readMessages, id, [owner, limit, after ?? '']);
    return page === null ? undefined : readStoredMessages(...(page as [number, string[]]));
  }

  async beginTurn(
    id: string,
    owner: string,
    { leaseMs, ticket, receiptKey = '' }: TurnApplicant,
  ): Promise<TurnStart> {
    const begun = (await this.#run(beginTurn, id, [owner, leaseMs, ticket, receiptKey], (late) => {
      // Nobody waits for it any more, and it would keep others waiting.
      const turn = late as BegunTurn;
      if (turn?.length === 3) inBackground(this.releaseTurn(id, turn[0]));
    })) as BegunTurn;
    if (begun === null) return { type: 'missing' };
    if (begun.length === 1) return { type: 'answered', ...readReceipt(begun[0]) };
    if (begun.length === 2) return { type: 'busy', remainingMs: begun[0], ahead: begun[1] };
    const [token, state, elements] = begun;
    const messages = readStoredMessages(0, elements);
    return { type: 'started', session: readSession(id, state), messages, token };
  }

  async stopWaiting(id: string, ticket: string): Promise<void> {
    await this.#run(stopWaiting, id, [ticket]);
  }

  async renewTurn(id: string, token: number, leaseMs: number): Promise<boolean> {
    return (await this.#run(renewTurn, id, [token, leaseMs])) === 1;
  }

  async commitTurn(
    id: string,
    token: number,
    messages: readonly WireMessage[],
    receipt?: Receipt,
  ): Promise<Session | undefined> {
    const left = receipt ? [receipt.key, writeReceipt(receipt)] : ['', ''];
    const state = await this.#run(commitTurn, id, [token, ...left, ...toJson(messages)]);
    return state === null ? undefined : this.#used(readSession(id, state as SessionState));
  }

  async forgetReceipt(id: string, key: string): Promise<void> {
    await this.connection.call((client) => client.hdel(sessionKeys(id)[0], `receipt:${key}`));
  }

  async releaseTurn(id: string, token: number): Promise<void> {
    await this.#run(releaseTurn, id, [token]);
  }

  close(): Promise<void> {
    return this.connection.close();
  }

  #used(session: Session): Session {
    inBackground(this.#index.add(session));
    return session;
  }

  #run(
    script: RedisScript,
    id: string,
    parameters: readonly (string | number)[],
    onLate?: (result: unknown) => void,
  ): Promise<unknown> {
    return this.connection.call(
      (client) => script.run(client, sessionKeys(id), parameters),
      onLate,
    );
  }
}

function toJson(messages: readonly WireMessage[]): readonly string[] {
  return messages.map((message) => JSON.stringify(message));
}
