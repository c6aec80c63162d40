import { RedisScript } from '../redis-script.js';
import { PRELUDE } from './prelude.lua.js';

/**
 * Arguments: token, receipt key or an empty string, receipt, messages... Returns the session's state,
 * or nothing when the turn no longer holds it. A turn that has committed already is told so again: the first answer may have been lost.
 */
export const commitTurn = new RedisScript(`${PRELUDE}
if get('committedToken') == ARGV[1] then return state() end
local at = now()
if not holds(ARGV[1], at) then return false end
append(4, at)
if ARGV[2] ~= '' then redis.call('HSET', session, 'receipt:' .. ARGV[2], ARGV[3]) end
redis.call('HDEL', session, 'leaseToken', 'leaseUntil')
redis.call('HSET', session, 'committedToken', ARGV[1])
live(at)
return state()
`);
