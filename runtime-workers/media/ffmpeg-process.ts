import { spawn } from "node:child_process";
import type { Readable } from "node:stream";

/** Characters kept of what ffmpeg complains of. */
const complaintLength = 2000;

/** ffmpeg as a supervised process: what it writes, the reason that it gives, and the way to be rid of it. */
export class FfmpegProcess {
  /** What it writes to its standard output. */
  readonly output: Readable;
  /** The exit code once process and pipes are gone, never rejecting; null when it was killed, below 0 when it never ran. */
  readonly gone: Promise<number | null>;
  /** Ends it at once. */
  readonly kill: () => void;
  #spawnError: Error | undefined;
  #complaint = "";

  /**
   * Starts ffmpeg; a machine without it shows in `spawnError` once it is `gone`.
   * @param args inputs and outputs; it reads nothing from standard input and complains of errors only
   * @param signal kills it when it fires
   */
  constructor(args: readonly string[], signal: AbortSignal) {
    const child = spawn("ffmpeg", ["-nostdin", "-v", "error", ...args], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.output = child.stdout;
    this.kill = () => void child.kill("SIGKILL");
    child.on("error", (error) => {
      this.#spawnError = error;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.#complaint = (this.#complaint + text).slice(-complaintLength);
    });
    signal.addEventListener("abort", this.kill);
    if (signal.aborted) this.kill();
    this.gone = new Promise<number | null>((resolve) => child.once("close", resolve)).finally(() =>
      signal.removeEventListener("abort", this.kill),
    );
  }

  /** Why it could not be started: it is not installed. */
  get spawnError(): Error | undefined {
    return this.#spawnError;
  }

  /** The last line of its complaint, without addresses in memory. */
  get reason(): string {
    const lastLine = this.#complaint.trim().split("\n").at(-1) ?? "";
    return lastLine.replace(/ @ 0x[0-9a-f]+/g, "") || "it gave no reason";
  }

  /** Kills it if it still runs, and waits until it is gone. May be called twice. */
  async close(): Promise<void> {
    this.kill();
    this.output.destroy();
    await this.gone;
  }
}
