import { Logger } from '@nestjs/common';
import type { IdempotencyStore } from '../idempotency/idempotency-store.js';
import type { SessionStore } from '../session-store.js';
import type { SessionsModuleOptions } from '../sessions.module-definition.js';
import { EmbeddedIdempotencyStore } from './embedded/embedded-idempotency-store.js';
import { EmbeddedSessionStore } from './embedded/embedded-session-store.js';
import { openDatabase } from './embedded/open-database.js';
import { RedisConnection } from './redis/redis-connection.js';
import { RedisIdempotencyStore } from './redis/redis-idempotency-store.js';
import { RedisSessionStore } from './redis/redis-session-store.js';

/** Both stores, on one file or one connection; closing the sessions closes it. */
export abstract class OpenStores {
  abstract readonly sessions: SessionStore;
  abstract readonly idempotency: IdempotencyStore;
}

/** The stores that the configuration asks for. */
export function openStores({
  dataDir,
  redisUrl,
  redisDeadlineMs,
}: SessionsModuleOptions): OpenStores {
  if (redisUrl !== undefined) {
    const connection = new RedisConnection(redisUrl, redisDeadlineMs);
    return {
      sessions: new RedisSessionStore(connection),
      idempotency: new RedisIdempotencyStore(connection),
    };
  }
  new Logger('Sessions').warn(
    `Sessions are kept on this machine (${dataDir}): this serves one replica. Set LLM_GATEWAY_REDIS_URL to run more.`,
  );
  const database = openDatabase(dataDir);
  return {
    sessions: new EmbeddedSessionStore(database),
    idempotency: new EmbeddedIdempotencyStore(database),
  };
}
