import { type FlowError, formatProblem } from "../errors.ts";
import type { EventPacket } from "../graph/packets.ts";
import { type MediaSpan, spanOf } from "../media-time.ts";

/** What goes out of a node's `error` port. */
export function errorEvent(error: FlowError, packet: MediaSpan): EventPacket {
  const { code, nodeId, field, message, hint } = error;
  const data = { code, nodeId, field, message, hint, line: formatProblem(error) };
  return { type: "event", name: "error", data, ...spanOf(packet) };
}
