import { RedisScript } from '../redis-script.js';

/** KEYS: the owner's index. Arguments: limit, the id to start after or an empty string. Returns ids. */
export const listSessions = new RedisScript(`
local first = 0
if ARGV[2] ~= '' then
  local rank = redis.call('ZREVRANK', KEYS[1], ARGV[2])
  if not rank then return {} end
  first = rank + 1
end
return redis.call('ZREVRANGE', KEYS[1], first, first + tonumber(ARGV[1]) - 1)
`);
