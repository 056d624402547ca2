import "./inspector.css";
import { X } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { edgeLabel } from "#engine/flow/edge-label.ts";
import type { Flow } from "#engine/flow/schema.ts";
import { useEditor, useFlow, useView } from "../document/editor-context.tsx";
import type { FlowTab } from "../document/flow-tab.ts";
import { focusCanvas } from "../document/focus-canvas.ts";
import { isEmpty, type Selection } from "../document/selection.ts";
import { useText } from "../texts/texts.ts";
import { Button } from "../ui/button.tsx";
import { isNarrow } from "../ui/page-width.ts";
import { CommentInspector } from "./comment-inspector.tsx";
import { FlowInspector } from "./flow-inspector.tsx";
import { focusWithin } from "./focus-within.ts";
import { NodeInspector } from "./node-inspector.tsx";
import { PanelEdge, usePanelWidth } from "./panel-width.tsx";
import { SeveralInspector } from "./several-inspector.tsx";
import { WireInspector } from "./wire-inspector.tsx";

/** Everything about what is selected, to be read and changed; about the flow while nothing is. */
export function Inspector({ tab }: { readonly tab: FlowTab }) {
  const editor = useEditor();
  const t = useText();
  const flow = useFlow(tab);
  const selection = useView((view) => view.selection);
  const panel = useRef<HTMLElement>(null);
  const { width, setWidth } = usePanelWidth();
  useAskedFocus(panel);
  const close = () => {
    editor.view.setState({ isInspectorOpen: false });
    focusCanvas(editor);
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key === "Escape" && !event.defaultPrevented && isNarrow()) close();
    if (!isUndoKey(event) || isTyping(event.target)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key.toLowerCase() === "y" || event.shiftKey) editor.redo();
    else editor.undo();
  };
  return (
    <aside
      ref={panel}
      className="inspector"
      aria-label={t("inspector.title")}
      style={{ width }}
      onKeyDown={pressed}
    >
      <PanelEdge panel={panel} width={width} setWidth={setWidth} />
      <div className="inspector-close">
        <Button look="quiet" size="small" iconOnly aria-label={t("app.dock.close")} onClick={close}>
          <X size={16} aria-hidden />
        </Button>
      </div>
      <div className="inspector-scroll">
        <Selected tab={tab} flow={flow} selection={selection} />
      </div>
    </aside>
  );
}

function Selected(props: { readonly tab: FlowTab; readonly flow: Flow; readonly selection: Selection }) {
  const { tab, flow, selection } = props;
  const { nodes, edges, comments } = selection;
  const node = flow.nodes.find(({ id }) => id === nodes[0]);
  const edge = flow.edges.find((each) => edgeLabel(each) === edges[0]);
  const comment = flow.comments?.find(({ id }) => id === comments[0]);
  if (isEmpty(selection)) return <FlowInspector tab={tab} flow={flow} />;
  if (nodes.length + edges.length + comments.length > 1)
    return <SeveralInspector tab={tab} flow={flow} selection={selection} />;
  if (node !== undefined) return <NodeInspector key={node.id} tab={tab} flow={flow} node={node} />;
  if (edge !== undefined) return <WireInspector key={edgeLabel(edge)} tab={tab} flow={flow} edge={edge} />;
  if (comment !== undefined) return <CommentInspector key={comment.id} tab={tab} comment={comment} />;
  return null;
}

/** Puts the focus where somebody asked for it, once what is selected is shown. */
function useAskedFocus(panel: { readonly current: HTMLElement | null }): void {
  const editor = useEditor();
  const place = useView((view) => view.focusField);
  useEffect(() => {
    if (place === undefined || panel.current === null) return;
    focusWithin(panel.current, place.field);
    editor.view.setState({ focusField: undefined });
  }, [editor, place, panel]);
}

function isUndoKey({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return (ctrlKey || metaKey) && ["z", "y"].includes(key.toLowerCase());
}

/** A text that somebody is at has an undo of its own. */
function isTyping(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.dataset["dirty"] !== undefined;
}
