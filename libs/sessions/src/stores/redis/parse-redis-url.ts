import type { RedisHost, RedisTarget } from './redis-target.js';

const FORMS =
  'redis://host:6379/0, redis+sentinel://host:26379,host:26379/master-name/0 or ' +
  'redis+cluster://host:6379,host:6379, with rediss for TLS and user:password@ before the hosts';

const URL_PARTS =
  /^redis(?<tls>s?)(?:\+(?<kind>sentinel|cluster))?:\/\/(?:(?<credentials>[^@/]*)@)?(?<hosts>[^/?]+)(?<path>\/[^?]*)?(?:\?(?<query>.*))?$/;

const HOST = /^(?<host>\[[\da-f:.]+\]|[^:]+)(?::(?<port>\d{1,5}))?$/i;

/**
 * Not `new URL`: it takes one host only. `?sentinel_username=` and `?sentinel_password=` are for the
 * sentinels themselves. Errors never show the address, which may hold a password.
 */
export function parseRedisUrl(url: string): RedisTarget {
  const parts = URL_PARTS.exec(url.trim())?.groups;
  if (!parts) throw new Error(`The Redis URL has none of the known forms: ${FORMS}.`);
  const kind = (parts['kind'] ?? 'standalone') as RedisTarget['kind'];
  const hosts = parts['hosts']!.split(',').map((host) => parseHost(host, kind));
  if (kind === 'standalone' && hosts.length > 1) {
    throw new Error(
      `The Redis URL names several hosts, but is neither Sentinel nor Cluster: ${FORMS}.`,
    );
  }
  const query = new URLSearchParams(parts['query']);
  const [username, password] = parseCredentials(parts['credentials'] ?? '');
  return {
    kind,
    tls: parts['tls'] === 's',
    hosts,
    ...(username !== '' && { username }),
    ...(password !== '' && { password }),
    ...parsePath(parts['path'] ?? '', kind),
    ...(query.has('sentinel_username') && { sentinelUsername: query.get('sentinel_username')! }),
    ...(query.has('sentinel_password') && { sentinelPassword: query.get('sentinel_password')! }),
  };
}

function parseHost(text: string, kind: RedisTarget['kind']): RedisHost {
  const { host, port } = HOST.exec(text.trim())?.groups ?? {};
  if (host === undefined || Number(port) > 65_535) {
    throw new Error(`The Redis URL names a host that cannot be read: ${FORMS}.`);
  }
  const defaultPort = kind === 'sentinel' ? 26_379 : 6_379;
  return {
    host: host.replace(/^\[|\]$/g, ''),
    port: port === undefined ? defaultPort : Number(port),
  };
}

/** `user:password`, `:password` or, as redis-cli takes it, nothing but a user. */
function parseCredentials(text: string): [username: string, password: string] {
  const colon = text.indexOf(':');
  const username = colon === -1 ? text : text.slice(0, colon);
  const password = colon === -1 ? '' : text.slice(colon + 1);
  return [decodeURIComponent(username), decodeURIComponent(password)];
}

function parsePath(
  path: string,
  kind: RedisTarget['kind'],
): Pick<RedisTarget, 'database' | 'master'> {
  const segments = path.split('/').filter((segment) => segment !== '');
  const master = kind === 'sentinel' ? segments.shift() : undefined;
  if (kind === 'sentinel' && master === undefined) {
    throw new Error(`The Redis URL of the sentinels does not name the master: ${FORMS}.`);
  }
  const [database = '0', ...tooMany] = segments;
  if (tooMany.length > 0 || !/^\d+$/.test(database)) {
    throw new Error(`The path of the Redis URL is not a database number: ${FORMS}.`);
  }
  if (kind === 'cluster' && database !== '0') {
    throw new Error('A Redis Cluster has the database 0 only: leave it out of the Redis URL.');
  }
  return { database: Number(database), ...(master !== undefined && { master }) };
}
