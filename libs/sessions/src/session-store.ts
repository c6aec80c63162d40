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

export type TurnStart =
  | {
      readonly type: 'started';
      readonly session: Session;
      /** The whole history. */
      readonly messages: readonly StoredMessage[];
      /** Fencing token: larger than that of every turn before. */
      readonly token: number;
    }
  /** Another turn holds the session, for so many milliseconds unless it renews. */
  | { readonly type: 'busy'; readonly remainingMs: number }
  | { readonly type: 'missing' };

/**
 * Keeps sessions. Each method is atomic, also among processes. What has expired or belongs to another
 * owner is missing. Methods throw `session_store_unavailable` when the store cannot be reached.
 */
export abstract class SessionStore {
  /** Where the sessions are, in words and without secrets. */
  abstract readonly description: string;

  abstract create(session: NewSession): Promise<Session>;

  abstract find(id: string, owner: string): Promise<Session | undefined>;

  /** The owner's sessions, newest first. `after` is the id of the last one already seen. */
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

  /** Takes the session for one turn, for so many milliseconds, and begins its life anew. */
  abstract beginTurn(id: string, owner: string, leaseMs: number): Promise<TurnStart>;

  /** Holds it for so many milliseconds from now. False when the turn no longer holds it. */
  abstract renewTurn(id: string, token: number, leaseMs: number): Promise<boolean>;

  /**
   * Appends the turn's messages together, begins the session's life anew and lets it go. Undefined
   * when the turn no longer holds it; nothing is appended then.
   */
  abstract commitTurn(
    id: string,
    token: number,
    messages: readonly WireMessage[],
  ): Promise<Session | undefined>;

  /** Lets the session go with nothing appended. Does nothing when the turn no longer holds it. */
  abstract releaseTurn(id: string, token: number): Promise<void>;

  /** Closes connections and files. */
  abstract close(): Promise<void>;
}
