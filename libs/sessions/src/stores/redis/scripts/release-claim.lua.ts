import { RedisScript } from '../redis-script.js';

/** KEYS: the idempotency key's hash. Arguments: token. An answer stays. */
export const releaseClaim = new RedisScript(`
local token, answer = unpack(redis.call('HMGET', KEYS[1], 'token', 'answer'))
if token == ARGV[1] and not answer then redis.call('DEL', KEYS[1]) end
return 1
`);
