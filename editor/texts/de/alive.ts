import type { alive as en } from "../en/alive.ts";

export const alive: Readonly<Record<keyof typeof en, string>> = {};
