import { ask, done, readJson } from "./request.ts";

/** A part of the server, and how it is. */
export interface ServiceHealth {
  readonly name: string;
  readonly status: "ok" | "failed";
  /** What is wrong. */
  readonly reason?: string;
}

/** A session as it is kept. */
export interface KeptSession {
  readonly sessionId: string;
  readonly flowId: string;
  readonly state: "live" | "waiting" | "ended" | "failed";
  /** Whether the server works on it now; one that waits for its client since a restart is not worked on. */
  readonly isRunning: boolean;
  readonly createdMs: number;
  readonly updatedMs: number;
  readonly language?: string;
  readonly targetLanguages?: readonly string[];
}

/** Forms in which a transcript can be had. */
export const transcriptFormats = ["txt", "srt", "vtt", "jsonl"] as const;
export type TranscriptFormat = (typeof transcriptFormats)[number];

/** All parts of the server. A server that is not well answers 503 with the same list. */
export async function loadServices(): Promise<readonly ServiceHealth[]> {
  const response = await ask("/api/services/health");
  const { services } = (await readJson(response, [503])) as { services: readonly ServiceHealth[] };
  return services;
}

/** The newest sessions, those that run among them. */
export async function loadSessions(limit: number): Promise<readonly KeptSession[]> {
  const response = await ask(`/api/sessions?limit=${limit}`);
  return ((await readJson(response)) as { sessions: readonly KeptSession[] }).sessions;
}

/** Deletes a session with its transcript, for good. */
export async function deleteSession(sessionId: string): Promise<void> {
  await done(ask(`/api/sessions/${encodeURIComponent(sessionId)}`, { method: "DELETE" }));
}

/** Address of a session's transcript: as it was spoken, or in one language. */
export function transcriptUrl(sessionId: string, format: TranscriptFormat, language?: string): string {
  const query = language === undefined ? "" : `?language=${encodeURIComponent(language)}`;
  return `/api/sessions/${encodeURIComponent(sessionId)}/transcript.${format}${query}`;
}
