import "./canvas-menu.css";
import { ContextMenu } from "radix-ui";
import { type MouseEvent, type ReactNode, useRef, useState } from "react";
import { type Command, runCommand } from "../../document/command.ts";
import type { Editor } from "../../document/editor.ts";
import { useEditor } from "../../document/editor-context.tsx";
import { keysOf } from "../../document/keys.ts";
import { noSelection } from "../../document/selection.ts";
import { useText } from "../../texts/texts.ts";
import { KeyCaps } from "../../ui/key-cap.tsx";
import { keyCaps } from "../../ui/key-names.ts";
import { selectKey } from "../gestures/canvas-keys.ts";
import { canvasCommands } from "./canvas-commands.ts";

type Target = "node" | "edge" | "pane";

/** Ids of the commands by what was clicked; an empty one is a line between. */
const contents: Readonly<Record<Target, readonly string[]>> = {
  node: [
    "edit.settings",
    "edit.rename",
    "edit.connect",
    "edit.disable",
    "",
    "edit.cut",
    "edit.copy",
    "edit.duplicate",
    "edit.delete",
    "edit.delete-rejoin",
    "",
    "edit.group",
    "edit.ungroup",
    "edit.select-upstream",
    "edit.select-downstream",
    "edit.select-connected",
  ],
  edge: ["edit.insert", "edit.delete"],
  pane: [
    "edit.add-node",
    "edit.comment",
    "edit.paste",
    "",
    "edit.select-all",
    "arrange.tidy",
    "view.fit",
    "view.zoom-reset",
  ],
};

/** The menu of the right button, the long press and the menu key: what one can do with what is under the pointer. */
export function CanvasMenu({ children }: { readonly children: ReactNode }) {
  const editor = useEditor();
  const [target, setTarget] = useState<Target>("pane");
  const chosen = useRef<Command>(undefined);
  const opened = (event: MouseEvent) => {
    setTarget(selectTarget(editor, event.target as Element));
    chosen.current = undefined;
  };
  const runChosen = () => {
    if (chosen.current !== undefined) void runCommand(editor, chosen.current, "pointer");
  };
  return (
    <ContextMenu.Root modal={false}>
      <ContextMenu.Trigger asChild onContextMenu={opened}>
        {children}
      </ContextMenu.Trigger>
      <ContextMenu.Portal>
        <ContextMenu.Content
          className="canvas-menu"
          loop
          // Only then: a command may put the focus elsewhere.
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            runChosen();
          }}
        >
          {contents[target].map((id, at) => (
            <Item
              // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes
              key={at}
              id={id}
              onChoose={(command) => {
                chosen.current = command;
              }}
            />
          ))}
        </ContextMenu.Content>
      </ContextMenu.Portal>
    </ContextMenu.Root>
  );
}

function Item({ id, onChoose }: { readonly id: string; onChoose(command: Command): void }) {
  const editor = useEditor();
  const t = useText();
  const command = canvasCommands.find((each) => each.id === id);
  if (command === undefined) return <ContextMenu.Separator className="canvas-menu-line" />;
  const [key] = command.keys ?? [];
  const isDisabled = command.isEnabled?.(editor) === false;
  return (
    <ContextMenu.Item className="canvas-menu-item" disabled={isDisabled} onSelect={() => onChoose(command)}>
      {t(command.title)}
      {key !== undefined && (
        <span className="canvas-menu-keys">
          <KeyCaps caps={keyCaps(key, t)} />
        </span>
      )}
    </ContextMenu.Item>
  );
}

/** Selects what was clicked, unless it is selected already, and says what it is. */
function selectTarget(editor: Editor, clicked: Element): Target {
  const key = clicked.closest<HTMLElement>(".react-flow__node")?.dataset["id"];
  if (key !== undefined) {
    if (!keysOf(editor.selection).includes(key)) selectKey(editor, key);
    return "node";
  }
  const label = clicked.closest<SVGElement>(".react-flow__edge")?.dataset["id"];
  if (label === undefined) return "pane";
  if (!editor.selection.edges.includes(label)) editor.select({ ...noSelection, edges: [label] });
  return "edge";
}
