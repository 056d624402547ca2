/** A part of the server, and how it is. */
export interface ServiceHealth {
  readonly name: string;
  readonly status: "ok" | "failed";
  /** What is wrong. */
  readonly reason?: string;
}

/** A device. What its pool does comes four times a second by the socket. */
export interface DeviceInfo {
  readonly device: string;
  /** Its process; absent while it is down. */
  readonly pid?: number;
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

/** How long the server may take to answer, in ms. */
const answerMs = 10_000;

/** All parts of the server. A server that is not well answers 503 with the same list. */
export async function loadServices(): Promise<readonly ServiceHealth[]> {
  const response = await ask("/api/services/health");
  const { services } = (await readJson(response, [503])) as { services: readonly ServiceHealth[] };
  return services;
}

/** All devices of the server. */
export async function loadDevices(): Promise<readonly DeviceInfo[]> {
  const { devices } = (await readJson(await ask("/api/devices"))) as { devices: readonly DeviceInfo[] };
  return devices;
}

/** The newest sessions, those that run among them. */
export async function loadSessions(limit: number): Promise<readonly KeptSession[]> {
  const response = await ask(`/api/sessions?limit=${limit}`);
  return ((await readJson(response)) as { sessions: readonly KeptSession[] }).sessions;
}

/** Deletes a session with its transcript, for good. */
export async function deleteSession(sessionId: string): Promise<void> {
  const response = await ask(`/api/sessions/${encodeURIComponent(sessionId)}`, { method: "DELETE" });
  if (!response.ok) throw new Error(await reasonOf(response));
}

/** Address of a session's transcript. */
export function transcriptUrl(sessionId: string, format: TranscriptFormat): string {
  return `/api/sessions/${encodeURIComponent(sessionId)}/transcript.${format}`;
}

function ask(path: string, init?: RequestInit): Promise<Response> {
  return fetch(path, { ...init, signal: AbortSignal.timeout(answerMs) });
}

async function readJson(response: Response, alsoFine: readonly number[] = []): Promise<unknown> {
  if (!response.ok && !alsoFine.includes(response.status)) throw new Error(await reasonOf(response));
  return response.json();
}

/** The server's own words where it has some. */
async function reasonOf(response: Response): Promise<string> {
  const body = (await response.json().catch(() => undefined)) as ErrorBody | undefined;
  if (body?.error === undefined) return `The server answered ${response.status}.`;
  return `${body.error.message} ${body.error.mend}`;
}

interface ErrorBody {
  readonly error?: { readonly message: string; readonly mend: string };
}
