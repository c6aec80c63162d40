import { RedisScript } from '../redis-script.js';

/**
 * KEYS: the idempotency key's hash. Arguments: token, leaseMs. Returns 1, or 0 when the claim no longer
 * holds the key. An answer keeps its longer life.
 */
export const renewClaim = new RedisScript(`
if redis.call('HGET', KEYS[1], 'token') ~= ARGV[1] then return 0 end
redis.call('PEXPIRE', KEYS[1], ARGV[2], 'GT')
return 1
`);
