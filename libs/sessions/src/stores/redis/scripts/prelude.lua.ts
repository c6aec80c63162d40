/**
 * Stands before every script on a session's keys: KEYS[1] is its hash, KEYS[2] the list of its messages,
 * KEYS[3] who waits for it.
 *
 * Messages, `context` and `defaults` are JSON that Lua never reads: cjson would turn `[]` into `{}`.
 */
export const PRELUDE = `
local session, messages, waiting = KEYS[1], KEYS[2], KEYS[3]

local function now()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

local function micros()
  local time = redis.call('TIME')
  return time[1] * 1000000 + time[2]
end

local function get(field)
  return redis.call('HGET', session, field)
end

local function state()
  return redis.call('HMGET', session, 'owner', 'createdAt', 'expiresAt', 'ttlMs', 'messageCount',
    'context', 'defaults', 'version')
end

local function expire(expiresAt)
  expiresAt = string.format('%.0f', expiresAt)
  redis.call('HSET', session, 'expiresAt', expiresAt)
  redis.call('PEXPIREAT', session, expiresAt)
  redis.call('PEXPIREAT', messages, expiresAt)
end

-- Begins the session's life anew; it does not end before a turn that holds it so long.
local function live(at, leaseMs)
  expire(at + math.max(tonumber(get('ttlMs')), leaseMs or 0))
end

-- Appends ARGV[first], ARGV[first + 1], ... Each list element is 'createdAt JSON'.
local function append(first, at)
  local prefix = string.format('%.0f ', at)
  for index = first, #ARGV do
    redis.call('RPUSH', messages, prefix .. ARGV[index])
  end
  redis.call('HINCRBY', session, 'messageCount', #ARGV - first + 1)
end

local function holds(token, at)
  return get('leaseToken') == token and tonumber(get('leaseUntil')) > at
end
`;
