import type { Flow, FlowEdge } from "#engine/flow/schema.ts";
import { edgeBetween, fittingPorts, otherSide, portsOf } from "../../document/connect-rules.ts";
import { connect, disconnect } from "../../document/edits.ts";
import { rewire } from "../../document/structure.ts";
import type { PortEnd } from "../../document/view.ts";

/** No wire is being drawn. */
interface Idle {
  readonly kind: "idle";
}

/** The end of a wire was taken hold of. */
interface Pointing {
  readonly kind: "pointing";
  /** Label of the wire. */
  readonly moved: string;
}

/** A wire is being drawn: where from, and where to it may go. */
export interface Dragging {
  readonly kind: "dragging";
  readonly from: PortEnd;
  /** By {@link endKey}; worked out once, so that a move of the pointer only looks up. */
  readonly fits: ReadonlyMap<string, PortEnd>;
  /** Label of the wire whose end is being moved; undefined for a new wire. */
  readonly moved: string | undefined;
}

/** What it came to. */
export interface Dropped {
  readonly kind: "dropped";
  readonly outcome: WireOutcome;
}

/** What is to be done, or said, after a drop. */
export type WireOutcome =
  /** It was let go where it began, or outside. */
  | { readonly kind: "nothing" }
  /** Drawn anew, or with its end elsewhere. */
  | { readonly kind: "wired"; readonly edge: FlowEdge; readonly moved: string | undefined }
  | { readonly kind: "removed"; readonly moved: string }
  /** On nothing: which node is to take it? */
  | { readonly kind: "asked"; readonly from: PortEnd }
  /** This port cannot take it; the flow is the one without the moved wire. */
  | { readonly kind: "refused"; readonly flow: Flow; readonly from: PortEnd; readonly to: PortEnd }
  /** The node has no port on that side. */
  | { readonly kind: "no-port"; readonly side: PortEnd["side"] };

export type WireGesture = Idle | Pointing | Dragging | Dropped;

/** What is under the pointer when a wire is dropped. */
export type WireTarget =
  | { readonly kind: "port"; readonly end: PortEnd }
  | { readonly kind: "node"; readonly nodeId: string }
  | { readonly kind: "canvas" }
  | { readonly kind: "outside" };

/** Where every gesture begins and ends. */
export const idle: WireGesture = { kind: "idle" };

/** Somebody takes hold of the end of a wire. */
export function pointed(moved: string): WireGesture {
  return { kind: "pointing", moved };
}

/** A wire begins at a port. One whose end is moved does not stand in its own way. */
export function dragged(before: WireGesture, flow: Flow, from: PortEnd): Dragging {
  const moved = before.kind === "pointing" ? before.moved : undefined;
  const fits = fittingPorts(without(flow, moved), from);
  return { kind: "dragging", from, fits: new Map(fits.map((end) => [endKey(end), end])), moved };
}

/** Whether a wire may be dropped at this end. */
export function mayEnd(gesture: WireGesture, end: PortEnd): boolean {
  return gesture.kind === "dragging" && gesture.fits.has(endKey(end));
}

/** What a drop comes to: on a node the wire goes to the first port that fits. */
export function dropped(gesture: Dragging, flow: Flow, target: WireTarget): Dropped {
  return { kind: "dropped", outcome: outcomeOf(gesture, flow, target) };
}

function outcomeOf(gesture: Dragging, flow: Flow, target: WireTarget): WireOutcome {
  const { from, moved } = gesture;
  switch (target.kind) {
    case "port":
      return onPort(gesture, flow, target.end);
    case "node":
      return onNode(gesture, flow, target.nodeId);
    case "canvas":
      return moved === undefined ? { kind: "asked", from } : { kind: "removed", moved };
    case "outside":
      return { kind: "nothing" };
  }
}

function onPort({ from, fits, moved }: Dragging, flow: Flow, to: PortEnd): WireOutcome {
  if (endKey(from) === endKey(to)) return { kind: "nothing" };
  if (fits.has(endKey(to))) return { kind: "wired", edge: edgeBetween(from, to), moved };
  return { kind: "refused", flow: without(flow, moved), from, to };
}

/** `error` takes nothing by itself. */
function onNode(gesture: Dragging, flow: Flow, nodeId: string): WireOutcome {
  const { from, fits, moved } = gesture;
  const to = [...fits.values()].find((end) => end.nodeId === nodeId && end.port !== "error");
  if (to !== undefined) return { kind: "wired", edge: edgeBetween(from, to), moved };
  if (nodeId === from.nodeId) return { kind: "nothing" };
  const side = otherSide(from.side);
  const type = flow.nodes.find(({ id }) => id === nodeId)?.type ?? "";
  const port = Object.keys(portsOf(type, side)).find((each) => each !== "error");
  return port === undefined ? { kind: "no-port", side } : onPort(gesture, flow, { nodeId, port, side });
}

/** The flow with the wire that was drawn. */
export function withWire(flow: Flow, edge: FlowEdge, moved: string | undefined): Flow {
  return moved === undefined ? connect(flow, edge) : rewire(flow, moved, edge);
}

function without(flow: Flow, moved: string | undefined): Flow {
  return moved === undefined ? flow : disconnect(flow, [moved]);
}

/** Tells ends apart. */
export function endKey({ nodeId, port, side }: PortEnd): string {
  return `${side} ${nodeId} ${port}`;
}
