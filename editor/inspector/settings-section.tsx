import { CircleHelp } from "lucide-react";
import { useState } from "react";
import { resolveConfig } from "#engine/flow/config.ts";
import { isEqual } from "#engine/flow/equal.ts";
import type { Problem } from "#engine/flow/problem.ts";
import type { FlowNode } from "#engine/flow/schema.ts";
import type { NodeDefinition } from "#engine/graph/definition.ts";
import { useTabState } from "../document/editor-context.tsx";
import type { Field } from "../document/field-kind.ts";
import type { FlowTab } from "../document/flow-tab.ts";
import { useText } from "../texts/texts.ts";
import { readStored, writeStored } from "../ui/storage.ts";
import { setField } from "./inspector-edits.ts";
import { Section } from "./section.tsx";
import { SettingRow } from "./setting-row.tsx";
import { problemAt, shownFields } from "./shown-fields.ts";
import { useEdit } from "./use-inspected.ts";
import { useTuning } from "./use-tuning.ts";

const helpKey = "patchbay.inspector.help";

/** The settings of a node, as a form made from its type's schema. */
export function SettingsSection(props: {
  readonly tab: FlowTab;
  readonly node: FlowNode;
  readonly definition: NodeDefinition;
  readonly problems: readonly Problem[];
}) {
  const { node, definition, problems } = props;
  const t = useText();
  const [isHelpShown, setHelpShown] = useState(() => readStored<boolean>("localStorage", helpKey) ?? true);
  const fields = shownFields(definition, node.config, problems);
  const toggle = () => {
    writeStored("localStorage", helpKey, !isHelpShown);
    setHelpShown(!isHelpShown);
  };
  const help = (
    <button
      type="button"
      className="inspector-icon"
      aria-pressed={isHelpShown}
      aria-label={t("inspector.help")}
      title={t("inspector.help")}
      onClick={toggle}
    >
      <CircleHelp size={15} aria-hidden />
    </button>
  );
  return (
    <Section name="settings" title={t("inspector.settings")} extra={fields.length > 0 ? help : undefined}>
      {fields.length === 0 && <p className="muted">{t("inspector.settings.none")}</p>}
      {fields.map((field) => (
        <Setting key={field.name} {...props} field={field} isHelpShown={isHelpShown} />
      ))}
    </Section>
  );
}

function Setting(props: {
  readonly tab: FlowTab;
  readonly node: FlowNode;
  readonly definition: NodeDefinition;
  readonly problems: readonly Problem[];
  readonly field: Field;
  readonly isHelpShown: boolean;
}) {
  const { tab, node, definition, field, problems, isHelpShown } = props;
  const edit = useEdit(tab);
  const { name, schema } = field;
  const value = resolveConfig(definition, node.config)[name];
  const deployed = useTabState(tab, (state) => state.deployed?.flow.nodes.find(({ id }) => id === node.id));
  const tuning = useTuning({ tab, nodeId: node.id, isDeployed: deployed !== undefined, field, value });
  const isDeployedValue =
    deployed === undefined || isEqual(resolveConfig(definition, deployed.config)[name], value);
  return (
    <SettingRow
      field={field}
      place={`${tab.id}/${node.id}/${name}`}
      value={value}
      isDefault={isEqual(value, schema.default)}
      problem={problemAt(name, problems)}
      tuning={tuning.state}
      isWaiting={tuning.isRunning && schema.live !== true && !isDeployedValue}
      isHelpShown={isHelpShown}
      preview={tuning.send}
      commit={(next) => {
        edit((flow) => setField(flow, node, definition, { field: name, value: next }));
        tuning.send(next ?? schema.default);
      }}
    />
  );
}
