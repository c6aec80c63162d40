import { Logger } from '@nestjs/common';
import type { SessionStore } from '../session-store.js';
import type { SessionsModuleOptions } from '../sessions.module-definition.js';
import { EmbeddedSessionStore } from './embedded/embedded-session-store.js';
import { openDatabase } from './embedded/open-database.js';
import { RedisSessionStore } from './redis/redis-session-store.js';

/** The store that the configuration asks for. */
export function openSessionStore({ dataDir, redisUrl }: SessionsModuleOptions): SessionStore {
  if (redisUrl !== undefined) return new RedisSessionStore(redisUrl);
  new Logger('Sessions').warn(
    `Sessions are kept on this machine (${dataDir}): this serves one replica. Set LLM_GATEWAY_REDIS_URL to run more.`,
  );
  return new EmbeddedSessionStore(openDatabase(dataDir));
}
