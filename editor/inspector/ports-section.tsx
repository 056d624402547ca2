import "./ports-section.css";
import { edgeLabel } from "#engine/flow/edge-label.ts";
import type { Flow, FlowEdge, FlowNode } from "#engine/flow/schema.ts";
import { type NodeDefinition, outputsOf, type PortDefinition } from "#engine/graph/definition.ts";
import { shownPort } from "../document/shown.ts";
import { useText } from "../texts/texts.ts";
import { PortShape } from "../ui/port-shape.tsx";
import { NodeButton } from "./node-button.tsx";
import { Section } from "./section.tsx";

/** The ports of a node, and what they are wired to. */
export function PortsSection(props: {
  readonly flow: Flow;
  readonly node: FlowNode;
  readonly definition: NodeDefinition;
}) {
  const { flow, node, definition } = props;
  const t = useText();
  const into = flow.edges.filter(({ to }) => to.node === node.id);
  const outOf = flow.edges.filter(({ from }) => from.node === node.id);
  return (
    <Section name="ports" title={t("inspector.ports")}>
      <PortList
        title={t("inspector.inputs")}
        flow={flow}
        nodeType={node.type}
        side="input"
        ports={definition.inputs}
        wires={into}
        end="from"
        isMine={(edge, port) => edge.to.port === port}
      />
      <PortList
        title={t("inspector.outputs")}
        flow={flow}
        nodeType={node.type}
        side="output"
        ports={outputsOf(definition)}
        wires={outOf}
        end="to"
        isMine={(edge, port) => edge.from.port === port}
      />
    </Section>
  );
}

function PortList(props: {
  readonly title: string;
  readonly flow: Flow;
  readonly nodeType: string;
  readonly side: "input" | "output";
  readonly ports: Readonly<Record<string, PortDefinition>>;
  readonly wires: readonly FlowEdge[];
  /** The far end of the wires. */
  readonly end: "from" | "to";
  isMine(edge: FlowEdge, port: string): boolean;
}) {
  const { title, flow, nodeType, side, ports, wires, end, isMine } = props;
  const t = useText();
  const entries = Object.entries(ports);
  if (entries.length === 0) return null;
  return (
    <div className="ports-section-list">
      <h4>{title}</h4>
      {entries.map(([name, port]) => {
        const shown = shownPort(nodeType, side, name);
        const mine = wires.filter((edge) => isMine(edge, name));
        return (
          <div key={name} className="ports-section-row" data-port={name} tabIndex={-1}>
            <PortShape type={port.type} />
            <span className="ports-section-name" title={`${t(`canvas.type.${port.type}`)}: ${shown.summary}`}>
              {shown.name}
            </span>
            <span className="ports-section-far">
              {mine.map((edge) => (
                <NodeButton
                  key={edgeLabel(edge)}
                  flow={flow}
                  nodeId={edge[end].node}
                  port={edge[end].port}
                  side={end === "from" ? "output" : "input"}
                />
              ))}
              {mine.length === 0 && (
                <span className={port.required === true ? "ports-section-missing" : "muted"}>
                  {t(port.required === true ? "inspector.port.missing" : "inspector.port.free")}
                </span>
              )}
            </span>
          </div>
        );
      })}
    </div>
  );
}
