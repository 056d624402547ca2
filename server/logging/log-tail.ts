import type { LogMessage } from "#engine/protocol/editor-stream.ts";

/** Lines that a newcomer gets. */
const recentLines = 200;
/** Lines a second that listeners get; more is a flood, of which they get the number. */
const linesPerSecond = 50;

/** The last log lines, and whoever follows them. Bounded in memory and in rate. */
export class LogTail {
  readonly #recent: LogMessage[] = [];
  readonly #listeners = new Set<(line: LogMessage) => void>();
  #second = 0;
  #sent = 0;
  #leftOut = 0;

  /** Takes a line of level info or above; others are passed over. */
  push(line: LogMessage): void {
    const second = Math.floor(line.timeMs / 1000);
    if (second !== this.#second) this.#startSecond(second, line.timeMs);
    if (this.#sent >= linesPerSecond) this.#leftOut++;
    else this.#send(line);
  }

  /** The last lines, oldest first. */
  recent(): readonly LogMessage[] {
    return this.#recent;
  }

  /** Calls back with every line from now on; the answer ends it. */
  subscribe(listener: (line: LogMessage) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #startSecond(second: number, timeMs: number): void {
    const leftOut = this.#leftOut;
    this.#second = second;
    this.#sent = 0;
    this.#leftOut = 0;
    if (leftOut > 0) {
      const message = `${leftOut} log lines are left out here; the log itself has them.`;
      this.#send({ type: "log", timeMs, level: "warn", message });
    }
  }

  #send(line: LogMessage): void {
    this.#sent++;
    this.#recent.push(line);
    if (this.#recent.length > recentLines) this.#recent.shift();
    for (const listener of this.#listeners) listener(line);
  }
}
