import type { Flow } from "#engine/flow/schema.ts";
import { shownPort, shownType } from "../document/shown.ts";
import type { PortEnd } from "../document/view.ts";

/** What a node is called on the canvas: its name, else its type's title. */
export function nodeName(flow: Flow, nodeId: string): string {
  const node = flow.nodes.find(({ id }) => id === nodeId);
  return node?.name ?? shownType(node?.type ?? "")?.title ?? nodeId;
}

/** What a port is called where its node is not in view: `Voice activity · segment`. */
export function portName(flow: Flow, { nodeId, side, port }: PortEnd): string {
  const type = flow.nodes.find(({ id }) => id === nodeId)?.type ?? "";
  return `${nodeName(flow, nodeId)} · ${shownPort(type, side, port).name}`;
}
