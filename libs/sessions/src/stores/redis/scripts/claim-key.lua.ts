import { RedisScript } from '../redis-script.js';

/**
 * KEYS: the idempotency key's hash. Arguments: fingerprint, token, leaseMs. Returns `claimed`,
 * `other-request`, the answer in a list of one, or the milliseconds for which another claim holds it.
 */
export const claimKey = new RedisScript(`
local fingerprint, answer = unpack(redis.call('HMGET', KEYS[1], 'fingerprint', 'answer'))
if not fingerprint then
  redis.call('HSET', KEYS[1], 'fingerprint', ARGV[1], 'token', ARGV[2])
  redis.call('PEXPIRE', KEYS[1], ARGV[3])
  return 'claimed'
end
if fingerprint ~= ARGV[1] then return 'other-request' end
if answer then return { answer } end
return redis.call('PTTL', KEYS[1])
`);
