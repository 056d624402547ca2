import { type PortType, portTypes } from "#engine/graph/port-types.ts";
import { portPaths } from "./port-paths.ts";

/** The shape and colour of a port type, 12 px by 12; its name has to stand beside it. */
export function PortShape({ type }: { readonly type: PortType }) {
  const { colour, shape } = portTypes[type];
  return (
    <svg aria-hidden width={12} height={12} viewBox="0 0 12 12" fill="currentColor" style={{ color: colour }}>
      <path fillRule="evenodd" d={portPaths[shape]} />
    </svg>
  );
}
