import type { NodeCatalogue } from "../../graph/definition.ts";
import { placeholderNode } from "../import-placeholder.ts";
import type { ImportProblem } from "../import-report.ts";
import { problem } from "../problem.ts";
import type { FlowNode } from "../schema.ts";
import type { ContainerOf } from "./containers.ts";
import { type Entry, type EntryTable, own, positionOf, textOf } from "./entries.ts";
import { debugMisfit } from "./fit-debug.ts";
import { fitSwitch } from "./fit-switch.ts";
import type { Links } from "./links.ts";
import { definitionOf, isInstance } from "./subflows.ts";

/** The node that an entry becomes. */
export interface MappedNode {
  readonly node: FlowNode;
  readonly outcome: "mapped" | "kept";
  readonly reason: string;
  /** Its output ports, by the number of the output in Node-RED; the last stands for all behind it. */
  readonly ports: readonly [string, ...string[]];
}

/** What of the file and of Patchbay is needed to map a node. */
export interface NodeContext {
  readonly table: EntryTable;
  readonly containerOf: ContainerOf;
  readonly links: Links;
  readonly catalogue: NodeCatalogue;
  readonly problems: ImportProblem[];
}

/** Maps an entry to a node of Patchbay that does the same, or makes it a placeholder with all of its properties. */
export function mapNode(entry: Entry, context: NodeContext): MappedNode {
  const isDisabled = entry.disabled || context.containerOf.get(entry)?.disabled === true;
  if (entry.type === "debug" && context.catalogue.has("debug")) {
    const misfit = debugMisfit(entry);
    if (misfit !== undefined) return toPlaceholder(entry, misfit);
    const isOff = isDisabled || own(entry.raw, "active") === false;
    return map(entry, "debug", {}, isOff, ["out"]);
  }
  if (entry.type === "switch" && context.catalogue.has("switch")) {
    const fit = fitSwitch(entry);
    return "reason" in fit
      ? toPlaceholder(entry, fit.reason)
      : map(entry, "switch", fit.config, isDisabled, ["match", "otherwise"]);
  }
  return toPlaceholder(entry, placeholderReason(entry, context));
}

function map(
  entry: Entry,
  type: string,
  config: Record<string, string>,
  isDisabled: boolean,
  ports: MappedNode["ports"],
): MappedNode {
  const hasConfig = Object.keys(config).length > 0;
  const node: FlowNode = {
    ...placeOf(entry),
    type,
    ...(hasConfig ? { config } : {}),
    ...(isDisabled ? { disabled: true } : {}),
  };
  const reason = `It is a ${type} node of Patchbay${isDisabled ? ", disabled" : ""}.`;
  return { node, outcome: "mapped", reason, ports };
}

function toPlaceholder(entry: Entry, reason: string): MappedNode {
  const { type: originalType, raw: properties } = entry;
  const place = { ...placeOf(entry), name: textOf(entry.raw, "name") || originalType || "No type" };
  const node = placeholderNode(place, { source: "node-red", originalType, properties, reason });
  return { node, outcome: "kept", reason, ports: ["out"] };
}

function placeOf(entry: Entry): Pick<FlowNode, "id" | "name" | "position"> {
  const [name, position] = [textOf(entry.raw, "name"), positionOf(entry)];
  return { id: entry.id, ...(name === "" ? {} : { name }), ...(position === undefined ? {} : { position }) };
}

function placeholderReason(entry: Entry, context: NodeContext): string {
  const { type } = entry;
  if (type === "") return "It has no type.";
  if (type === "subflow") return "Patchbay has no subflows; what is in this one is in the same flow.";
  if (isInstance(entry)) return instanceReason(entry, context);
  const misfit = context.links.misfits.get(entry);
  if (misfit !== undefined) return misfit;
  if (type === "junction" || type === "link in" || type === "link out")
    return "It is disabled: what is wired through it stays interrupted.";
  return `Patchbay has nothing that does what "${type}" does in Node-RED.`;
}

function instanceReason(entry: Entry, { table, containerOf, problems }: NodeContext): string {
  const definition = definitionOf(entry, table);
  const container = definition && containerOf.get(definition);
  if (container !== undefined)
    return `Patchbay has no subflows; what is in this one is in the flow "${container.name}" (${container.flowId}).`;
  const message = `Its subflow "${entry.type.slice("subflow:".length)}" is not in the file.`;
  const { code, hint } = problem("import.missing-subflow", message);
  problems.push({
    flowId: containerOf.get(entry)?.flowId,
    nodeId: entry.id,
    field: "type",
    code,
    message,
    hint,
  });
  return message;
}
