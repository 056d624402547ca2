import { resolveConfig } from "#engine/flow/config.ts";
import type { FlowNode } from "#engine/flow/schema.ts";
import type { NodeDefinition } from "#engine/graph/definition.ts";
import { fieldsOf } from "../document/field-kind.ts";
import { useText } from "../texts/texts.ts";
import { Section } from "./section.tsx";

/** What a placeholder, or a node of an unknown type, keeps: to be read, since nothing here knows what it means. */
export function ReadOnlySection(props: {
  readonly node: FlowNode;
  readonly definition: NodeDefinition | undefined;
}) {
  const { node, definition } = props;
  const t = useText();
  const config = definition === undefined ? (node.config ?? {}) : resolveConfig(definition, node.config);
  const titles = new Map(
    definition === undefined ? [] : fieldsOf(definition).map(({ name, schema }) => [name, schema.title]),
  );
  return (
    <Section name="settings" title={t("inspector.kept")}>
      {[...new Set([...titles.keys(), ...Object.keys(config)])].map((name) => (
        <div key={name} className="setting-row" data-field={name}>
          <div className="setting-row-head">
            <span>{titles.get(name) ?? name}</span>
          </div>
          {typeof config[name] === "object" ? (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard has to reach it
            <pre className="choice-control-json" tabIndex={0}>
              {JSON.stringify(config[name], undefined, 2)}
            </pre>
          ) : (
            <p className="inspector-fact">{String(config[name] ?? "") || "–"}</p>
          )}
        </div>
      ))}
    </Section>
  );
}
