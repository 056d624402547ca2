import type { Command } from "./command.ts";

/** Everything that a person can do, in menu order. */
export const commands: readonly Command[] = [];
