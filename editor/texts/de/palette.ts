import type { palette as en } from "../en/palette.ts";

export const palette: Readonly<Record<keyof typeof en, string>> = {};
