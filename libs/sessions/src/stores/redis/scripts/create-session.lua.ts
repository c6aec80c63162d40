import { RedisScript } from '../redis-script.js';
import { PRELUDE } from './prelude.lua.js';

/** Arguments: owner, ttlMs, context, defaults, messages... Returns the session's state. */
export const createSession = new RedisScript(`${PRELUDE}
local at = now()
redis.call('HSET', session, 'owner', ARGV[1], 'ttlMs', ARGV[2], 'context', ARGV[3],
  'defaults', ARGV[4], 'createdAt', string.format('%.0f', at), 'messageCount', 0, 'version', 1,
  'turns', 0)
append(5, at)
live(at)
return state()
`);
