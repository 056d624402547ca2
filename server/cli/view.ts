import { styleText } from "node:util";
import type { CaptionEvent } from "#engine/protocol/caption-event.ts";
import type { ShownLine } from "#engine/protocol/shown-line.ts";
import type { ShownEvent } from "#engine/runtime/define-runtime.ts";

type Style = Parameters<typeof styleText>[0];

/** A colour a speaker, in order of appearance; the seventh begins again. */
const speakerStyles: readonly Style[] = ["cyan", "yellow", "magenta", "green", "blue", "red"];
const barWidth = 24;

/**
 * Writes captions as they come. In a terminal the last two lines are live: the text of the open segment and
 * a progress bar. Elsewhere there are plain lines only.
 */
export class CaptionView {
  readonly #stream: NodeJS.WriteStream;
  readonly #live: boolean;
  #partial = "";
  #progress = "";
  #liveLines = 0;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
    this.#live = stream.isTTY === true && process.env["TERM"] !== "dumb";
  }

  /** Width of the terminal; without one, lines are as long as they like. */
  get columns(): number {
    return this.#live ? this.#stream.columns || 80 : Number.POSITIVE_INFINITY;
  }

  /** Takes what nodes show. */
  show(event: ShownEvent): void {
    if (event.kind === "line") this.#showLine(event);
    else if (event.kind === "partial") this.#showPartial(event);
    else this.#showFinal(event);
  }

  /** Sets the progress bar: media time done, and of how much when that is known. */
  progress(mediaMs: number, durationMs: number | undefined): void {
    if (!this.#live) return;
    const share = durationMs === undefined ? 0 : Math.min(1, mediaMs / durationMs);
    const bar = "█".repeat(Math.round(share * barWidth)).padEnd(barWidth, "░");
    const total = durationMs === undefined ? "" : ` / ${formatTime(durationMs)}`;
    this.#progress = this.#style("dim", `${bar} ${formatTime(mediaMs)}${total}`);
    this.#redraw();
  }

  /** Writes a line that stays. */
  line(text: string): void {
    this.#eraseLive();
    this.#stream.write(`${text}\n`);
    this.#drawLive();
  }

  /** Takes the live lines away for good. */
  end(): void {
    this.#eraseLive();
    this.#progress = "";
    this.#partial = "";
  }

  #showLine({ nodeId, port, startMs, text }: ShownLine): void {
    this.line(this.#style("dim", `${formatTime(startMs)}  ${nodeId}.${port}: ${text}`));
  }

  #showPartial(event: CaptionEvent): void {
    if (!this.#live) return;
    this.#partial = this.#style("dim", `${formatTime(event.startMs)}  … ${event.text}`);
    this.#redraw();
  }

  #showFinal(event: CaptionEvent): void {
    if (event.kind === "final") this.#partial = "";
    const who = event.speaker === undefined ? "" : `Speaker ${event.speaker}`;
    const style = speakerStyles[((event.speaker ?? 1) - 1) % speakerStyles.length] as Style;
    const time = this.#style("dim", formatTime(event.startMs));
    const text = event.kind === "translation" ? this.#style("italic", event.text) : event.text;
    const arrow = event.kind === "translation" ? "->" : "  ";
    this.line(
      [time, ...(who === "" ? [] : [this.#style(style, who)]), `${arrow} ${event.language}`, text].join("  "),
    );
  }

  #style(style: Style, text: string): string {
    return styleText(style, text, { stream: this.#stream });
  }

  #redraw(): void {
    this.#eraseLive();
    this.#drawLive();
  }

  #drawLive(): void {
    if (!this.#live) return;
    const lines = [this.#partial, this.#progress].filter((line) => line !== "");
    for (const line of lines) this.#stream.write(`${cut(line, this.columns)}\n`);
    this.#liveLines = lines.length;
  }

  #eraseLive(): void {
    if (this.#liveLines > 0) this.#stream.write(`\r\x1b[${this.#liveLines}A\x1b[J`);
    this.#liveLines = 0;
  }
}

/** Media time as mm:ss.t. */
export function formatTime(ms: number): string {
  const tenths = Math.round(ms / 100);
  const minutes = String(Math.floor(tenths / 600)).padStart(2, "0");
  return `${minutes}:${((tenths % 600) / 10).toFixed(1).padStart(4, "0")}`;
}

/** Keeps a live line to one row, or erasing it would miss; colour codes count as columns, which errs on the safe side. */
function cut(line: string, columns: number): string {
  if (line.length <= columns) return line;
  const reset = line.includes("\x1b[") ? "\x1b[0m" : "";
  return line.slice(0, Math.max(0, columns - 5)) + reset;
}
