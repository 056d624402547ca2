import type { Flow } from "#engine/flow/schema.ts";
import { nodeName } from "../document/node-name.ts";
import { shownPort } from "../document/shown.ts";
import type { PortEnd } from "../document/view.ts";

/** What a port is called where its node is not in view: `Voice activity · segment`. */
export function portName(flow: Flow, { nodeId, side, port }: PortEnd): string {
  const type = flow.nodes.find(({ id }) => id === nodeId)?.type ?? "";
  return `${nodeName(flow, nodeId)} · ${shownPort(type, side, port).name}`;
}
