import { useStoreApi } from "@xyflow/react";
import { type RefObject, useEffect } from "react";

/** Under this zoom the text of a port is too small to read, so CSS shows titles only, larger. */
const farZoom = 0.5;

/** Under this zoom not even a title can be read: nodes are boxes in their colour, which draws hundreds of them in time. */
const tinyZoom = 0.25;

/**
 * Says on the canvas element how far away the flow is, as `data-zoom` and, from very far, `data-tiny` as well, without
 * rendering anything.
 */
export function useZoomMark(root: RefObject<HTMLElement | null>): void {
  const store = useStoreApi();
  useEffect(() => {
    const mark = () => {
      const element = root.current;
      if (element === null) return;
      const [, , scale] = store.getState().transform;
      const zoom = scale < farZoom ? "far" : "near";
      if (element.dataset["zoom"] !== zoom) element.dataset["zoom"] = zoom;
      const isTiny = scale < tinyZoom;
      if (element.hasAttribute("data-tiny") !== isTiny) element.toggleAttribute("data-tiny", isTiny);
    };
    mark();
    return store.subscribe(mark);
  }, [store, root]);
}
