import { type FileHandle, mkdir, open, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { FlowError } from "#engine/errors.ts";
import type { ConfigOf } from "#engine/graph/definition.ts";
import type { CaptionEvent } from "#engine/protocol/caption-event.ts";
import { type Cue, sortCues, toCue } from "./cue.ts";
import type { definition } from "./definition.ts";
import { formatSrt } from "./srt.ts";
import { formatWebvtt } from "./webvtt.ts";

type Config = ConfigOf<typeof definition>;

const subtitleFormats = [
  { format: "srt", ending: "srt", render: formatSrt },
  { format: "webvtt", ending: "vtt", render: formatWebvtt },
] as const;

/**
 * The caption files of one session. JSONL is written line by line. Subtitles want consecutive numbers in order
 * of time, while a translation may come late: their final text is stored (some 100 bytes a segment) and written
 * by `finish`. Every method that writes throws FlowError `file.write-failed`, field `folder`.
 */
export class CaptionFiles {
  readonly #config: Config;
  readonly #subtitles: (typeof subtitleFormats)[number][];
  /** Cues by file: "" for what was said, ".es" and the like for translations. */
  readonly #cues = new Map<string, Cue[]>([["", []]]);
  #jsonl: FileHandle | undefined;
  #isOpen = false;

  constructor(config: Config) {
    this.#config = config;
    this.#subtitles = subtitleFormats.filter(({ format }) => config.formats.includes(format));
  }

  /** Makes the folder and the files, so that a place that cannot be written to shows before the session runs. */
  async open(): Promise<void> {
    const { folder, formats } = this.#config;
    await attempt(folder, () => mkdir(folder, { recursive: true }));
    if (formats.includes("jsonl")) {
      const path = this.#path(".jsonl");
      this.#jsonl = await attempt(path, () => open(path, "w"));
    }
    await this.#writeSubtitles();
    this.#isOpen = true;
  }

  /** Writes an event's line, and stores its cue when it is final. */
  async add(event: CaptionEvent): Promise<void> {
    const jsonl = this.#jsonl;
    if (jsonl !== undefined) {
      await attempt(this.#path(".jsonl"), () => jsonl.appendFile(`${JSON.stringify(event)}\n`));
    }
    if (this.#subtitles.length > 0) this.#addCue(event);
  }

  /** Writes the subtitles and closes everything. Does nothing when called again. */
  async finish(): Promise<void> {
    const [jsonl, wasOpen] = [this.#jsonl, this.#isOpen];
    this.#jsonl = undefined;
    this.#isOpen = false;
    await jsonl?.close();
    if (wasOpen) await this.#writeSubtitles();
  }

  #addCue(event: CaptionEvent): void {
    const isTranslation = event.kind === "translation";
    const cue = (isTranslation ? event.hypothesis : event.kind) === "final" ? toCue(event) : undefined;
    if (cue === undefined) return;
    // The code comes from a model's files: it must not lead out of the folder.
    const key = isTranslation ? `.${event.language.replace(/[^\w-]/g, "_")}` : "";
    const cues = this.#cues.get(key);
    if (cues === undefined) this.#cues.set(key, [cue]);
    else cues.push(cue);
  }

  async #writeSubtitles(): Promise<void> {
    for (const [key, cues] of this.#cues) {
      const ordered = sortCues(cues);
      for (const { ending, render } of this.#subtitles) {
        const path = this.#path(`${key}.${ending}`);
        await attempt(path, () => writeFile(path, render(ordered)));
      }
    }
  }

  #path(ending: string): string {
    return join(this.#config.folder, `${this.#config.name}${ending}`);
  }
}

async function attempt<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message = `"${path}" cannot be written (${reason}).`;
    throw new FlowError("file.write-failed", { field: "folder", message, cause });
  }
}
