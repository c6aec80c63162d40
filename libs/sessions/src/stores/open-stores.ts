import { Logger } from '@nestjs/common';
import type { ReadinessProbe } from 'llm-gateway/contracts';
import type { IdempotencyStore } from '../idempotency/idempotency-store.js';
import type { SessionStore } from '../session-store.js';
import type { SessionsModuleOptions } from '../sessions.module-definition.js';
import { EmbeddedIdempotencyStore } from './embedded/embedded-idempotency-store.js';
import { EmbeddedSessionStore } from './embedded/embedded-session-store.js';
import { openDatabase } from './embedded/open-database.js';
import { probeDatabase } from './embedded/probe-database.js';

/** Both stores, on one file or one connection; closing the sessions closes it. */
export abstract class OpenStores {
  abstract readonly sessions: SessionStore;
  abstract readonly idempotency: IdempotencyStore;
  /** Whether they can be used now. */
  abstract readonly probe: ReadinessProbe;
}

/** The stores that the configuration asks for. Redis' client takes 10 MB, and is loaded for them only. */
export async function openStores({
  dataDir,
  redisUrl,
  redisDeadlineMs,
}: SessionsModuleOptions): Promise<OpenStores> {
  if (redisUrl !== undefined) {
    const { openRedisStores } = await import('./redis/open-redis-stores.js');
    return openRedisStores(redisUrl, redisDeadlineMs);
  }
  new Logger('Sessions').warn(
    `Sessions are kept on this machine (${dataDir}): this serves one replica. Set LLM_GATEWAY_REDIS_URL to run more.`,
  );
  const database = openDatabase(dataDir);
  return {
    sessions: new EmbeddedSessionStore(database),
    idempotency: new EmbeddedIdempotencyStore(database),
    probe: probeDatabase(database),
  };
}
