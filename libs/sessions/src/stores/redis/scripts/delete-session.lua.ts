import { RedisScript } from '../redis-script.js';
import { PRELUDE } from './prelude.lua.js';

/** Arguments: owner. Returns how many sessions it deleted: 1 or 0. */
export const deleteSession = new RedisScript(`${PRELUDE}
if get('owner') ~= ARGV[1] then return 0 end
redis.call('DEL', session, messages, waiting)
return 1
`);
