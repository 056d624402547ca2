import { useId } from "react";
import type { Flow, FlowNode } from "#engine/flow/schema.ts";
import { catalogue } from "../document/catalogue.ts";
import { runCommand } from "../document/command.ts";
import { useCommands } from "../document/commands.ts";
import { useEditor } from "../document/editor-context.tsx";
import type { FlowTab } from "../document/flow-tab.ts";
import type { Selection } from "../document/selection.ts";
import { setDisabled } from "../document/structure.ts";
import { useText } from "../texts/texts.ts";
import { Button } from "../ui/button.tsx";
import { Switch } from "./controls/switch.tsx";
import { DevicesSection } from "./devices-section.tsx";
import { Section } from "./section.tsx";
import { useEdit } from "./use-inspected.ts";

/** What several selected things have in common. */
export function SeveralInspector(props: {
  readonly tab: FlowTab;
  readonly flow: Flow;
  readonly selection: Selection;
}) {
  const { tab, flow, selection } = props;
  const t = useText();
  const edit = useEdit(tab);
  const switchId = useId();
  const nodes = flow.nodes.filter(({ id }) => selection.nodes.includes(id));
  const enabled = nodes.filter((node) => node.disabled !== true).length;
  const accelerated = nodes.filter((node) => presetOf(node) !== undefined);
  return (
    <>
      <header className="inspector-head">
        <h2>{t("inspector.several", { count: Object.values(selection).flat().length })}</h2>
        <p className="muted">
          {t("inspector.several.parts", {
            nodes: selection.nodes.length,
            wires: selection.edges.length,
            comments: selection.comments.length,
          })}
        </p>
      </header>
      {nodes.length > 0 && (
        <label className="inspector-line" htmlFor={switchId}>
          <span>{t("inspector.enabled.all")}</span>
          <Switch
            id={switchId}
            checked={enabled === nodes.length}
            ref={(box) => {
              if (box !== null) box.indeterminate = enabled > 0 && enabled < nodes.length;
            }}
            onChange={() => edit((flow) => setDisabled(flow, selection.nodes, enabled === nodes.length))}
          />
        </label>
      )}
      <Arrange />
      {accelerated[0] !== undefined && (
        <DevicesSection
          key={accelerated.map(({ id }) => id).join()}
          tab={tab}
          nodes={accelerated}
          preset={presetOf(accelerated[0]) ?? []}
        />
      )}
    </>
  );
}

function presetOf(node: FlowNode): readonly string[] | undefined {
  return catalogue.get(node.type)?.devices;
}

/** What can be done to a selection, as the table of commands has it; nudges are for keys. */
function Arrange() {
  const editor = useEditor();
  const t = useText();
  const possible = useCommands().filter(
    ({ id, section, isEnabled }) =>
      section === "arrange" && !id.startsWith("arrange.nudge") && isEnabled?.(editor) !== false,
  );
  if (possible.length === 0) return null;
  return (
    <Section name="arrange" title={t("inspector.arrange")}>
      <div className="inspector-actions">
        {possible.map((command) => (
          <Button key={command.id} size="small" onClick={() => void runCommand(editor, command)}>
            {t(command.title)}
          </Button>
        ))}
      </div>
    </Section>
  );
}
