import { RedisScript } from '../redis-script.js';
import { PRELUDE } from './prelude.lua.js';

/** Arguments: token. */
export const releaseTurn = new RedisScript(`${PRELUDE}
if get('leaseToken') == ARGV[1] then redis.call('HDEL', session, 'leaseToken', 'leaseUntil') end
return 1
`);
