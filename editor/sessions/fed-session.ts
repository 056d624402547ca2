import { type ResumableSession, ResumableStore } from "../links/resumable-session.ts";

/** The session that the editor's page feeds. */
export interface FedSession extends ResumableSession {
  readonly flowId: string;
  /** A file is gone after a reload, a microphone is not. */
  readonly source: "microphone" | "file";
}

/** The session that the editor feeds, so that a reload takes it up again. */
export const fedSession = new ResumableStore<FedSession>("patchbay.editor.session");
