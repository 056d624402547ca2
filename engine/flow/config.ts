import { Type } from "typebox";
import { Check } from "typebox/schema";
import type { NodeDefinition } from "../graph/definition.ts";
import { type SettingSchema, secretNamePattern, settingsOf } from "../graph/setting.ts";
import { type Problem, problem } from "./problem.ts";
import type { FlowNode } from "./schema.ts";

/** A node's config with the schema's defaults filled in; unknown fields are kept for validation to name. */
export function resolveConfig(
  definition: NodeDefinition,
  config: FlowNode["config"],
): Record<string, unknown> {
  const filled: Record<string, unknown> = structuredClone(config ?? {});
  for (const [field, { default: preset }] of Object.entries(settingsOf(definition))) {
    if (filled[field] === undefined && preset !== undefined) filled[field] = structuredClone(preset);
  }
  return filled;
}

/** Every setting of a node that its schema does not allow, one problem a field. */
export function configProblems(node: FlowNode, definition: NodeDefinition): Problem[] {
  const config = resolveConfig(definition, node.config);
  const known = settingsOf(definition);
  const problems: Problem[] = [...secretProblems(node, definition)];
  for (const field of Object.keys(config)) {
    if (Object.hasOwn(known, field)) continue;
    const hint = `Remove it; ${node.type} has ${Object.keys(known).join(", ") || "no settings"}.`;
    problems.push(problem("config.invalid", "There is no such setting.", { nodeId: node.id, field, hint }));
  }
  for (const [field, schema] of Object.entries(known)) {
    const value = config[field];
    if (schema.secret === true && isNoSecretName(value)) continue; // see secretProblems
    if (value === undefined ? Type.IsOptional(schema) : Check(schema, value)) continue;
    const message = value === undefined ? "is missing." : `${JSON.stringify(value)} is not allowed.`;
    problems.push(
      problem("config.invalid", message, {
        nodeId: node.id,
        field,
        hint: `Give ${describeAllowed(schema)}.`,
      }),
    );
  }
  return problems;
}

/** Settings of a node that hold a secret, or may, where they are to name one: such a flow is not even kept as a draft. */
export function secretProblems(node: FlowNode, definition: NodeDefinition): Problem[] {
  return Object.entries(settingsOf(definition))
    .filter(([field, { secret }]) => secret === true && isNoSecretName(node.config?.[field]))
    .map(([field]) => secretProblem(node, field));
}

/** An empty text names none; whether the schema allows that, it says itself. */
function isNoSecretName(value: unknown): boolean {
  return value !== undefined && value !== "" && !(typeof value === "string" && secretNamePattern.test(value));
}

/** The value may be the secret itself, so the message does not repeat it. */
function secretProblem({ id: nodeId }: FlowNode, field: string): Problem {
  const hint =
    "Give the secret to the server as PATCHBAY_SECRET_NAME, and write NAME here: capitals, digits and _.";
  return problem("config.invalid", "This is not the name of a secret.", { nodeId, field, hint });
}

/** What a schema allows, in words with its unit: "a number from 0 to 1", "one of en, es". */
export function describeAllowed(schema: SettingSchema): string {
  if (schema.enum !== undefined) return `one of ${schema.enum.join(", ")}`;
  if (schema.items !== undefined) return `a list, each ${describeAllowed(schema.items)}`;
  const unit = schema.unit === undefined ? "" : ` ${schema.unit}`;
  const noun = schema.type === "integer" ? "a whole number" : `a ${schema.type ?? "value"}`;
  const { minimum, maximum } = schema;
  if (minimum !== undefined && maximum !== undefined) return `${noun} from ${minimum} to ${maximum}${unit}`;
  if (minimum !== undefined) return `${noun} of at least ${minimum}${unit}`;
  if (schema.minLength === 1) return `${noun} that is not empty`;
  return `${noun}${unit}`;
}
