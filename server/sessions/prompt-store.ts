import { FlowError } from "#engine/errors.ts";
import type { SessionStore } from "./store.ts";
import { within } from "./within.ts";

/** How long a request waits for each answer of the store. */
const answerDeadlineMs = 2000;

/** What requests ask of a store. */
export type PromptStore = Pick<SessionStore, "get" | "list" | "read" | "lastSequence" | "remove">;

/**
 * A store for requests: what it has not answered within two seconds fails with `store.unavailable`. A session can wait
 * until Redis is back, a person before a page cannot. A removal that was given up on may still come about.
 */
export function promptStore(store: PromptStore): PromptStore {
  const soon = <Reply>(reply: Promise<Reply>) => within(reply, answerDeadlineMs, late);
  return {
    get: (sessionId) => soon(store.get(sessionId)),
    list: (options) => soon(store.list(options)),
    read: (sessionId, afterSequence, limit) => soon(store.read(sessionId, afterSequence, limit)),
    lastSequence: (sessionId) => soon(store.lastSequence(sessionId)),
    remove: (sessionId) => soon(store.remove(sessionId)),
  };
}

function late(): FlowError {
  return new FlowError("store.unavailable", {
    message: `The store of sessions has not answered for ${answerDeadlineMs / 1000} s.`,
  });
}
