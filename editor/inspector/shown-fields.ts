import { resolveConfig } from "#engine/flow/config.ts";
import type { Problem } from "#engine/flow/problem.ts";
import type { FlowNode } from "#engine/flow/schema.ts";
import type { NodeDefinition } from "#engine/graph/definition.ts";
import { isVisible } from "#engine/graph/setting.ts";
import { type Field, fieldsOf } from "../document/field-kind.ts";

/**
 * The settings that a node's form shows. One that does nothing as the others stand is left out and keeps its value,
 * unless something is wrong with it.
 */
export function shownFields(
  definition: NodeDefinition,
  config: FlowNode["config"],
  problems: readonly Problem[],
): readonly Field[] {
  const values = resolveConfig(definition, config);
  return fieldsOf(definition).filter(
    ({ name, schema }) => isVisible(schema, values) || problemAt(name, problems) !== undefined,
  );
}

/** What is wrong with the value of a setting, of all that is wrong with its node. */
export function problemAt(field: string, problems: readonly Problem[]): Problem | undefined {
  return problems.find((problem) => problem.field === field && problem.code.startsWith("config."));
}
