import type { OpenStores } from '../open-stores.js';
import { RedisConnection } from './redis-connection.js';
import { RedisIdempotencyStore } from './redis-idempotency-store.js';
import { RedisSessionStore } from './redis-session-store.js';

/** Both stores on one connection. */
export function openRedisStores(url: string, deadlineMs: number | undefined): OpenStores {
  const connection = new RedisConnection(url, deadlineMs);
  return {
    sessions: new RedisSessionStore(connection),
    idempotency: new RedisIdempotencyStore(connection),
    probe: { name: 'redis', required: true, check: () => connection.ping() },
  };
}
