import "./react-flow.css";
import "./canvas.css";
import { ReactFlowProvider } from "@xyflow/react";
import { useCallback, useEffect, useRef, useState } from "react";
import { useEditor } from "../document/editor-context.tsx";
import type { FlowTab } from "../document/flow-tab.ts";
import { useText } from "../texts/texts.ts";
import { CanvasMenu } from "./commands/canvas-menu.tsx";
import { canvasFocused, canvasKeyPressed } from "./gestures/canvas-keys.ts";
import { Dropping } from "./gestures/dropping.ts";
import { useCanvasHandle } from "./gestures/use-canvas-handle.ts";
import { useClipboard } from "./gestures/use-clipboard.ts";
import { useWheelMark } from "./gestures/use-wheel-mark.ts";
import { useZoomMark } from "./gestures/use-zoom-mark.ts";
import { Wiring } from "./gestures/wiring.ts";
import { createFitted, useViewOnResize } from "./layout/fitted.ts";
import { CanvasModel, CanvasModelContext } from "./nodes-and-edges/canvas-model.ts";
import { useWireTraffic } from "./nodes-and-edges/use-wire-traffic.ts";
import { Scene } from "./scene.tsx";

/** The flow as a graph that one edits. Shows one tab for as long as it lives. */
export function Canvas({ tab }: { readonly tab: FlowTab }) {
  return (
    <ReactFlowProvider>
      <Graph tab={tab} />
    </ReactFlowProvider>
  );
}

function Graph({ tab }: { readonly tab: FlowTab }) {
  const editor = useEditor();
  const t = useText();
  const root = useRef<HTMLDivElement | null>(null);
  const [model] = useState(() => new CanvasModel(editor, tab));
  const [wiring] = useState(() => new Wiring(editor, () => root.current));
  const [dropping] = useState(() => new Dropping(editor, model));
  useEffect(() => model.follow(), [model]);
  useEffect(() => dropping.watch(), [dropping]);
  // On an empty canvas the first node would make the view jump away from where it was put.
  const [fitted] = useState(() => createFitted(tab.flow.nodes.length > 0));
  useCanvasHandle(model, root, fitted);
  useViewOnResize(root, fitted);
  useZoomMark(root);
  useWheelMark(root);
  useClipboard();
  const traffic = useWireTraffic();
  return (
    <CanvasModelContext value={model}>
      <CanvasMenu>
        <section
          ref={useBoth(root, traffic)}
          className="canvas"
          aria-label={t("canvas.title")}
          onDragOver={dropping.onDragOver}
          onDragLeave={dropping.onDragLeave}
          onDrop={dropping.onDrop}
          onKeyDown={(event) => canvasKeyPressed(editor, model, event)}
          onFocus={({ target }) => canvasFocused(editor, target)}
        >
          <Scene tab={tab} model={model} wiring={wiring} dropping={dropping} fitted={fitted} />
        </section>
      </CanvasMenu>
    </CanvasModelContext>
  );
}

/** One ref for two. */
function useBoth(first: React.RefObject<HTMLDivElement | null>, second: React.RefCallback<HTMLElement>) {
  return useCallback(
    (element: HTMLDivElement | null) => {
      first.current = element;
      return second(element);
    },
    [first, second],
  );
}
