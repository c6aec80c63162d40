import { resolve } from 'node:path';
import {
  IN_MEMORY,
  REDIS_DEADLINE_MS,
  parseRedisUrl,
  type SessionsModuleOptions,
} from 'llm-gateway/sessions';
import type { SettingsReader } from 'llm-gateway/bootstrap';

const THIRTY_DAYS_SECONDS = 2_592_000;
const YEAR_SECONDS = 31_536_000;

/** Where sessions are kept, and for how long. */
export function readSessionSettings(read: SettingsReader): SessionsModuleOptions {
  const dataDir = read.text(
    'LLM_GATEWAY_DATA_DIR',
    'data',
    `Folder of the embedded session store; \`${IN_MEMORY}\` keeps nothing`,
  );
  const redisUrl = read.text(
    'LLM_GATEWAY_REDIS_URL',
    '',
    'Redis for sessions: `redis://`, `rediss://`, `redis+sentinel://`, `redis+cluster://`',
    'a Redis address',
  );
  if (redisUrl !== '') checkRedisUrl(redisUrl, read);
  const maximumTtlSeconds = read.integer(
    'LLM_GATEWAY_SESSION_MAX_TTL_SECONDS',
    THIRTY_DAYS_SECONDS,
    {
      minimum: 1,
      maximum: YEAR_SECONDS,
    },
    'Longest life of a session, in seconds',
  );
  const redisDeadlineMs = read.integer(
    'LLM_GATEWAY_REDIS_DEADLINE_MS',
    REDIS_DEADLINE_MS,
    {
      minimum: 10,
      maximum: 10_000,
    },
    'Longest that one call of Redis may take, in milliseconds',
  );
  return {
    dataDir: dataDir === IN_MEMORY ? dataDir : resolve(dataDir),
    ...(redisUrl !== '' && { redisUrl, redisDeadlineMs }),
    defaultTtlSeconds: Math.min(
      maximumTtlSeconds,
      read.integer(
        'LLM_GATEWAY_SESSION_TTL_SECONDS',
        3_600,
        { minimum: 1, maximum: YEAR_SECONDS },
        'Life of a session that asks for none, in seconds',
      ),
    ),
    maximumTtlSeconds,
    waitMs: read.integer(
      'LLM_GATEWAY_SESSION_WAIT_MS',
      30_000,
      {
        minimum: 0,
        maximum: 600_000,
      },
      'Longest wait for a session that another chat holds, in milliseconds',
    ),
  };
}

function checkRedisUrl(url: string, read: SettingsReader): void {
  try {
    parseRedisUrl(url);
  } catch (error) {
    read.complain(`LLM_GATEWAY_REDIS_URL: ${(error as Error).message}`);
  }
}
