import type { PortType } from "#engine/graph/port-types.ts";
import { useText } from "../texts/texts.ts";
import { PortShape } from "../ui/port-shape.tsx";

/** A port type by shape and name, at the end of a line. */
export function PortEndLabel({ type }: { readonly type: PortType }) {
  const t = useText();
  return (
    <>
      <PortShape type={type} />
      <span className="muted">{t(`canvas.type.${type}`)}</span>
    </>
  );
}
