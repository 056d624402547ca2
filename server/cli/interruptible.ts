import { FlowError } from "#engine/errors.ts";
import type { Session } from "#engine/runtime/session.ts";

/** Exit code of a program that Ctrl+C ended, by the convention of shells. */
export const interruptedExitCode = 130;

/**
 * Runs a session to its end. The first Ctrl+C (or SIGTERM) ends its input, so that what was captured still comes out;
 * the second drops what is in progress; the third ends the program as it is.
 * @returns whether it was interrupted
 * @throws {FlowError} what the session ended with, unless that was the interrupt
 */
export async function runInterruptible(session: Session, say: (line: string) => void): Promise<boolean> {
  let interrupts = 0;
  const interrupt = () => {
    interrupts++;
    if (interrupts === 1) {
      say("Stopping: captions of what was said still come out. Once more ends at once.");
      session.stop();
    } else if (interrupts === 2) void session.abort();
    else process.exit(interruptedExitCode);
  };
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  try {
    await session.start();
    await session.done;
  } catch (error) {
    const isOurs = interrupts > 0 && error instanceof FlowError && error.code === "session.aborted";
    if (!isOurs) throw error;
  } finally {
    process.off("SIGINT", interrupt);
    process.off("SIGTERM", interrupt);
  }
  return interrupts > 0;
}
