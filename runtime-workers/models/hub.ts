import type { IncomingMessage } from "node:http";
import { FlowError } from "#engine/errors.ts";
import { type Checksum, checksumOf } from "./checksum.ts";
import { refusal } from "./hub-errors.ts";
import { type HubAnswer, HubConnection } from "./hub-request.ts";
import { PassingFailure } from "./retry.ts";
import type { ModelSettings } from "./settings.ts";
import type { ModelSource, OpenFile, RemoteFile } from "./source.ts";

/**
 * The Hugging Face hub, or a mirror that speaks as it does, as the source of a repository's files:
 * `{endpoint}/{repo}/resolve/{revision}/{path}`. An LFS file is a redirect to a CDN, whose headers say what the file
 * is (`X-Linked-Size`, `X-Linked-ETag`, `X-Repo-Commit`); a small file comes from the hub itself, at times over a
 * redirect within it, with its git blob id as ETag.
 *
 * Source: huggingface_hub, `constants.py` and `file_download.py`.
 */
export function createHubSource(
  settings: Pick<ModelSettings, "endpoint" | "token" | "env">,
  repo: string,
): ModelSource {
  return new HubSource(settings, repo);
}

class HubSource implements ModelSource {
  readonly #connection: HubConnection;
  readonly #endpoint: string;
  readonly #hasToken: boolean;
  readonly #repo: string;

  constructor(settings: Pick<ModelSettings, "endpoint" | "token" | "env">, repo: string) {
    this.#endpoint = checkedEndpoint(settings.endpoint);
    this.#connection = new HubConnection(settings);
    this.#hasToken = settings.token !== undefined;
    this.#repo = repo;
  }

  async describe(path: string, revision: string, signal: AbortSignal): Promise<RemoteFile> {
    const answer = await this.#connection.send(this.#url(path, revision), {
      method: "HEAD",
      headers: {},
      signal,
      // What the CDN says is needed only where the hub did not say it.
      follow: (_, to, { headers }) => this.#connection.isOwn(to) || headers["x-linked-size"] === undefined,
    });
    answer.response.resume();
    this.#check(answer, path, revision, [200, 302, 307]);
    const found = this.#announced(answer);
    if (found.sizeBytes === undefined) {
      throw new FlowError("model.download", {
        message: `${answer.url.host} does not say how long ${path} is.`,
      });
    }
    const identity = found.checksum?.hex ?? found.etag ?? `${found.sizeBytes} bytes`;
    return { sizeBytes: found.sizeBytes, checksum: found.checksum, identity, commit: found.commit };
  }

  async open(
    path: string,
    revision: string,
    { startByte, validator }: { readonly startByte: number; readonly validator: string | undefined },
    signal: AbortSignal,
  ): Promise<OpenFile> {
    const range: Record<string, string> = startByte > 0 ? { range: `bytes=${startByte}-` } : {};
    if (startByte > 0 && validator !== undefined) range["if-range"] = validator;
    const follow = () => true;
    const answer = await this.#connection.send(this.#url(path, revision), {
      method: "GET",
      headers: range,
      signal,
      follow,
    });
    this.#check(answer, path, revision, [200, 206]);
    const { response } = answer;
    const etag = response.headers.etag;
    return {
      ...rangeOf(response),
      validator: etag === undefined || etag.startsWith("W/") ? undefined : etag, // If-Range takes strong ones only
      body: response,
    };
  }

  close(): void {
    this.#connection.close();
  }

  #url(path: string, revision: string): URL {
    return new URL(`${this.#endpoint}/${this.#repo}/resolve/${encodeURIComponent(revision)}/${path}`);
  }

  /** What the hub says of the file on the way to it. What another host says counts for the size only. */
  #announced({ hops, url, response }: HubAnswer) {
    const own = [...hops, { url, response }].filter((hop) => this.#connection.isOwn(hop.url));
    const first = (name: string) =>
      own.map((hop) => header(hop.response, name)).find((value) => value !== undefined);
    const isBody = response.statusCode === 200;
    const linkedSize = first("x-linked-size");
    const length = isBody ? header(response, "content-length") : undefined;
    const etag =
      first("x-linked-etag") ?? (isBody && this.#connection.isOwn(url) ? response.headers.etag : undefined);
    const checksum: Checksum | undefined = checksumOf(etag);
    return { sizeBytes: numberOf(linkedSize ?? length), etag, checksum, commit: first("x-repo-commit") };
  }

  #check(answer: HubAnswer, path: string, revision: string, statuses: readonly number[]): void {
    const { response, url } = answer;
    if (statuses.includes(response.statusCode ?? 0)) return;
    response.resume();
    if (!this.#connection.isOwn(url)) throw refusedElsewhere(url, response);
    const wanted = { endpoint: this.#endpoint, repo: this.#repo, revision, path, hasToken: this.#hasToken };
    throw refusal(response, url, wanted);
  }
}

/** The CDN's refusal is none of the hub's: the address that the hub signed for it may have run out. */
function refusedElsewhere(url: URL, { statusCode }: IncomingMessage): PassingFailure {
  return new PassingFailure(
    new FlowError("model.download", { message: `${url.host} answers ${statusCode}.` }),
  );
}

function checkedEndpoint(endpoint: string): string {
  if (URL.canParse(endpoint) && /^https?:$/.test(new URL(endpoint).protocol)) return endpoint;
  throw new FlowError("config.invalid", {
    field: "HF_ENDPOINT",
    message: `"${endpoint}" is no address.`,
    hint: "Give an address such as https://huggingface.co.",
  });
}

/** Where the bytes of an answer start, and how long the whole file is. */
function rangeOf(response: IncomingMessage): Pick<OpenFile, "startByte" | "sizeBytes"> {
  if (response.statusCode !== 206)
    return { startByte: 0, sizeBytes: numberOf(header(response, "content-length")) };
  const [, start, size] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(header(response, "content-range") ?? "") ?? [];
  return { startByte: numberOf(start) ?? -1, sizeBytes: numberOf(size) };
}

function header(response: IncomingMessage, name: string): string | undefined {
  const value = response.headers[name];
  return typeof value === "string" ? value : undefined;
}

function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}
