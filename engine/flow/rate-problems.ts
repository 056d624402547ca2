import { type NodeCatalogue, outputsOf, type PortDefinition } from "../graph/definition.ts";
import { resolveConfig } from "./config.ts";
import { edgeLabel } from "./edge-label.ts";
import { type Problem, problem } from "./problem.ts";
import type { Flow, FlowEdge, FlowNode } from "./schema.ts";

/**
 * Wires that bring audio of another sample rate than their input takes: found here, they do not end a session at its
 * first packet. Outputs that say nothing of their rate (a file, a switch) are not checked.
 */
export function rateProblems(flow: Flow, catalogue: NodeCatalogue): Problem[] {
  const running = flow.nodes.filter(({ disabled }) => disabled !== true);
  const byId = new Map(running.map((node) => [node.id, node]));
  return flow.edges.flatMap((edge) => {
    const to = byId.get(edge.to.node);
    const wantedHz = to && catalogue.get(to.type)?.inputs[edge.to.port]?.rateHz;
    const from = byId.get(edge.from.node);
    if (typeof wantedHz !== "number" || from === undefined) return [];
    return wireProblems(edge, from, wantedHz, catalogue);
  });
}

function wireProblems(edge: FlowEdge, from: FlowNode, wantedHz: number, catalogue: NodeCatalogue): Problem[] {
  const definition = catalogue.get(from.type);
  const rateHz = definition && outputsOf(definition)[edge.from.port]?.rateHz;
  if (definition === undefined || rateHz === undefined) return [];
  const comesHz = knownRate(rateHz, resolveConfig(definition, from.config));
  if (comesHz === undefined || comesHz === wantedHz) return [];
  const comes = comesHz === "any" ? "audio of any sample rate" : `audio at ${inHz(comesHz)}`;
  const message = `${edgeLabel(edge)} brings ${comes}; "${edge.to.port}" takes ${inHz(wantedHz)}.`;
  const hint = `Put a Resample node (${inHz(wantedHz)}) in between.`;
  return [problem("edge.rate-mismatch", message, { nodeId: edge.to.node, field: edge.to.port, hint })];
}

/** Undefined where the setting holds no number, which is a problem of its own. */
function knownRate(
  rateHz: NonNullable<PortDefinition["rateHz"]>,
  config: Readonly<Record<string, unknown>>,
): number | "any" | undefined {
  if (typeof rateHz !== "object") return rateHz;
  const value = config[rateHz.field];
  return typeof value === "number" ? value : undefined;
}

/** Thousands apart, the same in every language: 16 000 Hz. */
function inHz(rateHz: number): string {
  return `${String(rateHz).replace(/\B(?=(\d{3})+$)/g, " ")} Hz`;
}
