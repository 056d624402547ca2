import "./problems-panel.css";
import { CircleCheck, TriangleAlert } from "lucide-react";
import type { Problem } from "#engine/flow/problem.ts";
import type { Flow } from "#engine/flow/schema.ts";

import { settingsOf } from "#engine/graph/setting.ts";
import { useEditor, useFlow } from "../document/editor-context.tsx";

import { explain } from "../document/explain.ts";

import type { FlowTab } from "../document/flow-tab.ts";
import { focusField } from "../document/focus-field.ts";
import { nodeName } from "../document/node-name.ts";
import { problemsOf } from "../document/problems.ts";
import { shownType } from "../document/shown.ts";
import { useText } from "../texts/texts.ts";

/** Everything that keeps the flow from being deployed, node by node; each leads to its field in the inspector. */
export function ProblemsPanel({ tab }: { readonly tab: FlowTab }) {
  const t = useText();
  const flow = useFlow(tab);
  const problems = problemsOf(flow);
  if (problems.length === 0) {
    return (
      <p className="problems-panel-none">
        <CircleCheck size={16} aria-hidden /> {t("inspector.problems.none")}
      </p>
    );
  }
  return (
    <div className="problems-panel">
      {[...Map.groupBy(problems, ({ nodeId }) => nodeId)].map(([nodeId, mine]) => (
        <section key={nodeId ?? ""}>
          <h2>
            {nodeId === undefined ? t("inspector.flow") : nodeName(flow, nodeId)}
            {nodeId !== undefined && <code>{nodeId}</code>}
          </h2>
          <ul>
            {mine.map((problem) => (
              <li key={`${problem.code} ${problem.field} ${problem.message}`}>
                <ProblemButton flow={flow} problem={problem} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function ProblemButton({ flow, problem }: { readonly flow: Flow; readonly problem: Problem }) {
  const editor = useEditor();
  const { code, nodeId, field } = problem;
  const { what, hint, detail } = explain(problem);
  return (
    <button
      type="button"
      className="problems-panel-problem"
      onClick={() => focusField(editor, { nodeId, field: field ?? "/name" })}
    >
      <TriangleAlert size={15} aria-hidden />
      <span>
        {field !== undefined && <strong>{fieldTitle(flow, problem)} </strong>}
        {what} <em>{hint}</em>
        {detail !== undefined && <small lang="en"> {detail}</small>}
      </span>
      <code>{code}</code>
    </button>
  );
}

/** The title of a setting; ports and places in the document have their own names. */
function fieldTitle(flow: Flow, { nodeId, field = "" }: Problem): string {
  const definition = shownType(flow.nodes.find(({ id }) => id === nodeId)?.type ?? "");
  const schemas = definition === undefined ? {} : settingsOf(definition);
  return (Object.hasOwn(schemas, field) ? schemas[field]?.title : undefined) ?? field;
}
