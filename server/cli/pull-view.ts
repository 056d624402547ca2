import { formatBytes } from "#engine/protocol/format-bytes.ts";
import type { PullProgress } from "#runtime-workers/models/install.ts";

const barWidth = 24;
/** A terminal is drawn this often, in ms. */
const drawMs = 100;
/** Where there is no terminal, a line is written each time that this share more is there. */
const lineShare = 0.1;

/** How a pull goes: a bar that is drawn over itself in a terminal, else a line every tenth. */
export class PullView {
  readonly #stream: NodeJS.WriteStream;
  readonly #live: boolean;
  readonly #name: string;
  #drawnMs = 0;
  #writtenStep = -1;

  constructor(stream: NodeJS.WriteStream, name: string) {
    this.#stream = stream;
    this.#live = stream.isTTY === true && process.env["TERM"] !== "dumb";
    this.#name = name;
  }

  /** Takes what a pull reports. */
  readonly progress = ({ doneBytes, totalBytes }: PullProgress): void => {
    const share = totalBytes === 0 ? 1 : doneBytes / totalBytes;
    const amount = `${formatBytes(doneBytes)} of ${formatBytes(totalBytes)}`;
    if (this.#live) this.#draw(share, amount);
    else this.#writeLine(share, amount);
  };

  /** Takes the bar away. */
  end(): void {
    if (this.#live) this.#stream.write("\r\x1b[K");
  }

  #draw(share: number, amount: string): void {
    const nowMs = performance.now();
    if (share < 1 && nowMs - this.#drawnMs < drawMs) return;
    this.#drawnMs = nowMs;
    const bar = "█".repeat(Math.round(share * barWidth)).padEnd(barWidth, "░");
    const line = `${this.#name}  ${bar} ${Math.floor(share * 100)}%  ${amount}`;
    this.#stream.write(`\r\x1b[K${line.slice(0, (this.#stream.columns || 80) - 1)}`);
  }

  #writeLine(share: number, amount: string): void {
    const step = Math.floor(share / lineShare);
    if (step <= this.#writtenStep) return;
    this.#writtenStep = step;
    this.#stream.write(`${this.#name}: ${amount}\n`);
  }
}
