export const debug = {
  "debug.lines": "What nodes show",
  "debug.none": "Put a Debug node on a wire, deploy and start: what passes is shown here.",
  "debug.time": "Time (s)",
  "debug.node": "Node",
  "debug.port": "Port",
  "debug.text": "What it shows",
} as const satisfies Record<string, string>;
