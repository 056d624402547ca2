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

/** What the probe says of a device, be it here or not. */
export interface DeviceReport {
  readonly id: string;
  readonly name: string;
  /** `ready`, `absent`, or what is missing. */
  readonly state: string;
  /** What was found, and what to do next. */
  readonly explanation: string;
}

/** The devices that work, and what was found of each kind. */
export interface DevicesAnswer {
  readonly devices: readonly DeviceInfo[];
  readonly reports: readonly DeviceReport[];
}

/** A model of the server's catalogue. */
export interface CatalogueEntry {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly licence: string;
  /** Precisions, the default first. */
  readonly variants: readonly string[];
  readonly state: "available" | "pulling" | "installed" | "failed";
  /** Of what is installed, else of the default variant, where it is known. */
  readonly sizeBytes?: number;
  /** With state installed: which one. */
  readonly variant?: string;
  /** With state pulling. The total is absent until the hub answered. */
  readonly pull?: { readonly doneBytes: number; readonly totalBytes?: number; readonly variant?: string };
  /** With state failed. */
  readonly error?: { readonly message: string; readonly mend: string };
}

/** What differs from what was pulled. */
export interface Verified {
  readonly isSound: boolean;
  readonly damage: readonly { readonly file: string; readonly reason: string }[];
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
/** How long it may take to read a model from its disk, in ms. */
const verifyMs = 600_000;

/** All parts of the server. A server that is not well answers 503 with the same list. */
export async function loadServices(): Promise<readonly ServiceHealth[]> {
  const response = await ask("/api/services/health");
  const { services } = (await readJson(response, [503])) as { services: readonly ServiceHealth[] };
  return services;
}

/** All devices of the server. */
export async function loadDevices(): Promise<DevicesAnswer> {
  return (await readJson(await ask("/api/devices"))) as DevicesAnswer;
}

/** All models that can be pulled, and what became of them. */
export async function loadCatalogue(): Promise<readonly CatalogueEntry[]> {
  const { catalogue } = (await readJson(await ask("/api/models"))) as {
    catalogue: readonly CatalogueEntry[];
  };
  return catalogue;
}

/** Begins to pull a model. */
export async function startPull(id: string, variant: string | undefined): Promise<void> {
  const query = variant === undefined ? "" : `?variant=${encodeURIComponent(variant)}`;
  await done(ask(`${modelUrl(id)}/pull${query}`, { method: "POST" }));
}

/** Ends a pull; what came stays for the next one. */
export async function cancelPull(id: string): Promise<void> {
  await done(ask(`${modelUrl(id)}/cancel`, { method: "POST" }));
}

/** Compares an installed model with what was pulled. */
export async function verifyModel(id: string): Promise<Verified> {
  const signal = AbortSignal.timeout(verifyMs);
  return (await readJson(await fetch(`${modelUrl(id)}/verify`, { method: "POST", signal }))) as Verified;
}

/** Removes a model that was pulled. */
export async function removeModel(id: string): Promise<void> {
  await done(ask(modelUrl(id), { method: "DELETE" }));
}

function modelUrl(id: string): string {
  return `/api/models/${encodeURIComponent(id)}`;
}

async function done(answer: Promise<Response>): Promise<void> {
  const response = await answer;
  if (!response.ok) throw new Error(await reasonOf(response));
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

/** Address of a session's transcript: as it was spoken, or in one language. */
export function transcriptUrl(sessionId: string, format: TranscriptFormat, language?: string): string {
  const query = language === undefined ? "" : `?language=${encodeURIComponent(language)}`;
  return `/api/sessions/${encodeURIComponent(sessionId)}/transcript.${format}${query}`;
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
