/**
 * What changes a session in Redis. A script runs as a whole, and its writes go to the append-only file as one
 * transaction. Each may be run again with the same arguments when its first reply was lost, and changes nothing then.
 */

/**
 * Keys: the session, all sessions, the sessions of its state. Arguments: a number that only this call has, createdMs, sessionId,
 * then the session's fields and values, `creation` with that number among them. Returns 0 when the id is taken.
 */
export const createScript = `
if redis.call("EXISTS", KEYS[1]) == 1 then
  return redis.call("HGET", KEYS[1], "creation") == ARGV[1] and 1 or 0
end
redis.call("HSET", KEYS[1], unpack(ARGV, 4))
redis.call("ZADD", KEYS[2], ARGV[2], ARGV[3])
redis.call("ZADD", KEYS[3], ARGV[2], ARGV[3])
return 1
`;

/**
 * Key: the session. Arguments: updatedMs, sessionId, what keys of a state's sessions begin with, the new state
 * or "", the new checkpoint or "", the new revision or "".
 */
export const updateScript = `
local old = redis.call("HMGET", KEYS[1], "state", "createdMs")
if not old[1] then return 0 end
redis.call("HSET", KEYS[1], "updatedMs", ARGV[1])
if ARGV[4] ~= "" then
  redis.call("HSET", KEYS[1], "state", ARGV[4])
  redis.call("ZREM", ARGV[3] .. old[1], ARGV[2])
  redis.call("ZADD", ARGV[3] .. ARGV[4], old[2], ARGV[2])
end
if ARGV[5] ~= "" then redis.call("HSET", KEYS[1], "checkpoint", ARGV[5]) end
if ARGV[6] ~= "" then redis.call("HSET", KEYS[1], "revision", ARGV[6]) end
return 1
`;

/**
 * Keys: the session, its events. Arguments: the field with this writer's last batch, the batch's number, timeMs,
 * then the events. A batch that is the writer's last is in already. Returns the number of the batch's
 * first event, or -1 when there is no such session.
 */
export const appendScript = `
local session = redis.call("HMGET", KEYS[1], "lastSequence", ARGV[1])
if not session[1] then return -1 end
local batch, first = string.match(session[2] or "", "^(%d+) (%d+)$")
if batch == ARGV[2] then return tonumber(first) end
local last = tonumber(session[1])
for at = 4, #ARGV do
  redis.call("XADD", KEYS[2], string.format("%d-0", last + at - 3), "timeMs", ARGV[3], "event", ARGV[at])
end
redis.call("HSET", KEYS[1], "lastSequence", last + #ARGV - 3, "updatedMs", ARGV[3],
  ARGV[1], ARGV[2] .. " " .. string.format("%d", last + 1))
return last + 1
`;

/** Keys: the session, its events, all sessions. Arguments: sessionId, what keys of a state's sessions begin with. */
export const removeScript = `
local state = redis.call("HGET", KEYS[1], "state")
if state then redis.call("ZREM", ARGV[2] .. state, ARGV[1]) end
redis.call("ZREM", KEYS[3], ARGV[1])
return redis.call("DEL", KEYS[1], KEYS[2])
`;
