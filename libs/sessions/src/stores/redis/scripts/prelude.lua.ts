/**
 * Stands before every script on a session's keys: KEYS[1] is its hash, KEYS[2] the list of its messages.
 *
 * Messages, `context` and `defaults` are JSON that Lua never reads: cjson would turn `[]` into `{}`.
 */
export const PRELUDE = `
local session, messages = KEYS[1], KEYS[2]

local function now()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

local function get(field)
  return redis.call('HGET', session, field)
end

local function state()
  return redis.call('HMGET', session, 'owner', 'createdAt', 'expiresAt', 'ttlMs', 'messageCount',
    'context', 'defaults', 'version')
end

-- Begins the session's life anew.
local function live(at)
  local expiresAt = string.format('%.0f', at + tonumber(get('ttlMs')))
  redis.call('HSET', session, 'expiresAt', expiresAt)
  redis.call('PEXPIREAT', session, expiresAt)
  redis.call('PEXPIREAT', messages, expiresAt)
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
