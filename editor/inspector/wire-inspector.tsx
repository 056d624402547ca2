import type { Flow, FlowEdge } from "#engine/flow/schema.ts";
import { outputsOf } from "#engine/graph/definition.ts";
import { portTypes } from "#engine/graph/port-types.ts";
import { defaultQueue } from "#engine/plan/compile.ts";
import { catalogue } from "../document/catalogue.ts";
import type { FlowTab } from "../document/flow-tab.ts";
import { useText } from "../texts/texts.ts";
import { PortShape } from "../ui/port-shape.tsx";
import { NodeButton } from "./node-button.tsx";
import { QueueSection } from "./queue-section.tsx";

/** Everything about one wire. */
export function WireInspector({
  tab,
  flow,
  edge,
}: {
  readonly tab: FlowTab;
  readonly flow: Flow;
  readonly edge: FlowEdge;
}) {
  const t = useText();
  const typeOf = (nodeId: string) => catalogue.get(flow.nodes.find(({ id }) => id === nodeId)?.type ?? "");
  const [sender, receiver] = [typeOf(edge.from.node), typeOf(edge.to.node)];
  const sent = sender === undefined ? undefined : outputsOf(sender)[edge.from.port];
  const taken = receiver?.inputs[edge.to.port];
  const type = sent?.type ?? taken?.type ?? "any";
  const isChecked = sent?.type === "any" && taken !== undefined && taken.type !== "any";
  return (
    <>
      <header className="inspector-head">
        <h2>
          <PortShape type={type} /> {t("inspector.wire")}
        </h2>
        <p className="muted">{portTypes[type].label}</p>
        <div className="inspector-facts">
          <span>{t("inspector.from")}</span>
          <NodeButton flow={flow} nodeId={edge.from.node} port={edge.from.port} />
          <span>{t("inspector.to")}</span>
          <NodeButton flow={flow} nodeId={edge.to.node} port={edge.to.port} />
        </div>
        {sent !== undefined && <p className="muted">{sent.summary}</p>}
        {isChecked && taken !== undefined && (
          <p className="muted">{t("inspector.wire.checked", { type: portTypes[taken.type].label })}</p>
        )}
      </header>
      {receiver?.execution === "sync" ? (
        <p className="inspector-note">{t("inspector.wire.direct", { node: receiver.title })}</p>
      ) : (
        <QueueSection tab={tab} edge={edge} preset={defaultQueue(taken)} />
      )}
    </>
  );
}
