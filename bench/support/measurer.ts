import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** Longest wait for an answer, in ms; a child that hangs is ended, not waited for. */
const deadlineMs = 300_000;

interface Answer {
  readonly result?: unknown;
  readonly error?: string;
}

/**
 * A process of its own that measures when it is asked: several of them stay warm and take turns, so that what else the
 * machine does meets all alike. Its script calls `answerQuestions`.
 */
export class Measurer {
  readonly #child: ChildProcess;

  /** @param script run by this very Node */
  constructor(script: URL, args: readonly string[]) {
    this.#child = fork(fileURLToPath(script), args, { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  }

  /**
   * Asks, and waits for the answer. One question at a time.
   * @throws {Error} what the script threw, or when it ended or took five minutes.
   */
  async ask<Result>(question: unknown): Promise<Result> {
    const waiting = new AbortController();
    const { signal } = waiting;
    const answered = once(this.#child, "message", { signal }) as Promise<[Answer]>;
    const ended = once(this.#child, "exit", { signal }).then((): [Answer] => [
      { error: "the measurer ended" },
    ]);
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), deadlineMs);
    this.#child.send(question as object);
    const [{ result, error }] = await Promise.race([answered, ended]);
    clearTimeout(timer);
    for (const other of [answered, ended]) other.catch(() => {});
    waiting.abort();
    if (error !== undefined) throw new Error(error);
    return result as Result;
  }

  /** Lets the process end by itself: killing one within native code may take its machine's memory along. */
  async end(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, "exit");
    this.#child.disconnect();
    await ended;
  }
}

/** Answers the questions that a `Measurer` asks, until it lets go. */
export function answerQuestions<Question>(answer: (question: Question) => Promise<unknown>): void {
  process.on("message", async (question) => {
    const reply = await answer(question as Question).then(
      (result): Answer => ({ result }),
      (error: unknown): Answer => ({
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }),
    );
    process.send?.(reply);
  });
}
