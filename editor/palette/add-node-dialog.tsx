import { useEditor } from "../document/editor-context.tsx";
import type { FlowTab } from "../document/flow-tab.ts";
import { placeNode } from "../document/layout/placing.ts";
import { noSelection } from "../document/selection.ts";
import type { DialogState, PortEnd } from "../document/view.ts";
import { type TextKey, useText } from "../texts/texts.ts";
import { CategoryIcon } from "../ui/category-icon.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { PortShape } from "../ui/port-shape.tsx";
import { type SearchItem, SearchList } from "../ui/search-list.tsx";
import { type NodeChoice, nodeChoices } from "./node-choices.ts";
import { portTypesOf } from "./node-types.ts";
import { pagePlace } from "./page-place.ts";
import { portName } from "./port-name.ts";

type AddNode = Extract<DialogState, { kind: "add-node" }>;

/** Search of a node type to put at a place, wired at once where a wire waits or is to be gone into. */
export function AddNodeDialog({ tab, dialog }: { readonly tab: FlowTab; readonly dialog: AddNode }) {
  const editor = useEditor();
  const t = useText();
  const { at, from, edge } = dialog;
  const place = (type: string) => {
    const placed = placeNode(tab.flow, type, at, { ...dialog, sizeOf: editor.canvas?.sizeOf });
    editor.closeDialog();
    editor.change(() => placed.flow);
    editor.select({ ...noSelection, nodes: [placed.nodeId] });
    editor.canvas?.focusNode(placed.nodeId);
  };
  const title =
    from === undefined
      ? t(edge === undefined ? "palette.add" : "palette.add.edge")
      : t("palette.add.from", { port: portName(tab.flow, from) });
  const items = nodeChoices(tab.flow, dialog).map((choice) => ({
    ...choiceItem(choice, from?.side === "input" ? "input" : "output"),
    group: t(groupOf(choice, dialog)),
    onChoose: () => place(choice.definition.type),
  }));
  return (
    <Dialog
      look="search"
      at={editor.canvas && pagePlace(editor.canvas, at)}
      title={title}
      onClose={() => editor.closeDialog()}
    >
      <SearchList label={title} placeholder={title} empty={t("palette.none")} items={items} />
    </Dialog>
  );
}

function groupOf({ definition, fit }: NodeChoice, { from, edge }: AddNode): TextKey {
  if (from === undefined && edge === undefined) return `palette.category.${definition.category}`;
  return `palette.fit.${fit}`;
}

/** A node type as a line; behind it the ports that one could go on from. */
function choiceItem(
  { definition }: NodeChoice,
  side: PortEnd["side"],
): Omit<SearchItem, "group" | "onChoose"> {
  return {
    id: definition.type,
    title: definition.title,
    detail: definition.summary,
    keywords: [definition.type],
    icon: <CategoryIcon category={definition.category} />,
    end: portTypesOf(definition, side).map((type) => <PortShape key={type} type={type} />),
  };
}
