import { FlowError } from "../errors.ts";
import { configProblems } from "../flow/config.ts";
import { isLive } from "../plan/plan-update.ts";
import type { NodeInstance } from "./node-instance.ts";

/**
 * Changes live settings of a node that runs, all or none. They hold until the session ends or the node gets others.
 * @returns all settings in force
 * @throws {FlowError} `config.invalid` for a field that is not there or a value out of range, `config.not-live`
 */
export function tuneNode(
  node: NodeInstance,
  fields: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const { id, definition } = node.plan;
  const { current } = node.config;
  const wanted = { id, type: definition.type, config: { ...current, ...fields } };
  const problem = configProblems(wanted, definition).find(
    ({ field }) => field !== undefined && field in fields,
  );
  if (problem !== undefined) throw new FlowError(problem.code, problem);
  const fixed = Object.keys(fields).find((field) => !isLive(definition, field));
  if (fixed !== undefined) throw new FlowError("config.not-live", { nodeId: id, field: fixed });
  node.configure({ ...current, ...structuredClone(fields) });
  return structuredClone({ ...node.config.current });
}
