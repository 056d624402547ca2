import type { Entry } from "./entries.ts";
import type { Links } from "./links.ts";

/** What an entry becomes. */
export type Role = "flow" | "comment" | "group" | "wires" | "node";

const roles: ReadonlyMap<string, Role> = new Map([
  ["tab", "flow"],
  ["workspace", "flow"],
  ["comment", "comment"],
  ["group", "group"],
  ["junction", "wires"],
  ["link in", "wires"],
  ["link out", "wires"],
]);

/**
 * What an entry becomes: a node unless Patchbay has something else for it. A junction or link that is disabled is
 * a node, too: what is wired through it has to stay interrupted.
 */
export function roleOf(entry: Entry, links: Links): Role {
  const role = roles.get(entry.type) ?? "node";
  return role === "wires" && (entry.disabled || links.misfits.has(entry)) ? "node" : role;
}
