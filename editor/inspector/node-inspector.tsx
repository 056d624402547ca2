import type { Problem } from "#engine/flow/problem.ts";
import type { Flow, FlowNode } from "#engine/flow/schema.ts";
import type { NodeDefinition } from "#engine/graph/definition.ts";
import { useTabState } from "../document/editor-context.tsx";
import { explainLine } from "../document/explain.ts";
import type { FlowTab } from "../document/flow-tab.ts";
import { problemsOf } from "../document/problems.ts";
import { shownType } from "../document/shown.ts";
import { renameNode, setDisabled } from "../document/structure.ts";
import { useText } from "../texts/texts.ts";
import { CategoryIcon } from "../ui/category-icon.tsx";
import { MarkdownView } from "../ui/markdown-view.tsx";
import { Switch } from "./controls/switch.tsx";
import { DevicesSection } from "./devices-section.tsx";
import { PortsSection } from "./ports-section.tsx";
import { ReadOnlySection } from "./read-only-section.tsx";
import { Section } from "./section.tsx";
import { SettingsSection } from "./settings-section.tsx";
import { TitleField } from "./title-field.tsx";
import { useEdit, useLiveSessions } from "./use-inspected.ts";

/** Everything about one node. */
export function NodeInspector({
  tab,
  flow,
  node,
}: {
  readonly tab: FlowTab;
  readonly flow: Flow;
  readonly node: FlowNode;
}) {
  const t = useText();
  const definition = shownType(node.type);
  const problems = problemsOf(flow).filter(({ nodeId }) => nodeId === node.id);
  const elsewhere = problems.filter((problem) => !isAtSetting(problem, definition));
  return (
    <>
      <NodeHeader tab={tab} node={node} definition={definition} />
      {elsewhere.map((problem) => (
        <p key={`${problem.code} ${problem.field} ${problem.message}`} className="inspector-problem">
          {explainLine(problem)}
        </p>
      ))}
      {definition === undefined || definition.isStandIn === true ? (
        <ReadOnlySection node={node} definition={definition} />
      ) : (
        <SettingsSection tab={tab} node={node} definition={definition} problems={problems} />
      )}
      {definition?.devices !== undefined && (
        <DevicesSection tab={tab} nodes={[node]} preset={definition.devices} />
      )}
      {definition !== undefined && <PortsSection flow={flow} node={node} definition={definition} />}
      {definition !== undefined && (
        <Section name="about" title={t("inspector.about")} isOpenAtFirst={false}>
          <MarkdownView text={definition.docs} />
        </Section>
      )}
    </>
  );
}

/** What stands beside the field itself needs no second place. */
function isAtSetting({ code, field }: Problem, definition: NodeDefinition | undefined): boolean {
  if (definition === undefined || definition.isStandIn === true || field === undefined) return false;
  return code.startsWith("config.") && Object.hasOwn(definition.config.properties, field);
}

function NodeHeader(props: {
  readonly tab: FlowTab;
  readonly node: FlowNode;
  readonly definition: NodeDefinition | undefined;
}) {
  const { tab, node, definition } = props;
  const t = useText();
  const edit = useEdit(tab);
  const title = definition?.title ?? node.type;
  const isRunning = useLiveSessions().length > 0;
  const isNew = useTabState(
    tab,
    ({ deployed }) => deployed?.flow.nodes.every(({ id }) => id !== node.id) === true,
  );
  return (
    <header className="inspector-head">
      <h2 className="visually-hidden">{node.name ?? title}</h2>
      <div className="inspector-head-line">
        {definition !== undefined && <CategoryIcon category={definition.category} />}
        <TitleField
          name="/name"
          label={t("inspector.name")}
          value={node.name ?? title}
          commit={(name) => edit((flow) => renameNode(flow, node.id, name.trim() === title ? "" : name))}
        />
        <Switch
          aria-label={t("inspector.enabled")}
          title={t("inspector.enabled")}
          checked={node.disabled !== true}
          onChange={(event) => edit((flow) => setDisabled(flow, [node.id], !event.target.checked))}
        />
      </div>
      <p className="inspector-kind">
        {node.name !== undefined && <span>{title}</span>}
        <code>{node.id}</code>
      </p>
      {definition !== undefined && <p className="muted">{definition.summary}</p>}
      {node.disabled === true && <p className="inspector-note">{t("inspector.disabled.hint")}</p>}
      {isNew && isRunning && <p className="inspector-note">{t("inspector.new.hint")}</p>}
    </header>
  );
}
