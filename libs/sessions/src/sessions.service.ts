import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { GatewayError, invalidField, type SessionContexts } from 'llm-gateway/contracts';
import { checkContext } from './check-context.js';
import { cutHistory } from './cut-history.js';
import {
  encodeSession,
  encodeSessionWithMessages,
  type SessionList,
  type SessionWithMessages,
} from './encode-session.js';
import { messagePosition } from './message-id.js';
import type { PageQuery } from './page-query.pipe.js';
import { isSessionId, newSessionId } from './session-id.js';
import { sessionNotFound } from './session-not-found.js';
import type {
  CreateSessionRequest,
  ForkSessionRequest,
  PatchSessionRequest,
} from './session-requests.schema.js';
import { SessionStore } from './session-store.js';
import type { Session } from './session.js';
import { SESSIONS_OPTIONS, type SessionsModuleOptions } from './sessions.module-definition.js';
import { toSessionChange, toSessionDefaults } from './to-session-change.js';

const NEWEST_MESSAGES = 100;
const PATCH_ATTEMPTS = 50;
const PATCH_PAUSE_MS = 10;

/** What the routes of sessions do. Each method throws `session_not_found` for an unknown id. */
@Injectable()
export class SessionsService implements SessionContexts {
  constructor(
    private readonly store: SessionStore,
    @Inject(SESSIONS_OPTIONS) private readonly options: SessionsModuleOptions,
  ) {}

  async create(owner: string, request: CreateSessionRequest): Promise<SessionWithMessages> {
    const { ttl_seconds = this.options.defaultTtlSeconds, context = {}, ...defaults } = request;
    const session = await this.store.create({
      id: newSessionId(),
      owner,
      ttlMs: this.#toTtlMs(ttl_seconds),
      context: checkContext(context),
      defaults: toSessionDefaults({}, defaults),
      messages: [],
    });
    return encodeSessionWithMessages(session, [], false);
  }

  /** With the newest messages, or those after a position. */
  async get(owner: string, id: string, page: PageQuery<number>): Promise<SessionWithMessages> {
    return this.#withMessages(await this.#find(owner, id), page);
  }

  /** Newest first. */
  async list(owner: string, { limit, ...after }: PageQuery<string>): Promise<SessionList> {
    const sessions = await this.store.list(owner, { limit: limit + 1, ...after });
    return {
      object: 'list',
      data: sessions.slice(0, limit).map(encodeSession),
      has_more: sessions.length > limit,
    };
  }

  /** Throws `session_conflict` when others change the session faster than this call can. */
  async patch(
    owner: string,
    id: string,
    request: PatchSessionRequest,
  ): Promise<SessionWithMessages> {
    const ttlMs =
      request.ttl_seconds === undefined ? undefined : this.#toTtlMs(request.ttl_seconds);
    for (let attempt = 1; attempt <= PATCH_ATTEMPTS; attempt += 1) {
      const session = await this.#find(owner, id);
      const change = toSessionChange(session, request, ttlMs);
      const changed = await this.store.update(id, owner, session.version, change);
      if (!changed) throw sessionNotFound(id);
      if (changed !== 'conflict') return this.#withMessages(changed, { limit: NEWEST_MESSAGES });
      await sleep(Math.random() * PATCH_PAUSE_MS);
    }
    throw new GatewayError('session_conflict', `Others keep changing the session ${id}.`, {
      retryAfterMs: 1_000,
    });
  }

  async delete(owner: string, id: string): Promise<void> {
    const existed = isSessionId(id) && (await this.store.delete(id, owner));
    if (!existed) throw sessionNotFound(id);
  }

  /** A new session with the context, the defaults, the life and the history of this one. */
  async fork(
    owner: string,
    id: string,
    { up_to }: ForkSessionRequest,
  ): Promise<SessionWithMessages> {
    const { context, defaults, ttlMs, messageCount } = await this.#find(owner, id);
    const position = up_to === undefined ? undefined : messagePosition(up_to);
    // One more than asked for tells whether the cut parts what belongs together.
    const limit = Math.min(position ?? messageCount, messageCount) + 1;
    const messages = await this.store.messages(id, owner, { limit, after: 0 });
    if (!messages) throw sessionNotFound(id);
    const fork = await this.store.create({
      id: newSessionId(),
      owner,
      ttlMs,
      context,
      defaults,
      messages: cutHistory(messages, position),
    });
    return this.#withMessages(fork, { limit: NEWEST_MESSAGES });
  }

  async contextOf(id: string, owner: string): Promise<Session['context']> {
    return (await this.#find(owner, id)).context;
  }

  async #find(owner: string, id: string): Promise<Session> {
    const session = isSessionId(id) ? await this.store.find(id, owner) : undefined;
    if (!session) throw sessionNotFound(id);
    return session;
  }

  async #withMessages(session: Session, page: PageQuery<number>): Promise<SessionWithMessages> {
    const { id, owner } = session;
    const { limit, after } = page;
    const messages = await this.store.messages(id, owner, { ...page, limit: limit + 1 });
    if (!messages) throw sessionNotFound(id);
    const shown = after === undefined ? messages.slice(-limit) : messages.slice(0, limit);
    return encodeSessionWithMessages(session, shown, messages.length > limit);
  }

  #toTtlMs(seconds: number): number {
    const { maximumTtlSeconds } = this.options;
    if (seconds > maximumTtlSeconds)
      throw invalidField('ttl_seconds', `must be at most ${maximumTtlSeconds}, not ${seconds}`);
    return seconds * 1_000;
  }
}
