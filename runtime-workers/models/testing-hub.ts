import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { CatalogueModel } from "./catalogue.ts";

/** A file of the hub of tests. */
export interface HubFile {
  readonly content: Buffer;
  /** Kept in LFS: served by the CDN. Small files come from the hub itself. */
  readonly isLfs: boolean;
}

/** A request as it came. */
export interface SeenRequest {
  readonly host: "hub" | "cdn";
  readonly method: string;
  /** Path in the repository. */
  readonly path: string;
  /** Branch or commit asked for; the CDN is asked for none. */
  readonly revision: string | undefined;
  readonly authorization: string | undefined;
  readonly range: string | undefined;
  readonly ifRange: string | undefined;
}

/** Does something else than the servers would, and says so by true. */
export type Fault = (request: SeenRequest, response: ServerResponse, file: HubFile | undefined) => boolean;

/**
 * Two servers on ports of their own that speak as huggingface.co and its CDN do. The shapes:
 * - `HEAD|GET /{repo}/resolve/{revision}/{path}` of an LFS file answers 302 with `Location` (another host), `X-Linked-ETag`
 *   ("sha256"), `X-Linked-Size`, `X-Repo-Commit`, `Accept-Ranges`; of another file 307 to `/api/resolve-cache/…` on the
 *   same host, then 200 with the git blob id as `ETag` and `X-Repo-Commit`.
 * - A missing file answers 404 with `X-Error-Code: EntryNotFound`, a gated repository 401 or 403 with `GatedRepo`.
 * - The CDN takes `Range` and `If-Range`, and answers 206 with `Content-Range`, or 200 where the content is another.
 *
 * Sources: huggingface_hub, `constants.py` (header names), `file_download.py` (`get_hf_file_metadata`) and
 * `utils/_http.py` (error codes); the recorded exchanges that public Go and browser clients of the hub replay in
 * their tests; RFC 9110, 13.1.5 and 14.
 */
export class TestingHub {
  readonly files = new Map<string, HubFile>();
  readonly seen: SeenRequest[] = [];
  /** The commit that the branch main stands at. */
  commit = "c0ffee".padEnd(40, "0");
  /** Asked at each request, the hub's and the CDN's. */
  fault: Fault = () => false;
  readonly #hub: Server;
  readonly #cdn: Server;

  private constructor() {
    this.#hub = createServer((request, response) => this.#answerHub(request, response));
    this.#cdn = createServer((request, response) => this.#answerCdn(request, response));
  }

  static async start(): Promise<TestingHub> {
    const hub = new TestingHub();
    for (const server of [hub.#hub, hub.#cdn]) await once(server.listen(0, "127.0.0.1"), "listening");
    return hub;
  }

  /** What HF_ENDPOINT is. */
  get endpoint(): string {
    return originOf(this.#hub);
  }

  /** Puts a file there; those that are larger than 10 kB are kept in LFS. */
  put(path: string, content: Buffer): void {
    this.files.set(path, { content, isLfs: content.length > 10_000 });
  }

  /** Requests for bytes, not for what a file is. */
  fetched(path: string): SeenRequest[] {
    const host = this.files.get(path)?.isLfs ? "cdn" : "hub";
    return this.seen.filter(
      (request) => request.method === "GET" && request.host === host && request.path === path,
    );
  }

  async close(): Promise<void> {
    for (const server of [this.#hub, this.#cdn]) {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    }
  }

  #answerHub(request: IncomingMessage, response: ServerResponse): void {
    const url = decodeURIComponent(request.url ?? "");
    const [, cached, revision, path = ""] =
      /^\/(api\/resolve-cache\/models\/)?[^/]+\/[^/]+\/(?:resolve\/)?([^/]+)\/(.+)$/.exec(url) ?? [];
    const file = this.files.get(path);
    if (this.#note("hub", { path, revision }, request, response, file)) return;
    response.setHeader("x-repo-commit", this.commit);
    if (revision !== "main" && revision !== this.commit) {
      refuse(response, 404, "RevisionNotFound");
      return;
    }
    if (file === undefined) {
      refuse(response, 404, "EntryNotFound");
      return;
    }
    response.setHeader("accept-ranges", "bytes");
    if (file.isLfs) {
      response.setHeader("x-linked-size", file.content.length);
      response.setHeader("x-linked-etag", `"${sha256(file.content)}"`);
      response.setHeader("etag", `"${sha256(file.content)}"`);
      response.writeHead(302, { location: `${originOf(this.#cdn)}/${path}?signature=1` }).end("Found");
      return;
    }
    if (cached === undefined) {
      const location = `/api/resolve-cache/models/test/model/${this.commit}/${path}`;
      response.writeHead(307, { location }).end("Temporary Redirect");
      return;
    }
    sendBytes(request, response, file.content, `"${gitBlobId(file.content)}"`);
  }

  #answerCdn(request: IncomingMessage, response: ServerResponse): void {
    const path = decodeURIComponent((request.url ?? "").slice(1).replace(/\?.*/, ""));
    const file = this.files.get(path);
    if (this.#note("cdn", { path, revision: undefined }, request, response, file)) return;
    if (file === undefined) {
      refuse(response, 403, "AccessDenied");
      return;
    }
    sendBytes(request, response, file.content, `"cdn-${sha256(file.content).slice(0, 16)}"`);
  }

  #note(
    host: SeenRequest["host"],
    of: Pick<SeenRequest, "path" | "revision">,
    { method = "", headers }: IncomingMessage,
    response: ServerResponse,
    file: HubFile | undefined,
  ): boolean {
    const { authorization, range, "if-range": ifRange } = headers;
    const seen = { host, method, ...of, authorization, range, ifRange: ifRange as string | undefined };
    this.seen.push(seen);
    return this.fault(seen, response, file);
  }
}

/** Sends a file, or the part of it that was asked for. */
function sendBytes(request: IncomingMessage, response: ServerResponse, content: Buffer, etag: string): void {
  const { range, "if-range": ifRange } = request.headers;
  const [, from] = /^bytes=(\d+)-$/.exec(range ?? "") ?? [];
  const isPart = from !== undefined && (ifRange === undefined || ifRange === etag);
  const start = isPart ? Number(from) : 0;
  response.writeHead(isPart ? 206 : 200, {
    etag,
    "content-length": content.length - start,
    ...(isPart ? { "content-range": `bytes ${start}-${content.length - 1}/${content.length}` } : {}),
  });
  response.end(request.method === "HEAD" ? undefined : content.subarray(start));
}

/** Answers with an error as the hub does. */
export function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { "x-error-code": code, "x-error-message": code }).end();
}

/** Sends the first bytes of a file, promises all of them, and breaks the connection. */
export function cutAfter(response: ServerResponse, { content }: HubFile, bytes: number, start = 0): void {
  const headers = { etag: `"cdn-${sha256(content).slice(0, 16)}"`, "content-length": content.length - start };
  const range = { "content-range": `bytes ${start}-${content.length - 1}/${content.length}` };
  response.writeHead(start > 0 ? 206 : 200, start > 0 ? { ...headers, ...range } : headers);
  response.write(content.subarray(start, start + bytes), () => setTimeout(() => response.destroy(), 100));
}

/** A model of the hub of tests: two small files and one in LFS, and another variant of that. */
export function testingModel(fields: Partial<CatalogueModel> = {}): CatalogueModel {
  return {
    id: "test-model",
    title: "Test",
    kind: "asr",
    format: "onnx",
    repo: "test/model",
    revision: "main",
    licence: "MIT",
    languages: ["en"],
    variants: ["q8", "fp32"],
    files: [
      { path: "config.json" },
      { path: "tokenizer.json" },
      { path: "onnx/model_quantized.onnx", variant: "q8" },
      { path: "onnx/model.onnx", variant: "fp32" },
    ],
    ...fields,
  };
}

/** Puts the files of {@link testingModel} on a hub. @returns the content of the q8 variant's large file */
export function putTestingModel(hub: TestingHub, largeBytes = 300_000): Buffer {
  hub.put("config.json", Buffer.from('{"model_type":"test"}\n'));
  hub.put("tokenizer.json", Buffer.from('{"tokens":[]}\n'));
  const large = patterned(largeBytes, 1);
  hub.put("onnx/model_quantized.onnx", large);
  hub.put("onnx/model.onnx", patterned(2 * largeBytes, 2));
  return large;
}

function patterned(bytes: number, seed: number): Buffer {
  let state = seed;
  return Buffer.from(
    Uint8Array.from({ length: bytes }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state >>> 24;
    }),
  );
}

/** Sum of a content. */
export function sha256(content: Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}

function gitBlobId(content: Buffer): string {
  return createHash("sha1").update(`blob ${content.length}\0`).update(content).digest("hex");
}

function originOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
