import "./import-flows.css";
import { useText } from "../texts/texts.ts";
import { Button } from "../ui/button.tsx";
import type { FlowOutline } from "./import-job.ts";

/** A flow of more nodes is slow on the canvas: it is opened only where one asks for it. */
const manyNodes = 2000;
/** One of more nodes would hold the page up for a minute. */
const nodesAtMost = 5000;
/** So many flows are chosen at first: each becomes a tab. */
const chosenAtFirst = 20;

/** Flows that are taken where one does not choose otherwise. */
export function firstChosen(flows: readonly FlowOutline[]): readonly string[] {
  return flows
    .filter(({ nodeCount }) => nodeCount <= manyNodes)
    .slice(0, chosenAtFirst)
    .map(({ id }) => id);
}

const fits = ({ nodeCount }: FlowOutline) => nodeCount <= nodesAtMost;

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
          <Button look="quiet" size="small" onClick={() => onChange(flows.filter(fits).map(({ id }) => id))}>
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
              <input
                type="checkbox"
                disabled={!fits(flow)}
                checked={isChosen.has(flow.id)}
                onChange={() => toggle(flow.id)}
              />
              <span className="import-flows-name">{flow.name}</span>
              <FlowFacts flow={flow} />
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

function FlowFacts({ flow }: { readonly flow: FlowOutline }) {
  const { id, nodeCount, edgeCount, isReplacing } = flow;
  const t = useText();
  return (
    <span className="import-flows-facts">
      <code>{id}</code>
      {t("deploy.nodes", { count: nodeCount })}, {t("transfer.import.wires", { count: edgeCount })}
      {isReplacing && <strong>{t("transfer.import.replaces")}</strong>}
      {nodeCount > manyNodes && (
        <strong>{t(fits(flow) ? "transfer.import.large" : "transfer.import.tooManyNodes")}</strong>
      )}
    </span>
  );
}
