import { FlowError } from "../errors.ts";
import type { NodeCatalogue } from "../graph/definition.ts";
import { type SettingSchema, settingsOf } from "../graph/setting.ts";
import { describeAllowed } from "./config.ts";
import type { Flow } from "./schema.ts";

/**
 * Applies settings of the form `node.field=value` to a flow, for the command line. The value is read by the
 * field's schema: numbers, true/false, comma-separated lists, or text as it stands.
 * @throws {FlowError} `config.unknown-setting` when the text, the node or the field is not there.
 */
export function applySettings(flow: Flow, settings: readonly string[], catalogue: NodeCatalogue): Flow {
  return settings.reduce((changed, setting) => applySetting(changed, setting, catalogue), flow);
}

function applySetting(flow: Flow, setting: string, catalogue: NodeCatalogue): Flow {
  const match = /^([^.=]+)\.([^.=]+)=(.*)$/s.exec(setting);
  if (match === null) {
    throw new FlowError("config.unknown-setting", { message: `"${setting}" is not node.field=value.` });
  }
  const [, nodeId = "", field = "", text = ""] = match;
  const node = flow.nodes.find((candidate) => candidate.id === nodeId);
  if (node === undefined) {
    const message = `The flow has no node "${nodeId}".`;
    const hint = `Its nodes: ${flow.nodes.map(({ id }) => id).join(", ")}.`;
    throw new FlowError("config.unknown-setting", { nodeId, message, hint });
  }
  const definition = catalogue.get(node.type);
  const schemas = definition === undefined ? {} : settingsOf(definition);
  const schema = Object.hasOwn(schemas, field) ? schemas[field] : undefined;
  if (schema === undefined) {
    const fields = Object.keys(schemas);
    const hint = `${node.type} has ${fields.join(", ") || "no settings"}.`;
    throw new FlowError("config.unknown-setting", {
      nodeId,
      field,
      message: "There is no such setting.",
      hint,
    });
  }
  const value = parseValue(text, schema, nodeId, field);
  const nodes = flow.nodes.map((other) =>
    other === node ? { ...node, config: { ...node.config, [field]: value } } : other,
  );
  return { ...flow, nodes };
}

function parseValue(text: string, schema: SettingSchema, nodeId: string, field: string): unknown {
  const { type } = schema;
  const refuse = () =>
    new FlowError("config.invalid", {
      nodeId,
      field,
      message: `"${text}" is not allowed.`,
      hint: `Give ${describeAllowed(schema)}.`,
    });
  if (type === "number" || type === "integer") {
    const value = Number(text);
    if (text.trim() === "" || Number.isNaN(value)) throw refuse();
    return value;
  }
  if (type === "boolean") {
    if (text !== "true" && text !== "false") throw refuse();
    return text === "true";
  }
  if (type === "array") return text === "" ? [] : text.split(",").map((item) => item.trim());
  return text;
}
