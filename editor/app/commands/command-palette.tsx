import { useEffect, useState } from "react";
import type { FlowSummary } from "#engine/protocol/rest/flows.ts";
import { flowApi } from "../../api/flow-api.ts";
import { type Command, runCommand } from "../../document/command.ts";
import { bySection, useCommands } from "../../document/commands.ts";
import type { Editor } from "../../document/editor.ts";
import { useEditor } from "../../document/editor-context.tsx";
import { nameOf } from "../../document/node-name.ts";
import { noSelection } from "../../document/selection.ts";
import { type TextLanguage, textLanguages } from "../../texts/language.ts";
import { chooseLanguage, useText } from "../../texts/texts.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { KeyCaps } from "../../ui/key-cap.tsx";
import { keyCaps } from "../../ui/key-names.ts";
import { type SearchItem, SearchList } from "../../ui/search-list.tsx";

type Translate = ReturnType<typeof useText>;

/** Search of everything that one can do, with its keys, of flows to open and of nodes to go to. */
export function CommandPalette() {
  const editor = useEditor();
  const t = useText();
  const commands = useCommands();
  const stored = useStoredFlows(editor);
  const items = [
    ...commandItems(commands, editor, t),
    ...flowItems(editor, stored, t),
    ...nodeItems(editor, t),
    ...languageItems(editor, t),
  ];
  const choose = (item: SearchItem): SearchItem => ({
    ...item,
    onChoose: () => {
      editor.closeDialog();
      item.onChoose();
    },
  });
  return (
    <Dialog look="search" title={t("commands.all")} onClose={() => editor.closeDialog()}>
      <SearchList
        label={t("commands.all")}
        placeholder={t("commands.placeholder")}
        empty={t("commands.none")}
        items={items.map(choose)}
      />
    </Dialog>
  );
}

/** Flows of the server; none while it does not answer, the rest of the list works without. */
function useStoredFlows(editor: Editor): readonly FlowSummary[] {
  const [flows, setFlows] = useState<readonly FlowSummary[]>([]);
  useEffect(() => {
    let isWanted = true;
    flowApi.list().then(
      (list) => isWanted && setFlows(list),
      (error: unknown) => isWanted && editor.fail(error),
    );
    return () => {
      isWanted = false;
    };
  }, [editor]);
  return flows;
}

function commandItems(commands: readonly Command[], editor: Editor, t: Translate): readonly SearchItem[] {
  return bySection(commands).flatMap(([section, each]) =>
    each
      .filter(({ id }) => id !== "view.commands")
      .map((command) => commandItem(command, t(`commands.section.${section}`), editor, t)),
  );
}

function commandItem(command: Command, group: string, editor: Editor, t: Translate): SearchItem {
  const { id, title, keys: [key] = [] } = command;
  return {
    id,
    group,
    title: t(title),
    keywords: [group, id],
    end: key !== undefined && <KeyCaps caps={keyCaps(key, t)} />,
    disabled: command.isEnabled?.(editor) === false,
    onChoose: () => void runCommand(editor, command),
  };
}

/** Open flows first, unsaved ones too, then the server's. */
function flowItems(editor: Editor, stored: readonly FlowSummary[], t: Translate): readonly SearchItem[] {
  const { tabs, activeId } = editor.workspace.getState();
  const names = new Map([...tabs.map(({ flow }) => flow), ...stored].map(({ id, name }) => [id, name]));
  return [...names]
    .filter(([id]) => id !== activeId)
    .map(([id, name]) => ({
      id: `flow ${id}`,
      group: t("commands.flows"),
      title: t("commands.openFlow", { name }),
      keywords: [id],
      onChoose: () => {
        if (tabs.some((tab) => tab.id === id)) editor.activate(id);
        else editor.open(id).catch((error: unknown) => editor.fail(error));
      },
    }));
}

function nodeItems(editor: Editor, t: Translate): readonly SearchItem[] {
  return (editor.flow?.nodes ?? []).map((node) => ({
    id: `node ${node.id}`,
    group: t("commands.nodes"),
    title: t("commands.goToNode", { name: nameOf(node) }),
    detail: node.id,
    keywords: [node.type],
    onChoose: () => {
      editor.select({ ...noSelection, nodes: [node.id] });
      editor.canvas?.reveal([node.id]);
      editor.canvas?.focusNode(node.id);
    },
  }));
}

function languageItems(editor: Editor, t: Translate): readonly SearchItem[] {
  return Object.entries(textLanguages).map(([language, name]) => ({
    id: `language ${language}`,
    group: t("commands.language"),
    title: name,
    keywords: [t("commands.language"), "language"],
    onChoose: () =>
      void chooseLanguage(language as TextLanguage).catch((error: unknown) => editor.fail(error)),
  }));
}
