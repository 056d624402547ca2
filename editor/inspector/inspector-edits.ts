import { resolveConfig } from "#engine/flow/config.ts";
import { isEqual } from "#engine/flow/equal.ts";
import type { Flow, FlowNode } from "#engine/flow/schema.ts";
import type { NodeDefinition } from "#engine/graph/definition.ts";
import { patchNode, setConfig } from "../document/edits.ts";

/** An edit that answers the same document when it changes nothing, so that no step of undo is spent. */
export function orSame(edit: (flow: Flow) => Flow): (flow: Flow) => Flow {
  return (flow) => {
    const edited = edit(flow);
    return isEqual(flow, edited) ? flow : edited;
  };
}

/** Sets a setting; its default, and undefined, leave it out of the document. */
export function setField(
  flow: Flow,
  node: Pick<FlowNode, "id">,
  definition: NodeDefinition,
  change: { readonly field: string; readonly value: unknown },
): Flow {
  const { field, value } = change;
  const isDefault = isEqual(value, resolveConfig(definition, undefined)[field]);
  return setConfig(flow, node.id, field, isDefault ? undefined : value);
}

/** Sets what devices nodes want, best first; none goes back to the default of their type. */
export function setDevices(
  flow: Flow,
  nodeIds: readonly string[],
  devices: readonly string[] | undefined,
): Flow {
  const wanted = devices === undefined || devices.length === 0 ? undefined : [...devices];
  return nodeIds.reduce((changed, nodeId) => patchNode(changed, nodeId, { devices: wanted }), flow);
}

/** Changes the flow's own texts; an empty name is no name, so it stays as it was. */
export function describeFlow(
  flow: Flow,
  change: { readonly name?: string; readonly description?: string },
): Flow {
  const name = change.name?.trim() || flow.name;
  const description = (change.description ?? flow.description ?? "").trim();
  const { description: _gone, ...rest } = flow;
  return description === "" ? { ...rest, name } : { ...rest, name, description };
}
