import type { EdgeNow } from "./figures.ts";

/** How a wire looks with the traffic on it. */
export interface WireLook {
  /** In px at zoom 1. */
  readonly width: number;
  readonly traffic: "idle" | "flowing";
  /** Packets are being lost, or give way to newer ones. */
  readonly losing: "bad" | "warn" | undefined;
}

const thinnest = 1.5;
const thickest = 5;
/** A wire with so many packets a second is as thick as they get. */
const thickestAt = 1000;

/** The look of a wire; of one that the session does not have: idle. */
export function wireLook(edge: EdgeNow | undefined): WireLook {
  const packets = edge?.packetsPerSecond || 0;
  const drops = edge?.dropsPerSecond || 0;
  const share = Math.min(1, Math.log1p(packets) / Math.log1p(thickestAt));
  // in steps of a quarter, so that a wire with steady traffic is not written to
  const width = Math.round((thinnest + share * (thickest - thinnest)) * 4) / 4;
  const traffic = packets > 0 ? "flowing" : "idle";
  return { width, traffic, losing: drops > 0 ? (edge?.isLatestOnly ? "warn" : "bad") : undefined };
}
