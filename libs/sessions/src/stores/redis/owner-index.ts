import type { Session } from '../../session.js';
import { readSession, SESSION_FIELDS, type SessionState } from './read-session.js';
import type { RedisConnection } from './redis-connection.js';
import { indexSession } from './scripts/index-session.lua.js';
import { ownerKey, sessionKeys } from './session-keys.js';

/** Entries that each new one has checked, so that an owner who never lists keeps no dead ones. */
const CHECKED_PER_ADD = 4;

/**
 * The ids of an owner's sessions, in their order, in a slot of their own and so not atomic with the sessions: entries
 * of sessions that are gone are left out and removed when seen; a missing one returns with the next
 * use of its session.
 */
export class OwnerIndex {
  constructor(private readonly connection: RedisConnection) {}

  async add({ owner, id, expiresAt }: Session): Promise<void> {
    await this.connection.call((client) =>
      indexSession.run(client, [ownerKey(owner)], [id, expiresAt]),
    );
  }

  async remove(owner: string, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await this.connection.call((client) => client.zrem(ownerKey(owner), ...ids));
  }

  async list(owner: string, limit: number, after = ''): Promise<readonly Session[]> {
    const alive: Session[] = [];
    const gone: string[] = [];
    let last = after;
    while (alive.length < limit) {
      const wanted = limit - alive.length;
      const from = last === '' ? '+' : `(${last}`;
      const ids = await this.connection.call((client) =>
        client.zrevrangebylex(ownerKey(owner), from, '-', 'LIMIT', 0, wanted),
      );
      const found = await this.#read(ids);
      alive.push(...found.values());
      gone.push(...ids.filter((id) => !found.has(id)));
      if (ids.length < wanted) break;
      last = ids.at(-1)!;
    }
    await this.remove(owner, gone);
    return alive;
  }

  /** Removes some entries whose sessions are gone. */
  async prune(owner: string): Promise<void> {
    const ids = (await this.connection.call<unknown>((client) =>
      client.zrandmember(ownerKey(owner), CHECKED_PER_ADD),
    )) as string[];
    const found = await this.#read(ids);
    await this.remove(
      owner,
      ids.filter((id) => !found.has(id)),
    );
  }

  async #read(ids: readonly string[]): Promise<ReadonlyMap<string, Session>> {
    const states = await this.connection.call((client) =>
      Promise.all(ids.map((id) => client.hmget(sessionKeys(id)[0], ...SESSION_FIELDS))),
    );
    return new Map(
      ids.flatMap((id, index) => {
        const state = states[index]!;
        return state[0] === null ? [] : [[id, readSession(id, state as SessionState)] as const];
      }),
    );
  }
}
