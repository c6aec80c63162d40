export interface RedisHost {
  readonly host: string;
  readonly port: number;
}

/** Where Redis is, as an address in `LLM_GATEWAY_REDIS_URL` says. */
export interface RedisTarget {
  readonly kind: 'standalone' | 'sentinel' | 'cluster';
  readonly tls: boolean;
  /** At least one; for Sentinel those of the sentinels. */
  readonly hosts: readonly RedisHost[];
  readonly username?: string;
  readonly password?: string;
  /** 0 in a cluster. */
  readonly database: number;
  /** The name by which the sentinels know the master. */
  readonly master?: string;
  readonly sentinelUsername?: string;
  readonly sentinelPassword?: string;
}
