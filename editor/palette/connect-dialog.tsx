import { useState } from "react";
import type { Flow } from "#engine/flow/schema.ts";
import { placeBeside } from "../document/add-beside.ts";
import { edgeBetween, portsOf, portTypeOf } from "../document/connect-rules.ts";
import { useEditor } from "../document/editor-context.tsx";
import { connect } from "../document/edits.ts";
import type { FlowTab } from "../document/flow-tab.ts";
import { nodeName } from "../document/node-name.ts";
import { shownPort, shownType } from "../document/shown.ts";
import type { PortEnd } from "../document/view.ts";
import { useText } from "../texts/texts.ts";
import { CategoryIcon } from "../ui/category-icon.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { type SearchItem, SearchList } from "../ui/search-list.tsx";
import { type ConnectEnd, connectEnds } from "./connect-ends.ts";
import { connectTargets } from "./connect-targets.ts";
import { PortEndLabel } from "./port-end-label.tsx";
import { portName } from "./port-name.ts";

/** Wiring by keyboard: a port of the node, then the port of another that it goes to. */
export function ConnectDialog(props: {
  readonly tab: FlowTab;
  readonly dialog: { readonly nodeId: string };
}) {
  const { tab } = props;
  const { nodeId } = props.dialog;
  const editor = useEditor();
  const t = useText();
  const ends = connectEnds(tab.flow, nodeId);
  const [chosen, setChosen] = useState<PortEnd | undefined>(ends.length === 1 ? ends[0] : undefined);
  return (
    <Dialog
      look="search"
      title={t("palette.connect", { node: nodeName(tab.flow, nodeId) })}
      onClose={() => editor.closeDialog()}
    >
      {chosen === undefined ? (
        <PortList key="ports" flow={tab.flow} nodeId={nodeId} ends={ends} onChoose={setChosen} />
      ) : (
        <TargetList key="targets" flow={tab.flow} end={chosen} />
      )}
    </Dialog>
  );
}

function PortList(props: {
  readonly flow: Flow;
  readonly nodeId: string;
  readonly ends: readonly ConnectEnd[];
  onChoose(end: PortEnd): void;
}) {
  const { flow, nodeId, ends, onChoose } = props;
  const t = useText();
  const node = nodeName(flow, nodeId);
  const type = flow.nodes.find(({ id }) => id === nodeId)?.type ?? "";
  const items = ends.map((end): SearchItem => {
    const port = portsOf(type, end.side)[end.port];
    const { name, summary } = shownPort(type, end.side, end.port);
    return {
      id: `${end.side} ${end.port}`,
      group: t(`palette.connect.${end.group}`),
      title: name,
      ...(port === undefined ? {} : { detail: summary, end: <PortEndLabel type={port.type} /> }),
      onChoose: () => onChoose(end),
    };
  });
  const title = t("palette.connect.port", { node });
  const empty = ends.length === 0 ? t("palette.connect.noPorts", { node }) : t("palette.connect.none");
  return <SearchList label={title} placeholder={title} empty={empty} items={items} />;
}

function TargetList({ flow, end }: { readonly flow: Flow; readonly end: PortEnd }) {
  const editor = useEditor();
  const t = useText();
  const wire = (there: PortEnd) => {
    const edge = edgeBetween(end, there);
    const [from, to] = end.side === "output" ? [end, there] : [there, end];
    editor.closeDialog();
    editor.change((before) => connect(before, edge));
    editor.notify("good", t("palette.connect.done", { from: portName(flow, from), to: portName(flow, to) }));
    editor.canvas?.focusNode(end.nodeId);
  };
  const type = flow.nodes.find(({ id }) => id === end.nodeId)?.type ?? "";
  const { name: port } = shownPort(type, end.side, end.port);
  const title = t(end.side === "output" ? "palette.connect.to" : "palette.connect.from", { port });
  const targets = connectTargets(flow, end).map((there) => ({
    ...targetItem(flow, there),
    group: t("palette.connect.here"),
    onChoose: () => wire(there),
  }));
  const newNode: SearchItem = {
    id: "new",
    group: t("palette.connect.elsewhere"),
    title: t("palette.connect.new"),
    onChoose: () =>
      editor.openDialog({ kind: "add-node", at: placeBeside(editor, flow, end.nodeId, end.side), from: end }),
  };
  return (
    <SearchList
      label={title}
      placeholder={title}
      empty={t("palette.connect.none")}
      items={[...targets, newNode]}
    />
  );
}

function targetItem(flow: Flow, there: PortEnd): Omit<SearchItem, "group" | "onChoose"> {
  const definition = shownType(flow.nodes.find(({ id }) => id === there.nodeId)?.type ?? "");
  const type = portTypeOf(flow, there);
  return {
    id: `${there.nodeId} ${there.port}`,
    title: portName(flow, there),
    detail: there.nodeId,
    keywords: definition === undefined ? [] : [definition.type, definition.title],
    icon: definition && <CategoryIcon category={definition.category} />,
    end: type && <PortEndLabel type={type} />,
  };
}
