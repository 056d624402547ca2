import { type TSchema, Type } from "typebox";
import { type NodeDefinition, outputsOf } from "../engine/graph/definition.ts";
import { type SettingSchema, settingsOf } from "../engine/graph/setting.ts";
import { markdownTable } from "./markdown.ts";

/** The README.md of a node type, written from its definition. */
export function nodeReadme(definition: NodeDefinition): string {
  const { type, title, summary, docs } = definition;
  const parts = [
    `<!-- Written from definition.ts by \`npm run docs\`; edit that. -->`,
    `# ${title}`,
    summary,
    kindLine(definition),
    docs,
    "## Inputs",
    definition.source === undefined ? inputTable(definition) : "None: it is a source.",
    "## Outputs",
    markdownTable(
      ["Port", "Type", "What"],
      Object.entries(outputsOf(definition)).map(([name, port]) => [code(name), port.type, port.summary]),
    ),
    "## Settings",
    settingTable(definition),
    `Any setting can be given on the command line, too: \`--set <node id>.<setting>=<value>\`.`,
  ];
  if (Object.keys(definition.config.properties).length === 0) parts.splice(-2, 2, `\`${type}\` has none.`);
  return `${parts.join("\n\n")}\n`;
}

/** Texts that a definition owes its readers, as `type: what is missing`. */
export function missingTexts(definition: NodeDefinition): string[] {
  const { type, title, summary, docs, inputs, outputs } = definition;
  const own = Object.entries({ title, summary, docs });
  const ports = Object.entries({ ...inputs, ...outputs }).map(([name, port]) => [
    `port ${name}`,
    port.summary,
  ]);
  const settings = Object.entries(settingsOf(definition)).flatMap(([name, facts]) => [
    [`title of setting ${name}`, facts.title],
    [`description of setting ${name}`, facts.description],
  ]);
  const empty = [...own, ...ports, ...settings].filter(([, text]) => !text);
  return empty.map(([what]) => `nodes/${type}/definition.ts: no text for ${what}`);
}

function kindLine({ type, version, category, execution, source, devices }: NodeDefinition): string {
  const facts = [`Type ${code(type)}`, `version ${version}`, `category ${category}`];
  facts.push(execution === "sync" ? "synchronous" : "asynchronous");
  if (source !== undefined) facts.push(source === "file" ? "source that can wait" : "live source");
  if (devices !== undefined && devices.length > 0) {
    facts.push(`runs on ${devices.map(code).join(", then ")} unless the flow says otherwise`);
  }
  return `${facts.join(" · ")}.`;
}

function inputTable({ inputs, execution }: NodeDefinition): string {
  const unsaid = execution === "sync" ? "none" : "default";
  const rows = Object.entries(inputs).map(([name, port]) => [
    code(name),
    port.type,
    port.required === true ? "yes" : "no",
    port.queue === undefined ? unsaid : `${port.queue.policy}, ${port.queue.capacity} packets`,
    port.summary,
  ]);
  return markdownTable(["Port", "Type", "Required", "Queue", "What"], rows);
}

function settingTable(definition: NodeDefinition): string {
  const rows = Object.entries(settingsOf(definition)).map(([name, facts]) => [
    code(name),
    `${facts.title}: ${facts.description}${conditionText(facts)}`,
    facts.unit ?? "",
    defaultValue(facts),
    allowedValues(facts),
    facts.live === true ? "yes" : "no",
  ]);
  return markdownTable(["Setting", "What", "Unit", "Default", "Allowed", "While running"], rows);
}

function defaultValue(facts: SettingSchema): string {
  if (facts.default !== undefined) return code(JSON.stringify(facts.default));
  return Type.IsOptional(facts as TSchema) ? "none" : "none, has to be given";
}

/** The condition under which a setting does something, as a sentence; nothing where it always does. */
function conditionText({ visibleWhen = [] }: SettingSchema): string {
  const conditions = [visibleWhen].flat().map(({ field, equals }) => {
    const values = [equals].flat().map((value) => code(JSON.stringify(value)));
    return `${code(field)} is ${values.join(" or ")}`;
  });
  return conditions.length === 0 ? "" : ` Only where ${conditions.join(" and ")}.`;
}

function allowedValues(facts: SettingSchema): string {
  if (facts.enum !== undefined) return facts.enum.map((value) => code(String(value))).join(", ");
  if (facts.items !== undefined) return `list of ${allowedValues(facts.items)}`;
  if (facts.type === "boolean") return "`true`, `false`";
  const noun =
    facts.type === "integer" ? "whole number" : facts.type === "string" ? "text" : (facts.type ?? "");
  const { minimum, maximum, minLength = 0 } = facts;
  if (minimum !== undefined && maximum !== undefined) return `${noun}, ${minimum} to ${maximum}`;
  if (minimum !== undefined) return `${noun}, at least ${minimum}`;
  if (maximum !== undefined) return `${noun}, at most ${maximum}`;
  return minLength > 0 ? `${noun}, not empty` : noun;
}

function code(text: string): string {
  return `\`${text}\``;
}
