import { useStoreApi } from "@xyflow/react";
import { type RefObject, useEffect } from "react";

/** Under this zoom the text of a port is too small to read, so CSS shows titles only, larger. */
const farZoom = 0.5;

/** Under this zoom titles and figures are drawn larger against it. */
const midZoom = 0.8;

/** Under this zoom not even a title can be read: nodes are boxes in their colour, which draws hundreds of them in time. */
const tinyZoom = 0.25;

/**
 * Says on the canvas element how far away the flow is, as `data-zoom` (near, mid, far) and, from very far, `data-tiny`
 * as well, without rendering anything. From midway `--text-scale` makes text legible: in steps, as each lays out text.
 */
export function useZoomMark(root: RefObject<HTMLElement | null>): void {
  const store = useStoreApi();
  useEffect(() => {
    const mark = () => {
      const element = root.current;
      if (element === null) return;
      const [, , scale] = store.getState().transform;
      const zoom = scale < farZoom ? "far" : scale < midZoom ? "mid" : "near";
      if (element.dataset["zoom"] !== zoom) element.dataset["zoom"] = zoom;
      const textScale = zoom === "mid" ? textScaleAt(scale) : "";
      if (element.style.getPropertyValue("--text-scale") !== textScale)
        element.style.setProperty("--text-scale", textScale);
      const isTiny = scale < tinyZoom;
      if (element.hasAttribute("data-tiny") !== isTiny) element.toggleAttribute("data-tiny", isTiny);
    };
    mark();
    return store.subscribe(mark);
  }, [store, root]);
}

/** Keeps text at more than 0.82 of its size at zoom 1: one step for each tenth of the zoom. */
function textScaleAt(zoom: number): string {
  return (8.2 / Math.floor(zoom * 10)).toFixed(2);
}
