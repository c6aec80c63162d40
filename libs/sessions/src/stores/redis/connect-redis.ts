import { Cluster, Redis, type RedisOptions } from 'ioredis';
import type { RedisTarget } from './redis-target.js';

export type RedisClient = Redis | Cluster;

const retryDelayMs = (attempts: number): number => Math.min(50 * attempts, 500);

/**
 * Nothing is queued while Redis is away and nothing is sent twice: a command that was given up must
 * not take effect later. The client reconnects for ever.
 */
const OPTIONS = {
  connectionName: 'llm-gateway',
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  connectTimeout: 2_000,
  // A host that vanished without a word: the connection is given up, not only its commands.
  socketTimeout: 2_000,
  retryStrategy: retryDelayMs,
  // After a failover a connection may still lead to the old master.
  reconnectOnError: (error: Error) => error.message.startsWith('READONLY'),
} satisfies RedisOptions;

export function connectRedis(target: RedisTarget): RedisClient {
  const { kind, tls, hosts, username, password, database, master } = target;
  const common = { ...OPTIONS, username, password, ...(tls && { tls: {} }) };
  if (kind === 'cluster') return connectCluster(hosts, common);
  if (kind === 'standalone') return new Redis({ ...common, ...hosts[0], db: database });
  return new Redis({
    ...common,
    db: database,
    sentinels: [...hosts],
    name: master,
    sentinelUsername: target.sentinelUsername,
    sentinelPassword: target.sentinelPassword,
    sentinelRetryStrategy: retryDelayMs,
    // One that hangs would hold up the search for the master for ever, whatever the others know.
    sentinelCommandTimeout: 1_000,
    ...(tls && { enableTLSForSentinelMode: true, sentinelTLS: {} }),
  });
}

function connectCluster(
  hosts: RedisTarget['hosts'],
  { retryStrategy: _retryStrategy, enableOfflineQueue, ...redisOptions }: RedisOptions,
): Cluster {
  return new Cluster([...hosts], {
    redisOptions,
    enableOfflineQueue,
    clusterRetryStrategy: (attempts) => retryDelayMs(attempts),
    // All retries of a command end within its deadline, so that none takes effect after it.
    maxRedirections: 4,
    retryDelayOnFailover: 50,
    retryDelayOnClusterDown: 50,
    retryDelayOnTryAgain: 50,
    // How soon a node that came back is found.
    slotsRefreshInterval: 1_000,
    // Certificates name hosts; resolving them here would compare with addresses.
    ...(redisOptions.tls && {
      dnsLookup: (address: string, callback: (error: null, address: string) => void) =>
        callback(null, address),
    }),
  });
}
