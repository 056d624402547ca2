import { FlowError } from "../errors.ts";
import type { NodeCatalogue } from "../graph/definition.ts";
import type { Flow, FlowNode } from "./schema.ts";

/**
 * A flow with another source in the place of its own: same id, position and wires, so that a flow made for a
 * microphone runs on a file. A source of the same type keeps its other settings.
 * @param source type and settings of the new source; its outputs are named as those of the old one
 * @throws {FlowError} `flow.no-source` or `flow.several-sources`
 */
export function replaceSource(
  flow: Flow,
  source: Required<Pick<FlowNode, "type" | "config">>,
  catalogue: NodeCatalogue,
): Flow {
  const [old, ...others] = flow.nodes.filter(
    ({ type, disabled }) => disabled !== true && catalogue.get(type)?.source !== undefined,
  );
  if (old === undefined) throw new FlowError("flow.no-source");
  if (others.length > 0) {
    const message = `The flow has several source nodes: ${[old, ...others].map(({ id }) => id).join(", ")}.`;
    throw new FlowError("flow.several-sources", { message });
  }
  const { id, position } = old;
  const replaced: FlowNode =
    old.type === source.type
      ? { ...old, config: { ...old.config, ...source.config } }
      : { id, ...source, ...(position === undefined ? {} : { position }) };
  return { ...flow, nodes: flow.nodes.map((node) => (node === old ? replaced : node)) };
}
