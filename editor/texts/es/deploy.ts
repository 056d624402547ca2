import type { deploy as en } from "../en/deploy.ts";

export const deploy: Readonly<Record<keyof typeof en, string>> = {};
