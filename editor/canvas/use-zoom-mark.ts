import { useStoreApi } from "@xyflow/react";
import { type RefObject, useEffect } from "react";

/** Under this zoom the text of a port is too small to read, so CSS shows titles only, larger. */
const farZoom = 0.5;

/** Says on the canvas element how far away the flow is, as `data-zoom`, without rendering anything. */
export function useZoomMark(root: RefObject<HTMLElement | null>): void {
  const store = useStoreApi();
  useEffect(() => {
    const mark = () => {
      const zoom = store.getState().transform[2] < farZoom ? "far" : "near";
      if (root.current !== null && root.current.dataset["zoom"] !== zoom) root.current.dataset["zoom"] = zoom;
    };
    mark();
    return store.subscribe(mark);
  }, [store, root]);
}
