import { RedisScript } from '../redis-script.js';
import { PRELUDE } from './prelude.lua.js';

/**
 * Arguments: owner, version, then pairs of a field and its new value. Returns the session's state,
 * `conflict` for another version, or nothing.
 */
export const updateSession = new RedisScript(`${PRELUDE}
if get('owner') ~= ARGV[1] then return false end
if get('version') ~= ARGV[2] then return 'conflict' end
for index = 3, #ARGV, 2 do
  redis.call('HSET', session, ARGV[index], ARGV[index + 1])
end
redis.call('HINCRBY', session, 'version', 1)
live(now())
return state()
`);
