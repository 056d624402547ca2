import { type ReactFlowInstance, useReactFlow } from "@xyflow/react";
import { type RefObject, useEffect } from "react";
import type { CanvasHandle } from "../../document/canvas-handle.ts";
import { useEditor } from "../../document/editor-context.tsx";
import { guessedSize } from "../../document/layout/grid.ts";
import { type Fitted, fitOptions } from "../layout/fitted.ts";
import type { CanvasModel } from "../nodes-and-edges/canvas-model.ts";
import type { CanvasEdge, CanvasNode } from "../nodes-and-edges/to-react-flow.ts";

type Instance = ReactFlowInstance<CanvasNode, CanvasEdge>;

/** Lets others steer this canvas by `editor.canvas` while it is shown. */
export function useCanvasHandle(
  model: CanvasModel,
  root: RefObject<HTMLElement | null>,
  fitted: Fitted,
): void {
  const editor = useEditor();
  const instance = useReactFlow<CanvasNode, CanvasEdge>();
  useEffect(() => {
    const element = root.current;
    if (element === null) return;
    const pointer: { last: { readonly x: number; readonly y: number } | undefined } = { last: undefined };
    const moved = ({ clientX, clientY }: PointerEvent) => {
      pointer.last = { x: clientX, y: clientY };
    };
    const handle = canvasHandle({ instance, model, root: element, fitted, pointer: () => pointer.last });
    editor.canvas = handle;
    element.addEventListener("pointermove", moved, { passive: true });
    element.addEventListener("pointerdown", moved, { passive: true, capture: true });
    return () => {
      element.removeEventListener("pointermove", moved);
      element.removeEventListener("pointerdown", moved, { capture: true });
      if (editor.canvas === handle) editor.canvas = undefined;
    };
  }, [editor, instance, model, root, fitted]);
}

interface HandleParts {
  readonly instance: Instance;
  readonly model: CanvasModel;
  readonly root: HTMLElement;
  readonly fitted: Fitted;
  readonly pointer: () => { readonly x: number; readonly y: number } | undefined;
}

function canvasHandle({ instance, model, root, fitted, pointer }: HandleParts): CanvasHandle {
  const zoom = (change: () => Promise<boolean>) => {
    fitted.setState({ isFitted: false });
    void change();
  };
  const centre = () => {
    const { left, top, width, height } = root.getBoundingClientRect();
    return instance.screenToFlowPosition({ x: left + width / 2, y: top + height / 2 }, { snapToGrid: false });
  };
  const isKnown = (key: string) => instance.getNode(key)?.measured?.width !== undefined;
  const reveal = async (keys: readonly string[], durationMs: number) => {
    if (!keys.every(isKnown)) await drawn();
    const nodes = keys.filter((key) => isKnown(key)).map((id) => ({ id }));
    if (nodes.every(({ id }) => isInView(instance, root, id))) return;
    fitted.setState({ isFitted: false });
    await instance.fitView({
      nodes,
      padding: fitOptions.padding,
      maxZoom: instance.getZoom(),
      minZoom: 0.2,
      duration: durationMs,
    });
  };
  return {
    fit: () => {
      fitted.setState({ isFitted: true });
      void instance.fitView({ ...fitOptions, duration: duration() });
    },
    zoomIn: () => zoom(() => instance.zoomIn({ duration: duration() })),
    zoomOut: () => zoom(() => instance.zoomOut({ duration: duration() })),
    zoomReset: () => zoom(() => instance.zoomTo(1, { duration: duration() })),
    reveal: (keys) => void reveal(keys, duration()),
    centre,
    cursor: () => {
      const at = pointer();
      return at === undefined ? centre() : instance.screenToFlowPosition(at, { snapToGrid: false });
    },
    toFlow: (x, y) => instance.screenToFlowPosition({ x, y }, { snapToGrid: false }),
    sizeOf: (key) => {
      const { width = guessedSize.width, height = guessedSize.height } =
        instance.getNode(key)?.measured ?? {};
      return { width, height };
    },
    focusNode: async (key) => {
      await reveal([key], 0);
      if (elementOf(root, key) === null) await drawn();
      elementOf(root, key)?.focus({ preventScroll: true });
    },
    edit: (key) => model.edit(key),
  };
}

/** React Flow draws what is new one frame later, and shows it once it is measured. */
async function drawn(): Promise<void> {
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
}

/** The element of a node or comment, by key, where it is drawn. */
function elementOf(root: HTMLElement, key: string): HTMLElement | null {
  return root.querySelector(`.react-flow__node[data-id="${CSS.escape(key)}"]`);
}

function isInView(instance: Instance, root: HTMLElement, key: string): boolean {
  const node = instance.getNode(key);
  if (node === undefined) return true;
  const { left, top, right, bottom } = root.getBoundingClientRect();
  const { width = guessedSize.width, height = guessedSize.height } = node.measured ?? {};
  const from = instance.flowToScreenPosition(node.position);
  const to = instance.flowToScreenPosition({ x: node.position.x + width, y: node.position.y + height });
  return from.x >= left && from.y >= top && to.x <= right && to.y <= bottom;
}

function duration(): number {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 200;
}
