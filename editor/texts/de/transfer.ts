import type { transfer as en } from "../en/transfer.ts";

export const transfer: Readonly<Record<keyof typeof en, string>> = {};
