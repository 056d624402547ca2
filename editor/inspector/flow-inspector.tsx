import type { Flow } from "#engine/flow/schema.ts";
import { useEditor, useTabState } from "../document/editor-context.tsx";
import type { FlowTab } from "../document/flow-tab.ts";
import { problemsOf } from "../document/problems.ts";
import { noSelection } from "../document/selection.ts";
import { renameGroup } from "../document/structure.ts";
import { useText } from "../texts/texts.ts";
import { TextArea } from "./controls/text-area.tsx";
import { describeFlow } from "./inspector-edits.ts";
import { Section } from "./section.tsx";
import { TitleField } from "./title-field.tsx";
import { useEdit } from "./use-inspected.ts";

/** The flow itself, while nothing is selected. */
export function FlowInspector({ tab, flow }: { readonly tab: FlowTab; readonly flow: Flow }) {
  const t = useText();
  const edit = useEdit(tab);
  const revision = useTabState(tab, ({ deployed }) => deployed?.revision);
  const disabled = flow.nodes.filter((node) => node.disabled === true).length;
  const facts: readonly (readonly [string, string | number])[] = [
    [t("inspector.flow.nodes"), flow.nodes.length],
    [t("inspector.flow.disabled"), disabled],
    [t("inspector.flow.wires"), flow.edges.length],
    [t("inspector.flow.comments"), flow.comments?.length ?? 0],
    [t("inspector.flow.problems"), problemsOf(flow).length],
    [t("inspector.flow.revision"), revision ?? t("inspector.flow.never")],
  ];
  return (
    <>
      <header className="inspector-head">
        <TitleField
          name="/name"
          label={t("inspector.flow.name")}
          value={flow.name}
          commit={(name) => edit((now) => describeFlow(now, { name }))}
        />
        <p className="inspector-kind">
          <span>{t("inspector.flow")}</span> <code>{flow.id}</code>
        </p>
        <TextArea
          name="/description"
          label={t("inspector.flow.description")}
          value={flow.description ?? ""}
          rows={3}
          commit={(description) => edit((now) => describeFlow(now, { description }))}
        />
      </header>
      <dl className="inspector-counts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="figures">{value}</dd>
          </div>
        ))}
      </dl>
      <Groups tab={tab} flow={flow} />
      <p className="inspector-hint muted">{t("inspector.nothing")}</p>
    </>
  );
}

function Groups({ tab, flow }: { readonly tab: FlowTab; readonly flow: Flow }) {
  const editor = useEditor();
  const t = useText();
  const edit = useEdit(tab);
  if (flow.groups === undefined || flow.groups.length === 0) return null;
  return (
    <Section name="groups" title={t("inspector.groups")}>
      {flow.groups.map((group) => (
        <div key={group.id} className="inspector-line">
          <TitleField
            name={`group ${group.id}`}
            label={t("inspector.group.name")}
            value={group.name}
            look="plain"
            commit={(name) => name.trim() !== "" && edit((now) => renameGroup(now, group.id, name.trim()))}
          />
          <button
            type="button"
            className="node-button"
            onClick={() => {
              editor.select({ ...noSelection, nodes: group.nodes });
              editor.canvas?.reveal(group.nodes);
            }}
          >
            {t("inspector.group.nodes", { count: group.nodes.length })}
          </button>
        </div>
      ))}
    </Section>
  );
}
