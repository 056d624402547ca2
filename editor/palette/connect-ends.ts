import type { Flow } from "#engine/flow/schema.ts";
import { portsOf } from "../document/connect-rules.ts";
import type { PortEnd } from "../document/view.ts";

/** Why a port is where it is in the list: it needs a wire, or it is an output, another input, the `error` output. */
export type ConnectGroup = "needed" | "outputs" | "inputs" | "error";

/** A port of a node that one may wire. */
export interface ConnectEnd extends PortEnd {
  readonly group: ConnectGroup;
}

const order: readonly ConnectGroup[] = ["needed", "outputs", "inputs", "error"];

/** The ports of a node in the order in which they are likely wired. */
export function connectEnds(flow: Flow, nodeId: string): readonly ConnectEnd[] {
  const type = flow.nodes.find(({ id }) => id === nodeId)?.type ?? "";
  const wired = new Set(flow.edges.filter(({ to }) => to.node === nodeId).map(({ to }) => to.port));
  const ends = (["output", "input"] as const).flatMap((side) =>
    Object.entries(portsOf(type, side)).map(([port, { required = false }]): ConnectEnd => {
      const other = side === "input" ? "inputs" : port === "error" ? "error" : "outputs";
      const isNeeded = side === "input" && required && !wired.has(port);
      return { nodeId, port, side, group: isNeeded ? "needed" : other };
    }),
  );
  return ends.toSorted((a, b) => order.indexOf(a.group) - order.indexOf(b.group));
}
