import type { NodeTexts } from "../page-texts.ts";

export const nodes: Readonly<Record<string, NodeTexts>> = {};
