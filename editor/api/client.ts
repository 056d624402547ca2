import { nameHeader } from "#engine/protocol/person-name.ts";
import type { ErrorBody, JsonProblem } from "#engine/protocol/rest/errors.ts";
import { errorLine, errorText, errorTitle, type SaidError } from "../texts/error-texts.ts";
import { text } from "../texts/texts.ts";

/** Why the server did not do what it was asked. Status 0: it was not reached, or did not answer in time. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly hint: string;
  /** What is wrong and what to do about it, in one line. */
  readonly line: string;
  /** Everything that is wrong with a flow that was refused. */
  readonly problems: readonly JsonProblem[];
  /** The answer's body. */
  readonly body: unknown;

  constructor(status: number, body: { readonly error?: SaidError } | undefined, silence = silenceOf(status)) {
    const said = body?.error;
    super(said === undefined ? silence : errorTitle(said));
    this.name = "ApiError";
    this.status = status;
    this.code = said?.code ?? "request.failed";
    this.hint = said === undefined ? "" : errorText(said).hint;
    this.line = said === undefined ? silence : errorLine(said);
    this.problems = (body as ErrorBody | undefined)?.error?.problems ?? [];
    this.body = body;
  }
}

/** What a request says beside its method and path. */
export interface Asked {
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Of whoever asks, where the server keeps it. */
  readonly name?: string;
  /** How long the server may take, in ms. Default 15 000. */
  readonly limitMs?: number;
  /** A status that is no error here, though it is one elsewhere. */
  readonly alsoFine?: number;
}

const answerMs = 15_000;

/**
 * Asks the server. The shapes of what it answers are in engine/protocol/rest.
 * @throws {ApiError} what the server said, that it was not reached, or that it took too long
 */
export async function ask<Answer>(method: string, path: string, asked: Asked = {}): Promise<Answer> {
  const { body, name, limitMs = answerMs, alsoFine } = asked;
  const headers = new Headers();
  const init: RequestInit = { method, headers, signal: AbortSignal.timeout(limitMs) };
  if (name !== undefined) headers.set(nameHeader, encodeURIComponent(name));
  if (body !== undefined) {
    init.body = JSON.stringify(body);
    headers.set("content-type", "application/json");
  }
  const response = await fetch(path, init).catch((error: unknown) => {
    const isLate = error instanceof DOMException && error.name === "TimeoutError";
    throw new ApiError(0, undefined, isLate ? text("page.server.slow") : undefined);
  });
  if (response.status === 204) return undefined as Answer;
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok || response.status === alsoFine) return answer as Answer;
  throw new ApiError(response.status, answer as ErrorBody | undefined);
}

function silenceOf(status: number): string {
  return status === 0 ? text("page.server.unreached") : text("page.server.status", { status });
}
