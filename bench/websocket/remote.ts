import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** Longest life of a process, in ms; a bench that hangs is ended, not waited for. */
const deadlineMs = 120_000;

/** A process of this very Node that answers one question after another. */
export class Remote {
  readonly #child: ChildProcess;
  readonly #deadline: NodeJS.Timeout;

  constructor(script: URL, args: readonly string[]) {
    this.#child = fork(fileURLToPath(script), args, { execArgv: ["--expose-gc"] });
    this.#deadline = setTimeout(() => this.#child.kill("SIGKILL"), deadlineMs);
  }

  /** @throws {Error} when the process ends before it answers */
  async ask<Answer>(question: string, value?: number): Promise<Answer> {
    const ended = new AbortController();
    const gone = () => ended.abort(new Error(`the process ended before it answered ${question}`));
    this.#child.once("exit", gone);
    this.#child.send({ question, value });
    try {
      const [answer] = await once(this.#child, "message", { signal: ended.signal });
      return answer as Answer;
    } finally {
      this.#child.off("exit", gone);
    }
  }

  async stop(): Promise<void> {
    clearTimeout(this.#deadline);
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill("SIGKILL");
    await once(this.#child, "exit");
  }
}

/** The other side: answers each question by the function of its name. */
export function answer(answers: Readonly<Record<string, (value: number) => unknown>>): void {
  process.on("message", async ({ question, value }: { question: string; value: number }) => {
    process.send?.((await answers[question]?.(value)) ?? null);
  });
  process.on("disconnect", () => process.exit());
}
