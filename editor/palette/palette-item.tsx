import type { DragEvent, KeyboardEvent } from "react";
import type { NodeDefinition } from "#engine/graph/definition.ts";
import { nodeMime } from "../document/node-mime.ts";
import { CategoryIcon } from "../ui/category-icon.tsx";
import { PortShape } from "../ui/port-shape.tsx";
import { Tooltip } from "../ui/tooltip.tsx";
import { NodeTip } from "./node-tip.tsx";
import { portTypesOf } from "./node-types.ts";

/** A node type: drag it to the canvas, or press it to add it. */
export function PaletteItem(props: { readonly definition: NodeDefinition; onAdd(type: string): void }) {
  const { definition, onAdd } = props;
  const { type, title, category } = definition;
  const drag = ({ dataTransfer }: DragEvent) => {
    dataTransfer.setData(nodeMime, type);
    dataTransfer.effectAllowed = "copy";
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    onAdd(type);
  };
  return (
    <Tooltip side="right" content={<NodeTip definition={definition} />}>
      {/* biome-ignore lint/a11y/useSemanticElements: Firefox does not drag buttons */}
      <div
        role="button"
        tabIndex={-1}
        draggable
        className="palette-item"
        data-palette-stop
        data-node-type={type}
        onDragStart={drag}
        onClick={() => onAdd(type)}
        onKeyDown={press}
      >
        <CategoryIcon category={category} />
        <span className="palette-item-title">{title}</span>
        <Ports definition={definition} />
      </div>
    </Tooltip>
  );
}

/** What goes in and what comes out, by shape and colour. The tooltip says it in words. */
function Ports({ definition }: { readonly definition: NodeDefinition }) {
  return (
    <span className="palette-item-ports" aria-hidden>
      {portTypesOf(definition, "input").map((port) => (
        <PortShape key={port} type={port} />
      ))}
      <span>›</span>
      {portTypesOf(definition, "output").map((port) => (
        <PortShape key={port} type={port} />
      ))}
    </span>
  );
}
