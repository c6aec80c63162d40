import type { Session, SessionDefaults, StoredMessage, WireMessage } from './session.js';

export interface NewSession {
  readonly id: string;
  readonly owner: string;
  readonly ttlMs: number;
  readonly context: Readonly<Record<string, unknown>>;
  readonly defaults: SessionDefaults;
  /** The history it begins with: a fork's. */
  readonly messages: readonly WireMessage[];
}

/** Each field replaces the stored one; the life begins anew. */
export interface SessionChange {
  readonly ttlMs?: number;
  readonly context?: Readonly<Record<string, unknown>>;
  readonly defaults?: SessionDefaults;
}

/** The messages after a position, oldest first; without one the newest, oldest first as well. */
export interface MessagePage {
  readonly limit: number;
  readonly after?: number;
}

/**
 * What a turn leaves in its session until its answer is kept under an idempotency key too: those are two
 * steps, between which a replica may die.
 */
export interface Receipt {
  readonly key: string;
  readonly fingerprint: string;
  readonly answer: string;
}

export type TurnStart =
  | {
      readonly type: 'started';
      readonly session: Session;
      /** The whole history. */
      readonly messages: readonly StoredMessage[];
      /** Fencing token: larger than that of every turn before. */
      readonly token: number;
    }
  /**
   * Another turn holds the session, for so many milliseconds unless it renews, or so many others came
   * before. Who asks again within a second keeps its place.
   */
  | { readonly type: 'busy'; readonly remainingMs: number; readonly ahead: number }
  /** There is a receipt under the applicant's key: nothing was taken. */
  | ({ readonly type: 'answered' } & Pick<Receipt, 'fingerprint' | 'answer'>)
  | { readonly type: 'missing' };

/** Who wants a turn. */
export interface TurnApplicant {
  /** How long the turn is to hold the session unless it renews, in milliseconds. */
  readonly leaseMs: number;
  /** The same each time the same request asks: its place among those that wait. */
  readonly ticket: string;
  /** Looks for the receipt with this key first. */
  readonly receiptKey?: string;
}

/**
 * Keeps sessions. Each method is atomic, also among processes. What has expired or belongs to another
 * owner is missing. Methods throw `session_store_unavailable` when the store cannot be reached.
 */
export abstract class SessionStore {
  /** Where the sessions are, in words and without secrets. */
  abstract readonly description: string;

  abstract create(session: NewSession): Promise<Session>;

  abstract find(id: string, owner: string): Promise<Session | undefined>;

  /**
   * The owner's sessions by falling id: newest first. `after` is the id of the last one already seen,
   * which may be gone.
   */
  abstract list(
    owner: string,
    page: { readonly limit: number; readonly after?: string },
  ): Promise<readonly Session[]>;

  /** Only if the session still has this version; else `conflict`. */
  abstract update(
    id: string,
    owner: string,
    version: number,
    change: SessionChange,
  ): Promise<Session | 'conflict' | undefined>;

  /** False when there was none. A turn that runs meanwhile cannot commit. */
  abstract delete(id: string, owner: string): Promise<boolean>;

  abstract messages(
    id: string,
    owner: string,
    page: MessagePage,
  ): Promise<readonly StoredMessage[] | undefined>;

  /** Takes the session for one turn, first come first served, and begins its life anew. */
  abstract beginTurn(id: string, owner: string, applicant: TurnApplicant): Promise<TurnStart>;

  /** Gives up its place among those that wait for the session. */
  abstract stopWaiting(id: string, ticket: string): Promise<void>;

  /** Holds it for so many milliseconds from now. False when the turn no longer holds it. */
  abstract renewTurn(id: string, token: number, leaseMs: number): Promise<boolean>;

  /**
   * Appends the turn's messages together, leaves the receipt, begins the session's life anew and lets it go. Undefined
   * when the turn no longer holds it; nothing is appended then. After `session_store_unavailable` it
   * may be called again with the same messages, which are appended once.
   */
  abstract commitTurn(
    id: string,
    token: number,
    messages: readonly WireMessage[],
    receipt?: Receipt,
  ): Promise<Session | undefined>;

  /** Removes a receipt that is no longer needed. */
  abstract forgetReceipt(id: string, key: string): Promise<void>;

  /** Lets the session go with nothing appended. Does nothing when the turn no longer holds it. */
  abstract releaseTurn(id: string, token: number): Promise<void>;

  /** Closes connections and files. */
  abstract close(): Promise<void>;
}
