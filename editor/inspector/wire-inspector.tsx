import type { Flow, FlowEdge } from "#engine/flow/schema.ts";
import { outputsOf } from "#engine/graph/definition.ts";
import { defaultQueue } from "#engine/plan/compile.ts";
import type { FlowTab } from "../document/flow-tab.ts";
import { shownPort, shownType } from "../document/shown.ts";
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
  const typeOf = (nodeId: string) => shownType(flow.nodes.find(({ id }) => id === nodeId)?.type ?? "");
  const [sender, receiver] = [typeOf(edge.from.node), typeOf(edge.to.node)];
  const sent = sender === undefined ? undefined : outputsOf(sender)[edge.from.port];
  const sentText = sender && shownPort(sender.type, "output", edge.from.port);
  const taken = receiver?.inputs[edge.to.port];
  const type = sent?.type ?? taken?.type ?? "any";
  const isChecked = sent?.type === "any" && taken !== undefined && taken.type !== "any";
  return (
    <>
      <header className="inspector-head">
        <h2>
          <PortShape type={type} /> {t("inspector.wire")}
        </h2>
        <p className="muted">{t(`canvas.type.${type}`)}</p>
        <div className="inspector-facts">
          <span>{t("inspector.from")}</span>
          <NodeButton flow={flow} nodeId={edge.from.node} port={edge.from.port} side="output" />
          <span>{t("inspector.to")}</span>
          <NodeButton flow={flow} nodeId={edge.to.node} port={edge.to.port} side="input" />
        </div>
        {sent !== undefined && <p className="muted">{sentText?.summary}</p>}
        {isChecked && taken !== undefined && (
          <p className="muted">{t("inspector.wire.checked", { type: t(`canvas.type.${taken.type}`) })}</p>
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
