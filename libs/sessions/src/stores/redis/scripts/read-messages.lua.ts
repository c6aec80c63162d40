import { RedisScript } from '../redis-script.js';
import { PRELUDE } from './prelude.lua.js';

/**
 * Arguments: owner, limit, the position to start after or an empty string for the newest. Returns the
 * position before the first message and the list's elements, or nothing.
 */
export const readMessages = new RedisScript(`${PRELUDE}
if get('owner') ~= ARGV[1] then return false end
local limit = tonumber(ARGV[2])
local after = tonumber(ARGV[3]) or math.max(tonumber(get('messageCount')) - limit, 0)
if limit < 1 then return { after, {} } end
return { after, redis.call('LRANGE', messages, after, after + limit - 1) }
`);
