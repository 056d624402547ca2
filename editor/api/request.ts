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
  if (body?.error === undefined) return `The server answered ${response.status}.`;
  return `${body.error.message} ${body.error.hint}`;
}

interface ErrorBody {
  readonly error?: { readonly message: string; readonly hint: string };
}
