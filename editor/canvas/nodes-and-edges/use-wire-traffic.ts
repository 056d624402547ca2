import { type RefCallback, useCallback } from "react";
import { useEditor } from "../../document/editor-context.tsx";
import { WireTraffic } from "../../figures/wire-traffic.ts";

/** Shows the traffic of the watched session on the wires inside the element that gets this ref. */
export function useWireTraffic(): RefCallback<HTMLElement> {
  const { figures } = useEditor();
  return useCallback(
    (element) => {
      if (element === null) return;
      const traffic = new WireTraffic(figures, element);
      return () => traffic.stop();
    },
    [figures],
  );
}
