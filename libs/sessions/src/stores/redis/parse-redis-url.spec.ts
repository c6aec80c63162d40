import { describe, expect, it } from '@jest/globals';
import { parseRedisUrl } from './parse-redis-url.js';

describe('parseRedisUrl', () => {
  it.each([
    [
      'redis://h',
      { kind: 'standalone', tls: false, hosts: [{ host: 'h', port: 6379 }], database: 0 },
    ],
    [
      'rediss://me:p%40ss@[::1]:7000/3',
      {
        kind: 'standalone',
        tls: true,
        hosts: [{ host: '::1', port: 7000 }],
        username: 'me',
        password: 'p@ss',
        database: 3,
      },
    ],
    [
      'redis+sentinel://:pw@a,b:5/main/2?sentinel_password=s',
      {
        kind: 'sentinel',
        tls: false,
        hosts: [
          { host: 'a', port: 26379 },
          { host: 'b', port: 5 },
        ],
        password: 'pw',
        master: 'main',
        database: 2,
        sentinelPassword: 's',
      },
    ],
    [
      'redis+cluster://a:1,b:2',
      {
        kind: 'cluster',
        tls: false,
        hosts: [
          { host: 'a', port: 1 },
          { host: 'b', port: 2 },
        ],
        database: 0,
      },
    ],
  ])('reads %s', (url, target) => {
    expect(parseRedisUrl(url)).toEqual(target);
  });

  it.each([
    'http://:secret@h',
    'redis://:secret@',
    'redis://:secret@a,b',
    'redis://:secret@h:99999',
    'redis://:secret@h/one',
    'redis+sentinel://:secret@h',
    'redis+cluster://:secret@h/1',
  ])('refuses %s and keeps its password to itself', (url) => {
    expect(() => parseRedisUrl(url)).toThrow(/^(?!.*secret)/);
  });
});
