import type { PortTypeStyle } from "#engine/graph/port-types.ts";

/** The shape of each port type as an SVG path in a field of 12 by 12, filled by the even-odd rule. */
export const portPaths: Readonly<Record<PortTypeStyle["shape"], string>> = {
  circle: "M1.5 6a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0Z",
  square: "M3 2h6a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1V3a1 1 0 0 1 1-1Z",
  diamond: "M6 .8 11.2 6 6 11.2.8 6Z",
  triangle: "M2 1.2 11 6 2 10.8Z",
  hexagon: "M3.4 1.5h5.2L11.2 6 8.6 10.5H3.4L.8 6Z",
  bar: "M5 1h2a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V2a1 1 0 0 1 1-1Z",
  ring: "M1.3 6a4.7 4.7 0 1 0 9.4 0a4.7 4.7 0 1 0-9.4 0ZM3.5 6a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0-5 0Z",
};
