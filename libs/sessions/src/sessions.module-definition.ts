import { ConfigurableModuleBuilder } from '@nestjs/common';

export interface SessionsModuleOptions {
  /** Folder of the embedded store's file; `:memory:` keeps sessions in memory only, for tests. */
  readonly dataDir: string;
  /** `redis://`, `rediss://`, ... switches from the embedded store to Redis. */
  readonly redisUrl?: string;
  /** The longest that one call of Redis may take, in milliseconds; 250 by default. */
  readonly redisDeadlineMs?: number;
  /** Life of a session that is created without `ttl_seconds`, in seconds. */
  readonly defaultTtlSeconds: number;
  /** Longest life that a client may ask for, in seconds. */
  readonly maximumTtlSeconds: number;
  /** How long a chat waits for another one in its session, in milliseconds. */
  readonly waitMs: number;
}

export const {
  ConfigurableModuleClass: ConfigurableSessionsModule,
  MODULE_OPTIONS_TOKEN: SESSIONS_OPTIONS,
} = new ConfigurableModuleBuilder<SessionsModuleOptions>({ moduleName: 'Sessions' })
  .setClassMethodName('forRoot')
  .build();
