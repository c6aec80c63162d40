import { RedisScript } from '../redis-script.js';
import { PRELUDE } from './prelude.lua.js';

/** A place is kept so long for who does not ask again, in milliseconds. */
const KEPT_MS = 1_000;

/**
 * Arguments: owner, leaseMs, ticket, receipt key or an empty string. Returns the token, the session's
 * state and all messages; or, when it is not the applicant's turn, the milliseconds for which another
 * one holds the session and how many came before; or the receipt alone; or nothing.
 *
 * The hash `waiting` holds `arrival until` by ticket: one entry per replica that waits.
 */
export const beginTurn = new RedisScript(`${PRELUDE}
if get('owner') ~= ARGV[1] then return false end
local ticket = ARGV[3]
local receipt = ARGV[4] ~= '' and get('receipt:' .. ARGV[4])
if receipt then
  redis.call('HDEL', waiting, ticket)
  return { receipt }
end
local at = now()
local remaining = math.max(tonumber(get('leaseUntil') or 0) - at, 0)

local arrival, ahead = nil, 0
local others = {}
local entries = redis.call('HGETALL', waiting)
for index = 1, #entries, 2 do
  local came, keptUntil = string.match(entries[index + 1], '(%d+) (%d+)')
  if entries[index] == ticket then
    arrival = tonumber(came)
  elseif tonumber(keptUntil) <= at then
    redis.call('HDEL', waiting, entries[index])
  else
    others[#others + 1] = tonumber(came)
  end
end
if remaining > 0 or #others > 0 then
  arrival = arrival or micros()
  for _, came in ipairs(others) do
    if came < arrival then ahead = ahead + 1 end
  end
end
if remaining > 0 or ahead > 0 then
  redis.call('HSET', waiting, ticket, string.format('%.0f %.0f', arrival, at + ${KEPT_MS}))
  redis.call('PEXPIRE', waiting, ${KEPT_MS})
  return { remaining, ahead }
end
redis.call('HDEL', waiting, ticket)

local token = redis.call('HINCRBY', session, 'turns', 1)
local leaseMs = tonumber(ARGV[2])
redis.call('HSET', session, 'leaseToken', token, 'leaseUntil', string.format('%.0f', at + leaseMs))
live(at, leaseMs)
return { token, state(), redis.call('LRANGE', messages, 0, -1) }
`);
