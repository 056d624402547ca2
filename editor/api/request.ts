import { errorLine, type SaidError } from "../texts/error-texts.ts";
import { text } from "../texts/texts.ts";

/** How long the server may take to answer, in ms. */
const answerMs = 10_000;

/** Asks the server; it may take ten seconds, unless `init` has a signal of its own. */
export function ask(path: string, init?: RequestInit): Promise<Response> {
  return fetch(path, { signal: AbortSignal.timeout(answerMs), ...init });
}

/** The answer's JSON. @throws {Error} the server's own words where the answer is none of the good ones */
export async function readJson(response: Response, alsoFine: readonly number[] = []): Promise<unknown> {
  if (!response.ok && !alsoFine.includes(response.status)) throw new Error(await reasonOf(response));
  return response.json();
}

/** Waits until something is done. @throws {Error} the server's own words where it is not */
export async function done(answer: Promise<Response>): Promise<void> {
  const response = await answer;
  if (!response.ok) throw new Error(await reasonOf(response));
}

async function reasonOf(response: Response): Promise<string> {
  const body = (await response.json().catch(() => undefined)) as ErrorBody | undefined;
  if (body?.error === undefined) return text("page.server.status", { status: response.status });
  return errorLine(body.error);
}

interface ErrorBody {
  readonly error?: SaidError;
}
