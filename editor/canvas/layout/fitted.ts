import { useReactFlow } from "@xyflow/react";
import { type RefObject, useEffect } from "react";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { CanvasEdge, CanvasNode } from "../nodes-and-edges/to-react-flow.ts";

/** How a whole flow is shown: room around it, and no larger than life. */
export const fitOptions = { padding: 0.08, maxZoom: 1 };

/** Whether the canvas shows the whole flow, and goes on doing so: until somebody pans, zooms or looks at a part. */
export type Fitted = StoreApi<{ readonly isFitted: boolean }>;

/** A store of whether the whole flow is in view. */
export function createFitted(isFitted: boolean): Fitted {
  return createStore(() => ({ isFitted }));
}

/**
 * Keeps the view when a panel opens beside the canvas or the window changes: a flow that was shown whole is shown
 * whole again, else every node stays where it is on the screen.
 */
export function useViewOnResize(root: RefObject<HTMLElement | null>, fitted: Fitted): void {
  const instance = useReactFlow<CanvasNode, CanvasEdge>();
  useEffect(() => {
    const element = root.current;
    if (element === null) return;
    let size = element.getBoundingClientRect();
    const observer = new ResizeObserver(() => {
      const now = element.getBoundingClientRect();
      const { x, y, zoom } = instance.getViewport();
      if (fitted.getState().isFitted) void instance.fitView(fitOptions);
      else
        void instance.setViewport({
          x: x + size.left - now.left,
          y: y + size.top - now.top,
          zoom,
        });
      size = now;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [root, instance, fitted]);
}
