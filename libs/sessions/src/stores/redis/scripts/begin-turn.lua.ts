import { RedisScript } from '../redis-script.js';
import { PRELUDE } from './prelude.lua.js';

/**
 * Arguments: owner, leaseMs. Returns the token, the session's state and all messages; or the
 * milliseconds for which another turn holds it; or nothing.
 */
export const beginTurn = new RedisScript(`${PRELUDE}
if get('owner') ~= ARGV[1] then return false end
local at = now()
local remaining = tonumber(get('leaseUntil') or 0) - at
if remaining > 0 then return remaining end
local token = redis.call('HINCRBY', session, 'turns', 1)
redis.call('HSET', session, 'leaseToken', token, 'leaseUntil',
  string.format('%.0f', at + tonumber(ARGV[2])))
live(at)
return { token, state(), redis.call('LRANGE', messages, 0, -1) }
`);
