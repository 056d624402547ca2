import { importLimits } from "#engine/flow/import-limits.ts";
import type { Flow } from "#engine/flow/schema.ts";
import { text } from "../texts/texts.ts";
import type { ImportOutline, ImportRequest, ListName, ReportLists } from "./import-job.ts";
import type { ImportAnswer, ImportQuestion, Refusal } from "./import-messages.ts";

/** Why a file is refused as a whole. */
export class ImportRefused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.name = "ImportRefused";
    this.refusal = refusal;
  }
}

type Question = ImportQuestion extends infer Each
  ? Each extends ImportQuestion
    ? Omit<Each, "number">
    : never
  : never;

/** An import in a worker of its own: the page stays free, and closing it stops the work at once. */
export class ImportRun {
  readonly #worker = new Worker(new URL("./import-worker.ts", import.meta.url), { type: "module" });
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  #nextNumber = 1;

  constructor() {
    this.#worker.onmessage = ({ data }: MessageEvent<ImportAnswer>) => this.#answered(data);
    this.#worker.onerror = () => this.#crashed();
  }

  /** Reads the file and says what would become of it. @throws {ImportRefused} */
  async import(request: ImportRequest): Promise<ImportOutline> {
    checkSize(request.source);
    return (await this.#ask({ kind: "import", request })) as ImportOutline;
  }

  /** The next lines of a list of the report. */
  async page<Name extends ListName>(list: Name, from: number): Promise<readonly ReportLists[Name][]> {
    return (await this.#ask({ kind: "page", list, from })) as readonly ReportLists[Name][];
  }

  /** The flows of these ids, in the order of the file. */
  async flows(ids: readonly string[]): Promise<readonly Flow[]> {
    return (await this.#ask({ kind: "flows", ids })) as readonly Flow[];
  }

  /** Ends it; what was asked is never answered. */
  close(): void {
    this.#worker.terminate();
    this.#waiting.clear();
  }

  #ask(question: Question): Promise<unknown> {
    const number = this.#nextNumber++;
    const waiting = Promise.withResolvers<unknown>();
    this.#waiting.set(number, waiting);
    this.#worker.postMessage({ ...question, number } satisfies ImportQuestion);
    return waiting.promise;
  }

  #answered(answer: ImportAnswer): void {
    const waiting = this.#waiting.get(answer.number);
    this.#waiting.delete(answer.number);
    if (answer.kind === "done") waiting?.resolve(answer.value);
    else waiting?.reject(new ImportRefused(answer.refusal));
  }

  /** Out of memory, say, or the server was updated and its file is gone. */
  #crashed(): void {
    const refusal = {
      code: "import.failed",
      message: text("transfer.import.crashed"),
      hint: text("transfer.import.crashed.hint"),
    };
    for (const { reject } of this.#waiting.values()) reject(new ImportRefused(refusal));
    this.#waiting.clear();
  }
}

/** A file is recognised by its bytes before it is read. @throws {ImportRefused} */
function checkSize(source: string | Blob): void {
  const size = typeof source === "string" ? source.length : source.size;
  if (size <= importLimits.textCharacters) return;
  const message = text("transfer.import.tooLarge", {
    size: megabytes(size),
    most: megabytes(importLimits.textCharacters),
  });
  const hint = text("transfer.import.tooLarge.hint");
  throw new ImportRefused({ code: "import.too-large", message, hint });
}

/** A size in MB with one digit behind the point. */
export function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}
