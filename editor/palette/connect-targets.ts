import type { Flow } from "#engine/flow/schema.ts";
import { fittingPorts, portTypeOf } from "../document/connect-rules.ts";
import type { PortEnd } from "../document/view.ts";

/** Where a wire from this end may go, the likely first: ports of the very type, and of these such as have no wire yet. */
export function connectTargets(flow: Flow, end: PortEnd): readonly PortEnd[] {
  const type = portTypeOf(flow, end);
  const wired = new Set(
    flow.edges.flatMap(({ from, to }) => [`output ${from.node} ${from.port}`, `input ${to.node} ${to.port}`]),
  );
  const rank = (there: PortEnd) =>
    (portTypeOf(flow, there) === type ? 0 : 2) +
    (wired.has(`${there.side} ${there.nodeId} ${there.port}`) ? 1 : 0);
  return fittingPorts(flow, end).toSorted((a, b) => rank(a) - rank(b));
}
