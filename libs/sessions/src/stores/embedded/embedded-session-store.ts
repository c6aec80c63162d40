import type { DatabaseSync } from 'node:sqlite';
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
import { atomically } from './atomically.js';
import { orUnavailable } from './or-unavailable.js';
import { toSession, toStoredMessage, type MessageRow, type SessionRow } from './session-row.js';
import { prepareStatements, type Statements } from './statements.js';
import { Sweeper } from './sweeper.js';

/** Sorts after every id. */
const LAST_ID = '~';

/** Sessions in a SQLite file on this machine: one replica, no server. */
export class EmbeddedSessionStore extends SessionStore {
  readonly description: string;
  readonly #statements: Statements;
  readonly #sweeper: Sweeper;

  constructor(private readonly database: DatabaseSync) {
    super();
    this.description = `${database.location() ?? 'in memory'} (one replica)`;
    this.#statements = prepareStatements(database);
    this.#sweeper = new Sweeper(database, this.#statements.sweep);
  }

  async create({ id, owner, ttlMs, context, defaults, messages }: NewSession): Promise<Session> {
    return atomically(this.database, (now) => {
      const row = this.#statements.insertSession.get({
        id,
        owner,
        now,
        ttlMs,
        messageCount: messages.length,
        context: JSON.stringify(context),
        defaults: JSON.stringify(defaults),
      });
      this.#insert(id, 0, messages, now);
      return toSession(row as unknown as SessionRow);
    });
  }

  async find(id: string, owner: string): Promise<Session | undefined> {
    const row = this.#find(id, owner, Date.now());
    return row && toSession(row);
  }

  async list(
    owner: string,
    { limit, after = LAST_ID }: { readonly limit: number; readonly after?: string },
  ): Promise<readonly Session[]> {
    const parameters = { owner, now: Date.now(), after, limit };
    const rows = orUnavailable(() => this.#statements.list.all(parameters));
    return (rows as unknown as SessionRow[]).map(toSession);
  }

  async update(
    id: string,
    owner: string,
    version: number,
    change: SessionChange,
  ): Promise<Session | 'conflict' | undefined> {
    return atomically(this.database, (now) => {
      const found = this.#find(id, owner, now);
      if (!found) return undefined;
      const { ttlMs = found.ttl_ms, context, defaults } = change;
      const row = this.#statements.update.get({
        id,
        now,
        version,
        ttlMs,
        context: context ? JSON.stringify(context) : found.context,
        defaults: defaults ? JSON.stringify(defaults) : found.defaults,
      });
      return row ? toSession(row as unknown as SessionRow) : 'conflict';
    });
  }

  async delete(id: string, owner: string): Promise<boolean> {
    const parameters = { id, owner, now: Date.now() };
    return orUnavailable(() => this.#statements.remove.get(parameters)) !== undefined;
  }

  async messages(
    id: string,
    owner: string,
    { limit, after }: MessagePage,
  ): Promise<readonly StoredMessage[] | undefined> {
    if (!this.#find(id, owner, Date.now())) return undefined;
    const rows = orUnavailable(() =>
      after === undefined
        ? this.#statements.newestMessages.all({ id, limit }).toReversed()
        : this.#statements.messagesAfter.all({ id, after, limit }),
    );
    return (rows as unknown as MessageRow[]).map(toStoredMessage);
  }

  /** Who waits is known to the process already, and there is one. */
  async beginTurn(
    id: string,
    owner: string,
    { leaseMs, receiptKey }: TurnApplicant,
  ): Promise<TurnStart> {
    return atomically(this.database, (now): TurnStart => {
      const found = this.#find(id, owner, now);
      if (!found) return { type: 'missing' };
      const receipt = receiptKey !== undefined && this.#receipt(id, receiptKey);
      if (receipt) return { type: 'answered', ...receipt };
      if (found.lease_until > now)
        return { type: 'busy', remainingMs: found.lease_until - now, ahead: 0 };
      const row = this.#statements.takeLease.get({ id, now, leaseMs }) as unknown as SessionRow;
      const messages = this.#statements.allMessages.all({ id }) as unknown as MessageRow[];
      return {
        type: 'started',
        session: toSession(row),
        messages: messages.map(toStoredMessage),
        token: row.lease_token,
      };
    });
  }

  async stopWaiting(): Promise<void> {}

  async renewTurn(id: string, token: number, leaseMs: number): Promise<boolean> {
    const parameters = { id, token, now: Date.now(), leaseMs };
    return orUnavailable(() => this.#statements.renewLease.get(parameters)) !== undefined;
  }

  async commitTurn(
    id: string,
    token: number,
    messages: readonly WireMessage[],
    receipt?: Receipt,
  ): Promise<Session | undefined> {
    return atomically(this.database, (now) => {
      const row = this.#endLease(id, token, messages.length, now);
      if (!row) return undefined;
      this.#insert(id, row.message_count - messages.length, messages, now);
      if (receipt) this.#statements.insertReceipt.run({ id, ...receipt });
      return toSession(row);
    });
  }

  async forgetReceipt(id: string, key: string): Promise<void> {
    orUnavailable(() => this.#statements.removeReceipt.run({ id, key }));
  }

  async releaseTurn(id: string, token: number): Promise<void> {
    this.#endLease(id, token, 0, Date.now());
  }

  async close(): Promise<void> {
    this.#sweeper.stop();
    if (this.database.isOpen) this.database.close();
  }

  /** Removes sessions whose life is over, a batch at a time. */
  sweep(): void {
    this.#sweeper.sweep();
  }

  #find(id: string, owner: string, now: number): SessionRow | undefined {
    const row = orUnavailable(() => this.#statements.find.get({ id, owner, now }));
    return row as unknown as SessionRow | undefined;
  }

  #receipt(id: string, key: string): Pick<Receipt, 'fingerprint' | 'answer'> | undefined {
    const row = this.#statements.findReceipt.get({ id, key });
    return row as unknown as Pick<Receipt, 'fingerprint' | 'answer'> | undefined;
  }

  #endLease(id: string, token: number, added: number, now: number): SessionRow | undefined {
    const row = orUnavailable(() => this.#statements.endLease.get({ id, token, added, now }));
    return row as unknown as SessionRow | undefined;
  }

  #insert(id: string, count: number, messages: readonly WireMessage[], now: number): void {
    messages.forEach((message, index) => {
      const position = count + index + 1;
      this.#statements.insertMessage.run({ id, position, now, message: JSON.stringify(message) });
    });
  }
}
