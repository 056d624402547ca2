import type { ServiceHealth } from "#engine/protocol/rest/health.ts";
import type { SessionSummary, TranscriptFormat } from "#engine/protocol/rest/sessions.ts";
import { ask } from "./client.ts";

/** All parts of the server. A server that is not well answers 503 with the same list. */
export async function loadServices(): Promise<readonly ServiceHealth[]> {
  const path = "/api/services/health";
  return (await ask<{ services: readonly ServiceHealth[] }>("GET", path, { alsoFine: 503 })).services;
}

/** The newest sessions, those that run among them. */
export async function loadSessions(limit: number): Promise<readonly SessionSummary[]> {
  const path = `/api/sessions?limit=${limit}`;
  return (await ask<{ sessions: readonly SessionSummary[] }>("GET", path)).sessions;
}

/** Deletes a session with its transcript, for good. */
export async function deleteSession(sessionId: string): Promise<void> {
  await ask("DELETE", `/api/sessions/${encodeURIComponent(sessionId)}`);
}

/** Address of a session's transcript: as it was spoken, or in one language. */
export function transcriptUrl(sessionId: string, format: TranscriptFormat, language?: string): string {
  const query = language === undefined ? "" : `?language=${encodeURIComponent(language)}`;
  return `/api/sessions/${encodeURIComponent(sessionId)}/transcript.${format}${query}`;
}
