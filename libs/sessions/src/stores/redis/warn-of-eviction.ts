import type { Logger } from '@nestjs/common';
import type { RedisClient } from './connect-redis.js';

/** INFO, not CONFIG GET: hosted Redis often forbids that one. */
export async function warnOfEviction(client: RedisClient, logger: Logger): Promise<void> {
  const info = await client.info('memory').catch(() => '');
  const limit = Number(/^maxmemory:(\d+)/m.exec(info)?.[1] ?? 0);
  const policy = /^maxmemory_policy:([\w-]+)/m.exec(info)?.[1] ?? 'noeviction';
  if (limit === 0 || policy === 'noeviction') return;
  logger.warn(
    `Redis may evict sessions before they expire: its maxmemory-policy is ${policy}. ` +
      'Set it to noeviction.',
  );
}
