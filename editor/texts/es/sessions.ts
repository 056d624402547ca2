import type { sessions as en } from "../en/sessions.ts";

export const sessions: Readonly<Record<keyof typeof en, string>> = {};
