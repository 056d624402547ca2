import { type PortType, portTypes } from "#engine/graph/port-types.ts";
import { PortShape } from "../ui/port-shape.tsx";

/** A port type by shape and name, at the end of a line. */
export function PortEndLabel({ type }: { readonly type: PortType }) {
  return (
    <>
      <PortShape type={type} />
      <span className="muted">{portTypes[type].label}</span>
    </>
  );
}
