/**
 * What changes a session in Redis. A script runs as a whole, and its writes go to the append-only file as one
 * transaction. Each may be run again with the same arguments when its first reply was lost, and changes nothing then.
 */

/** Redis' own clock, in ms since 1970: those of the servers differ. */
const nowMs = `
local clock = redis.call("TIME")
local nowMs = clock[1] * 1000 + math.floor(clock[2] / 1000)
`;

/**
 * Keys: the session, all sessions, the sessions of its state, leases. Arguments: a number that only this call has,
 * createdMs, sessionId, leaseMs, then the session's fields and values, `creation` with that number among them. Returns
 * until when its owner has it; 0 when the id is taken.
 */
export const createScript = `${nowMs}
if redis.call("EXISTS", KEYS[1]) == 1 then
  local made = redis.call("HMGET", KEYS[1], "creation", "leaseUntilMs")
  return made[1] == ARGV[1] and tonumber(made[2]) or 0
end
local untilMs = nowMs + ARGV[4]
redis.call("HSET", KEYS[1], "leaseUntilMs", untilMs, unpack(ARGV, 5))
redis.call("ZADD", KEYS[2], ARGV[2], ARGV[3])
redis.call("ZADD", KEYS[3], ARGV[2], ARGV[3])
local state = redis.call("HGET", KEYS[1], "state")
if state == "live" or state == "waiting" then redis.call("ZADD", KEYS[4], untilMs, ARGV[3]) end
return untilMs
`;

/**
 * Keys: the session, leases. Arguments: updatedMs, sessionId, what keys of a state's sessions begin with, the owner,
 * the new state or "", the new checkpoint or "", the new revision or "". Returns -1 when the owner does not have it.
 */
export const updateScript = `
local old = redis.call("HMGET", KEYS[1], "state", "createdMs", "owner")
if not old[1] then return 0 end
if old[3] ~= ARGV[4] then return -1 end
redis.call("HSET", KEYS[1], "updatedMs", ARGV[1])
if ARGV[5] ~= "" then
  redis.call("HSET", KEYS[1], "state", ARGV[5])
  redis.call("ZREM", ARGV[3] .. old[1], ARGV[2])
  redis.call("ZADD", ARGV[3] .. ARGV[5], old[2], ARGV[2])
  if ARGV[5] == "ended" or ARGV[5] == "failed" then redis.call("ZREM", KEYS[2], ARGV[2]) end
end
if ARGV[6] ~= "" then redis.call("HSET", KEYS[1], "checkpoint", ARGV[6]) end
if ARGV[7] ~= "" then redis.call("HSET", KEYS[1], "revision", ARGV[7]) end
return 1
`;

/**
 * Keys: the session, its events. Arguments: the owner, the field with this writer's last batch, the batch's number,
 * timeMs, then the events. A batch that is the writer's last is in already. Returns the number of the batch's
 * first event, -1 when there is no such session, or -2 when the owner does not have it.
 */
export const appendScript = `
local session = redis.call("HMGET", KEYS[1], "lastSequence", ARGV[2], "owner")
if not session[1] then return -1 end
local batch, first = string.match(session[2] or "", "^(%d+) (%d+)$")
if batch == ARGV[3] then return tonumber(first) end
if session[3] ~= ARGV[1] then return -2 end
local last = tonumber(session[1])
for at = 5, #ARGV do
  redis.call("XADD", KEYS[2], string.format("%d-0", last + at - 4), "timeMs", ARGV[4], "event", ARGV[at])
end
redis.call("HSET", KEYS[1], "lastSequence", last + #ARGV - 4, "updatedMs", ARGV[4],
  ARGV[2], ARGV[3] .. " " .. string.format("%d", last + 1))
return last + 1
`;

/**
 * Keys: the session, leases. Arguments: sessionId, the new owner, leaseMs, "1" where one of nobody is given only when
 * its time to wait is over. Returns 1 where it was given.
 */
export const takeScript = `${nowMs}
local old = redis.call("HMGET", KEYS[1], "state", "owner", "leaseUntilMs")
if old[1] ~= "live" and old[1] ~= "waiting" then return 0 end
local isFree = old[2] == ARGV[2] or tonumber(old[3] or 0) <= nowMs or (old[2] == "" and ARGV[4] ~= "1")
if not isFree then return 0 end
redis.call("HSET", KEYS[1], "owner", ARGV[2], "leaseUntilMs", nowMs + ARGV[3])
redis.call("ZADD", KEYS[2], nowMs + ARGV[3], ARGV[1])
return 1
`;

/** Keys: leases, then sessions. Arguments: the owner, leaseMs, then their ids. Returns the ids that it has no more. */
export const renewScript = `${nowMs}
local lost = {}
for at = 2, #KEYS do
  local session = redis.call("HMGET", KEYS[at], "owner", "state")
  if session[1] ~= ARGV[1] then
    lost[#lost + 1] = ARGV[at + 1]
  elseif session[2] == "live" or session[2] == "waiting" then
    redis.call("HSET", KEYS[at], "leaseUntilMs", nowMs + ARGV[2])
    redis.call("ZADD", KEYS[1], nowMs + ARGV[2], ARGV[at + 1])
  end
end
return lost
`;

/**
 * Keys: the session, leases. Arguments: sessionId, the owner, waitMs, updatedMs, what keys of a state's sessions begin
 * with.
 */
export const releaseScript = `${nowMs}
local old = redis.call("HMGET", KEYS[1], "state", "createdMs", "owner")
if not old[1] or old[3] ~= ARGV[2] then return 0 end
redis.call("HSET", KEYS[1], "owner", "", "state", "waiting", "leaseUntilMs", nowMs + ARGV[3], "updatedMs", ARGV[4])
redis.call("ZREM", ARGV[5] .. old[1], ARGV[1])
redis.call("ZADD", ARGV[5] .. "waiting", old[2], ARGV[1])
redis.call("ZADD", KEYS[2], nowMs + ARGV[3], ARGV[1])
return 1
`;

/** Key: leases. Argument: how many at most. Returns ids of sessions whose time is over. */
export const dueScript = `${nowMs}
return redis.call("ZRANGEBYSCORE", KEYS[1], "-inf", nowMs, "LIMIT", 0, ARGV[1])
`;

/**
 * Gives sessions of before there were owners one that is gone: whoever finds them lets them wait anew. Keys: leases, then
 * the sets of those that may have one. Argument: what keys of sessions begin with.
 */
export const addLeasesScript = `
for at = 2, #KEYS do
  for _, sessionId in ipairs(redis.call("ZRANGE", KEYS[at], 0, -1)) do
    if redis.call("HSETNX", ARGV[1] .. sessionId, "owner", "gone") == 1 then
      redis.call("HSET", ARGV[1] .. sessionId, "leaseUntilMs", 0)
      redis.call("ZADD", KEYS[1], 0, sessionId)
    end
  end
end
return 1
`;

/**
 * Keys: the session, its events, all sessions, leases. Arguments: sessionId, what keys of a state's sessions begin
 * with.
 */
export const removeScript = `
local state = redis.call("HGET", KEYS[1], "state")
if state then redis.call("ZREM", ARGV[2] .. state, ARGV[1]) end
redis.call("ZREM", KEYS[3], ARGV[1])
redis.call("ZREM", KEYS[4], ARGV[1])
return redis.call("DEL", KEYS[1], KEYS[2])
`;
