import { RedisScript } from '../redis-script.js';
import { PRELUDE } from './prelude.lua.js';

/** Arguments: token, leaseMs. Returns 1, or 0 when the turn no longer holds the session. */
export const renewTurn = new RedisScript(`${PRELUDE}
local at = now()
if not holds(ARGV[1], at) then return 0 end
local leaseUntil = at + tonumber(ARGV[2])
redis.call('HSET', session, 'leaseUntil', string.format('%.0f', leaseUntil))
if leaseUntil > tonumber(get('expiresAt')) then expire(leaseUntil) end
return 1
`);
