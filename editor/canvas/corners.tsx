import { Controls, MiniMap } from "@xyflow/react";
import { useStore } from "zustand";
import { useText } from "../texts/texts.ts";
import { type Fitted, fitOptions } from "./layout/fitted.ts";

/** Zoom buttons, and the map where there is more than what is in view. */
export function Corners({ fitted }: { readonly fitted: Fitted }) {
  const t = useText();
  const isFitted = useStore(fitted, (state) => state.isFitted);
  return (
    <>
      <Controls
        orientation="horizontal"
        showInteractive={false}
        fitViewOptions={fitOptions}
        onFitView={() => fitted.setState({ isFitted: true })}
        onZoomIn={() => fitted.setState({ isFitted: false })}
        onZoomOut={() => fitted.setState({ isFitted: false })}
        aria-label={t("canvas.controls")}
      />
      {!isFitted && <MiniMap pannable zoomable ariaLabel={t("canvas.minimap")} />}
    </>
  );
}
