import { RedisScript } from '../redis-script.js';

/**
 * KEYS: the idempotency key's hash. Arguments: token, answer, ttlMs. Returns 1, or 0 when the claim no
 * longer holds the key.
 */
export const answerKey = new RedisScript(`
if redis.call('HGET', KEYS[1], 'token') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'answer', ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 1
`);
