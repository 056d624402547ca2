import { readFileSync } from "node:fs";
import { resolveConfig } from "#engine/flow/config.ts";
import type { Flow } from "#engine/flow/schema.ts";
import { catalogue } from "#nodes/registry.ts";

/** The flow that people build in these tests. */
export const liveTranslate = JSON.parse(
  readFileSync(new URL("../flows/live-translate.json", import.meta.url), "utf8"),
) as Flow;

/** A port of a node; in these flows every node type is there once, so its type names the node. */
export interface PortOfType {
  readonly type: string;
  readonly port: string;
}

const typesById = new Map(liveTranslate.nodes.map(({ id, type }) => [id, type]));
const ofType = ({ node, port }: { readonly node: string; readonly port: string }): PortOfType => ({
  type: typesById.get(node) ?? "",
  port,
});

/** Its node types, from the microphone to the outputs. */
export const pipelineTypes: readonly string[] = liveTranslate.nodes.map(({ type }) => type);

/** Its wires. */
export const pipelineWires: readonly { readonly from: PortOfType; readonly to: PortOfType }[] =
  liveTranslate.edges.map(({ from, to }) => ({ from: ofType(from), to: ofType(to) }));

/** What a flow does, however its nodes are called and wherever they lie: settings, devices and wires. */
export function behaviourOf({ nodes, edges }: Flow) {
  const types = new Map(nodes.map(({ id, type }) => [id, type]));
  const end = ({ node, port }: { readonly node: string; readonly port: string }) =>
    `${types.get(node)}.${port}`;
  return {
    nodes: Object.fromEntries(
      nodes.map(({ type, config, devices }) => {
        const definition = catalogue.get(type);
        const settings = definition === undefined ? config : resolveConfig(definition, config);
        return [type, { ...settings, devices: devices ?? definition?.devices }];
      }),
    ),
    wires: edges.map(({ from, to }) => `${end(from)} > ${end(to)}`).sort(),
  };
}

/** A type's title, as the palette shows it. */
export function titleOfType(type: string): string {
  return catalogue.get(type)?.title ?? type;
}
