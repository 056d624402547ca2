import type { SessionState } from "#engine/protocol/session-event.ts";
import type { Checkpoint } from "#engine/runtime/session.ts";
import type { NewSession, StoredEvent, StoredSession } from "./store.ts";

/** A session as the fields of its hash; Redis knows no `undefined`, so what is not there is "". */
export function toHash(session: NewSession): Record<string, string | number> {
  const { language, targetLanguages, checkpoint, owner, ...same } = session;
  return {
    ...same,
    owner: owner ?? "",
    language: language ?? "",
    targetLanguages: toJson(targetLanguages),
    checkpoint: toJson(checkpoint),
  };
}

/** The session of a hash; undefined when there is none. */
export function fromHash(hash: Readonly<Record<string, string>>): StoredSession | undefined {
  const { sessionId, secretHash, flowId, state } = hash;
  if (sessionId === undefined || secretHash === undefined || flowId === undefined) return undefined;
  return {
    sessionId,
    secretHash,
    flowId,
    revision: Number(hash["revision"]),
    language: hash["language"] || undefined,
    targetLanguages: fromJson(hash["targetLanguages"]) as readonly string[] | undefined,
    state: state as SessionState,
    checkpoint: fromJson(hash["checkpoint"]) as Checkpoint | undefined,
    owner: hash["owner"] || undefined,
    leaseUntilMs: Number(hash["leaseUntilMs"] ?? 0),
    createdMs: Number(hash["createdMs"]),
    updatedMs: Number(hash["updatedMs"]),
  };
}

/** A stream entry: its id, and its fields as name, value, name, value. */
export function toStoredEvent([id, fields]: [id: string, fields: string[]]): StoredEvent {
  const [, timeMs, , event = ""] = fields;
  return { sequence: Number.parseInt(id, 10), timeMs: Number(timeMs), event: JSON.parse(event) };
}

/** JSON text; "" where there is nothing. */
export function toJson(value: unknown): string {
  return value === undefined ? "" : JSON.stringify(value);
}

function fromJson(text: string | undefined): unknown {
  return text ? JSON.parse(text) : undefined;
}
