import { RedisScript } from '../redis-script.js';

/**
 * KEYS: the owner's index. Arguments: session id, expiresAt. The index lives as long as the
 * session that lives longest.
 */
export const indexSession = new RedisScript(`
redis.call('ZADD', KEYS[1], 0, ARGV[1])
if tonumber(ARGV[2]) > redis.call('PEXPIRETIME', KEYS[1]) then
  redis.call('PEXPIREAT', KEYS[1], ARGV[2])
end
return 1
`);
