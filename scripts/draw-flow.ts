/** Draws a flow as SVG for the README: `node scripts/draw-flow.ts flows/live-translate.json > flows/live-translate.svg`. */
import { readFileSync } from "node:fs";
import type { Flow } from "#engine/flow/schema.ts";
import { catalogue } from "#nodes/registry.ts";
import { flowToSvg } from "../editor/document/picture/flow-to-svg.ts";

const flow = JSON.parse(readFileSync(process.argv[2] ?? "flows/live-translate.json", "utf8")) as Flow;
process.stdout.write(flowToSvg(flow, catalogue, "dark"));
