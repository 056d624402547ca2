import { flowText } from "#engine/flow/flow-text.ts";
import { type Flow, flowFormat } from "#engine/flow/schema.ts";
import { clipOf } from "../document/clipboard.ts";
import type { Selection } from "../document/selection.ts";
import { fileNameOf, saveFile } from "../ui/files.ts";

/** An id holds 128 characters at most. */
const longestStem = 120;

/** The selected part of a flow as a flow of its own: nodes with the wires among them, whole groups, comments. */
export function selectedFlow(flow: Flow, selection: Selection, name: string): Flow {
  const { nodes, edges, groups = [], comments = [] } = clipOf(flow, selection);
  return {
    format: flowFormat,
    id: `${flow.id.slice(0, longestStem)}-part`,
    name,
    nodes,
    edges,
    ...(groups.length === 0 ? {} : { groups }),
    ...(comments.length === 0 ? {} : { comments }),
  };
}

/** Saves a flow as a JSON file, in the order that git can compare. */
export function saveFlow(flow: Flow): void {
  saveFile(fileNameOf(flow.id, "json"), new Blob([flowText(flow)], { type: "application/json" }));
}
