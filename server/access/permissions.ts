import type { Principal } from "./principal.ts";

/**
 * Kinds of what is asked for:
 *
 * - `enter`: ask whether the server lives, and load what its pages are made of; anybody may.
 * - `listen`: read one session's captions.
 * - `speak`: start a session, or take one's own up again.
 * - `read`: see flows, nodes, sessions, devices and models.
 * - `edit`: change drafts of flows.
 * - `deploy`: change what is active.
 * - `operate`: stop, tune and remove sessions; pull and remove models.
 * - `monitor`: read the server's metrics and the health of its parts.
 */
export type ActionKind = "enter" | "listen" | "speak" | "read" | "edit" | "deploy" | "operate" | "monitor";

/** What is asked for. */
export interface Action {
  readonly kind: ActionKind;
  /** The session that it is about, where the address names one. */
  readonly sessionId: string | undefined;
}

/** Whether a principal may do something; undefined is somebody who has shown nothing. */
export function can(principal: Principal | undefined, { kind, sessionId }: Action): boolean {
  if (kind === "enter") return true;
  if (principal === undefined) return false;
  switch (principal.kind) {
    case "local":
    case "operator":
      return true;
    case "listener":
      return kind === "listen" && sessionId === principal.sessionId;
  }
}
