import { useText } from "../texts/texts.ts";
import { Button } from "../ui/button.tsx";
import { formatCount } from "../ui/format.ts";
import type { FlowOutline } from "./import-job.ts";

/** More are slow to draw and to pan, so that it is worth a word before they are opened. */
const manyNodes = 2000;

/** The flows of a file, to choose from. */
export function ImportFlows(props: {
  readonly flows: readonly FlowOutline[];
  readonly chosen: readonly string[];
  onChange(chosen: readonly string[]): void;
}) {
  const { flows, chosen, onChange } = props;
  const t = useText();
  const isChosen = new Set(chosen);
  const toggle = (id: string) =>
    onChange(isChosen.has(id) ? chosen.filter((each) => each !== id) : [...chosen, id]);
  return (
    <fieldset className="import-flows">
      <legend>{t("transfer.import.flows", { chosen: chosen.length, count: flows.length })}</legend>
      {flows.length > 1 && (
        <div>
          <Button look="quiet" size="small" onClick={() => onChange(flows.map(({ id }) => id))}>
            {t("transfer.import.all")}
          </Button>
          <Button look="quiet" size="small" onClick={() => onChange([])}>
            {t("transfer.import.none")}
          </Button>
        </div>
      )}
      <ul>
        {flows.map((flow) => (
          <li key={flow.id}>
            <label>
              <input type="checkbox" checked={isChosen.has(flow.id)} onChange={() => toggle(flow.id)} />
              <span className="import-flow-name">{flow.name}</span>
              <FlowFacts flow={flow} />
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

function FlowFacts({ flow: { id, nodeCount, edgeCount, isReplacing } }: { readonly flow: FlowOutline }) {
  const t = useText();
  return (
    <span className="import-flow-facts">
      <code>{id}</code>
      {t("transfer.import.size", { nodes: formatCount(nodeCount), wires: formatCount(edgeCount) })}
      {isReplacing && <strong>{t("transfer.import.replaces")}</strong>}
      {nodeCount > manyNodes && <strong>{t("transfer.import.large")}</strong>}
    </span>
  );
}
