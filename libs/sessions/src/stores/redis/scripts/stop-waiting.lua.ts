import { RedisScript } from '../redis-script.js';
import { PRELUDE } from './prelude.lua.js';

/** Arguments: ticket. */
export const stopWaiting = new RedisScript(`${PRELUDE}
return redis.call('HDEL', waiting, ARGV[1])
`);
