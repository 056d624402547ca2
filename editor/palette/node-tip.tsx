import "./node-tip.css";
import type { NodeDefinition, PortDefinitions } from "#engine/graph/definition.ts";
import { shownPort } from "../document/shown.ts";
import { useText } from "../texts/texts.ts";
import { MarkdownView } from "../ui/markdown-view.tsx";
import { PortShape } from "../ui/port-shape.tsx";

/** What a node type does, takes and gives. */
export function NodeTip({ definition }: { readonly definition: NodeDefinition }) {
  const t = useText();
  const { type, title, summary, docs, inputs, outputs } = definition;
  return (
    <div className="node-tip">
      <strong>{title}</strong>
      <p>{summary}</p>
      <dl>
        <Ports label={t("palette.takes")} nodeType={type} side="input" ports={inputs} />
        <Ports label={t("palette.gives")} nodeType={type} side="output" ports={outputs} />
      </dl>
      <MarkdownView text={docs} />
    </div>
  );
}

function Ports(props: {
  readonly label: string;
  readonly nodeType: string;
  readonly side: "input" | "output";
  readonly ports: PortDefinitions;
}) {
  const { label, nodeType, side, ports } = props;
  const t = useText();
  const entries = Object.entries(ports);
  return (
    <>
      <dt>{label}</dt>
      <dd>
        {entries.length === 0 && t("palette.nothing")}
        {entries.map(([name, { type }]) => (
          <span key={name} className="node-tip-port">
            <PortShape type={type} />
            {shownPort(nodeType, side, name).name}
          </span>
        ))}
      </dd>
    </>
  );
}
