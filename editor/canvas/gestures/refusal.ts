import { edgeLabel } from "#engine/flow/edge-label.ts";
import type { Flow } from "#engine/flow/schema.ts";
import type { PortType } from "#engine/graph/port-types.ts";
import { catalogue } from "../../document/catalogue.ts";
import { edgeBetween, portTypeOf, typesFit } from "../../document/connect-rules.ts";
import { reach } from "../../document/layout/reach.ts";
import { shownType } from "../../document/shown.ts";
import type { PortEnd } from "../../document/view.ts";
import { text } from "../../texts/texts.ts";

/** Why a wire may not join two ports, in words for people; undefined where it may. */
export function refusalOf(flow: Flow, a: PortEnd, b: PortEnd): string | undefined {
  if (a.side === b.side)
    return text(a.side === "output" ? "canvas.refused.outputs" : "canvas.refused.inputs");
  const edge = edgeBetween(a, b);
  if (edge.from.node === edge.to.node) return text("canvas.refused.self");
  if (flow.edges.some((each) => edgeLabel(each) === edgeLabel(edge))) return text("canvas.refused.twice");
  const [from, to] = a.side === "output" ? [a, b] : [b, a];
  const [sent, taken] = [portTypeOf(flow, from), portTypeOf(flow, to)];
  if (sent === undefined || taken === undefined) return text("canvas.refused.unknown");
  if (!typesFit(sent, "output", taken)) return misfit(sent, taken);
  if (reach(flow, [edge.to.node], "downstream").has(edge.from.node)) return text("canvas.refused.circle");
  return undefined;
}

function misfit(sent: PortType, taken: PortType): string {
  const values = { from: text(`canvas.type.${sent}`), to: text(`canvas.type.${taken}`) };
  const between = converters(sent, taken);
  if (between.length === 0) return text("canvas.refused.types", values);
  const nodes = between.map((type) => shownType(type)?.title ?? type).join(" → ");
  return text("canvas.refused.between", { ...values, nodes });
}

/** The shortest row of node types that makes packets of one type from those of another; none where there is none. */
export function converters(sent: PortType, taken: PortType): readonly string[] {
  const ways = new Map<PortType, readonly string[]>([[sent, []]]);
  // The map grows while it is walked: breadth first.
  for (const [type, way] of ways) {
    if (type === taken) return way;
    for (const { type: nodeType, inputs, outputs } of catalogue.values()) {
      if (!Object.values(inputs).some((port) => port.type === type)) continue;
      for (const { type: made } of Object.values(outputs))
        if (made !== "any" && !ways.has(made)) ways.set(made, [...way, nodeType]);
    }
  }
  return [];
}
