import "./flow-node.css";
import type { NodeProps } from "@xyflow/react";
import { CircleHelp, CircleSlash2, TriangleAlert } from "lucide-react";
import { type CSSProperties, memo } from "react";
import { useStore } from "zustand";
import { useEditor } from "../../document/editor-context.tsx";
import { explainLine } from "../../document/explain.ts";
import { nameOf } from "../../document/node-name.ts";
import { shownType } from "../../document/shown.ts";
import { renameNode } from "../../document/structure.ts";
import { useText } from "../../texts/texts.ts";
import { CategoryIcon } from "../../ui/category-icon.tsx";
import { categoryLook } from "../../ui/category-look.ts";
import { useCanvasModel } from "./canvas-model.ts";
import { InlineText } from "./inline-text.tsx";
import { NodeBadges } from "./node-badges.tsx";
import type { NodeView } from "./node-view.ts";
import { PortHandle } from "./port-handle.tsx";
import type { NodeOnCanvas } from "./to-react-flow.ts";

/** A node of the flow. It renders for a change of the document only: not while dragged, selected or measured. */
export const FlowNode = memo(
  function FlowNode({ data }: NodeProps<NodeOnCanvas>) {
    const { node, definition, inputs, outputs, problems } = data;
    const isStandIn = definition === undefined || definition.isStandIn === true;
    return (
      <div
        className="flow-node"
        data-node-id={node.id}
        data-disabled={node.disabled || undefined}
        data-stand-in={isStandIn || undefined}
        data-problems={problems.length > 0 || undefined}
        style={{ "--category": categoryLook[definition?.category ?? "flow"].colour } as CSSProperties}
      >
        <NodeHead view={data} isStandIn={isStandIn} />
        <div className="flow-node-ports">
          <ul>
            {inputs.map((port) => (
              <PortHandle key={port.name} nodeType={node.type} port={port} side="input" />
            ))}
          </ul>
          <ul>
            {outputs.map((port) => (
              <PortHandle key={port.name} nodeType={node.type} port={port} side="output" />
            ))}
          </ul>
        </div>
        <div className="flow-node-foot">
          <NodeBadges nodeId={node.id} />
        </div>
      </div>
    );
  },
  (before, after) => before.data === after.data,
);

function NodeHead({ view, isStandIn }: { readonly view: NodeView; readonly isStandIn: boolean }) {
  const { node, definition, problems } = view;
  const t = useText();
  return (
    <div className="flow-node-head">
      {isStandIn || definition === undefined ? (
        <CircleHelp size={16} aria-hidden />
      ) : (
        <CategoryIcon category={definition.category} />
      )}
      <NodeTitle view={view} />
      {node.disabled && (
        <span className="flow-node-mark" title={t("canvas.disabled")}>
          <CircleSlash2 size={14} aria-hidden />
        </span>
      )}
      {problems.length > 0 && (
        <span className="flow-node-problems" title={problems.map(explainLine).join("\n")}>
          <TriangleAlert size={12} aria-hidden />
          {problems.length}
        </span>
      )}
    </div>
  );
}

function NodeTitle({ view: { node, definition, problems } }: { readonly view: NodeView }) {
  const editor = useEditor();
  const model = useCanvasModel();
  const t = useText();
  const isEditing = useStore(model.store, ({ editing }) => editing === node.id);
  const kind = standInFor(node.config) ?? shownType(node.type)?.title ?? node.type;
  const title = nameOf(node);
  if (isEditing)
    return (
      <InlineText
        label={t("canvas.rename.node", { name: title })}
        text={title}
        onCommit={(name) => editor.change((flow) => renameNode(flow, node.id, name))}
        onEnd={() => {
          model.edit(undefined);
          editor.canvas?.focusNode(node.id);
        }}
      />
    );
  return (
    <span
      className="flow-node-title"
      id={`node-title-${node.id}`}
      title={title === kind ? title : `${title} (${kind})`}
    >
      <span className="flow-node-name">{title}</span>
      {title !== kind && (
        <small>{definition === undefined ? t("canvas.unknown", { type: kind }) : kind}</small>
      )}
      {node.disabled && <span className="visually-hidden">, {t("canvas.disabled")}</span>}
      {problems.length > 0 && (
        <span className="visually-hidden">, {t("canvas.problems", { count: problems.length })}</span>
      )}
    </span>
  );
}

/** The type that a placeholder stands for. */
function standInFor(config: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const original = config?.["originalType"];
  return typeof original === "string" && original !== "" ? original : undefined;
}
