import "./outline-panel.css";
import { TriangleAlert, X } from "lucide-react";
import { memo } from "react";
import type { FlowNode } from "#engine/flow/schema.ts";
import { useEditor, useFlow, useView } from "../../document/editor-context.tsx";
import { disconnect } from "../../document/edits.ts";
import { explainLine } from "../../document/explain.ts";
import type { FlowTab } from "../../document/flow-tab.ts";
import { readingOrder } from "../../document/layout/places.ts";
import { nameOf } from "../../document/node-name.ts";
import { noSelection } from "../../document/selection.ts";
import { shownPort } from "../../document/shown.ts";
import type { PortEnd } from "../../document/view.ts";
import { useText } from "../../texts/texts.ts";
import { Button } from "../../ui/button.tsx";
import { CategoryIcon } from "../../ui/category-icon.tsx";
import { PortShape } from "../../ui/port-shape.tsx";
import { type NodeView, nodeViews, type PortView } from "../nodes-and-edges/node-view.ts";
import { type OutlineWire, wiresByPort } from "./outline.ts";

/** The flow as a list in the order of its wires: all that the canvas shows, for reading and for the keyboard. */
export function OutlinePanel({ tab }: { readonly tab: FlowTab }) {
  const flow = useFlow(tab);
  const t = useText();
  const views = nodeViews(flow);
  const wires = wiresByPort(flow);
  if (flow.nodes.length === 0) return <p className="outline-none">{t("canvas.outline.none")}</p>;
  return (
    <ol className="outline">
      {readingOrder(flow).map((id) => {
        const view = views.get(id);
        return view && <OutlineNode key={id} view={view} wires={wires} />;
      })}
    </ol>
  );
}

interface NodeProps {
  readonly view: NodeView;
  readonly wires: ReadonlyMap<string, readonly OutlineWire[]>;
}

const OutlineNode = memo(function OutlineNode({ view, wires }: NodeProps) {
  const { node, definition, inputs, outputs, problems } = view;
  const editor = useEditor();
  const t = useText();
  const isSelected = useView(({ selection }) => selection.nodes.includes(node.id));
  const title = nameOf(node);
  const show = () => {
    editor.select({ ...noSelection, nodes: [node.id] });
    editor.canvas?.reveal([node.id]);
  };
  const declared = outputs.filter(({ name, isWired }) => name !== "error" || isWired);
  return (
    <li className="outline-node" data-selected={isSelected || undefined}>
      <h2>
        <button
          type="button"
          aria-current={isSelected}
          onClick={show}
          title={t("canvas.outline.show", { name: title })}
        >
          <CategoryIcon category={definition?.category ?? "flow"} />
          {title}
          <small>{node.id}</small>
        </button>
        {node.disabled && <small>{t("canvas.disabled")}</small>}
      </h2>
      {problems.map((problem) => (
        <p key={`${problem.code} ${problem.field} ${problem.message}`} className="outline-problem">
          <TriangleAlert size={14} aria-hidden />
          {explainLine(problem)}
        </p>
      ))}
      <Ports node={node} ports={inputs} side="input" wires={wires} />
      <Ports node={node} ports={declared} side="output" wires={wires} />
    </li>
  );
});

function Ports(props: {
  readonly node: FlowNode;
  readonly ports: readonly PortView[];
  readonly side: PortEnd["side"];
  readonly wires: ReadonlyMap<string, readonly OutlineWire[]>;
}) {
  const { node, ports, side, wires } = props;
  const t = useText();
  if (ports.length === 0) return null;
  return (
    <ul className="outline-ports" aria-label={t(`canvas.outline.${side}s`)}>
      {ports.map((port) => {
        const here = wires.get(`${side} ${node.id} ${port.name}`) ?? [];
        return (
          <li key={port.name}>
            <PortShape type={port.type} />
            <span className="visually-hidden">{t(`canvas.type.${port.type}`)}</span>
            <span>{shownPort(node.type, side, port.name).name}</span>
            {here.length === 0 && (
              <span className={port.isRequired ? "outline-missing" : "muted"}>
                {t(port.isRequired ? "canvas.port.required" : "canvas.outline.unwired")}
              </span>
            )}
            {here.map((wire) => (
              <Wire key={wire.label} wire={wire} side={side} />
            ))}
          </li>
        );
      })}
    </ul>
  );
}

function Wire({ wire, side }: { readonly wire: OutlineWire; readonly side: PortEnd["side"] }) {
  const editor = useEditor();
  const t = useText();
  const { label, from, to, other } = wire;
  const text =
    side === "input" ? t("canvas.outline.from", { end: from }) : t("canvas.outline.to", { end: to });
  return (
    <span className="outline-wire">
      <button
        type="button"
        onClick={() => {
          editor.select({ ...noSelection, edges: [label] });
          editor.canvas?.reveal([other]);
        }}
      >
        {text}
      </button>
      <Button
        look="quiet"
        size="small"
        iconOnly
        aria-label={t("canvas.outline.remove", { from, to })}
        title={t("canvas.outline.remove", { from, to })}
        onClick={() => editor.change((flow) => disconnect(flow, [label]))}
      >
        <X size={14} aria-hidden />
      </Button>
    </span>
  );
}
