import "../../ui/menu-box.css";
import "./main-menu.css";
import { Menu } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { type RefObject, useRef, useState } from "react";
import { type Command, runCommand } from "../../document/command.ts";
import { bySection, useCommands } from "../../document/commands.ts";
import type { Editor } from "../../document/editor.ts";
import { useEditor } from "../../document/editor-context.tsx";
import { useText } from "../../texts/texts.ts";
import { Button } from "../../ui/button.tsx";
import { MenuSection } from "./menu-section.tsx";
import { UndoButtons } from "./undo-buttons.tsx";

/** The menu of all commands, and undo and redo beside it. */
export function MainMenu() {
  return (
    <div className="main-menu">
      <CommandMenu />
      <UndoButtons />
    </div>
  );
}

function CommandMenu() {
  const editor = useEditor();
  const commands = useCommands();
  const t = useText();
  // Known here so that opening renders the items anew: what is enabled may have changed.
  const [isOpen, setOpen] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const { choose, closed } = useRunWhenClosed(editor, trigger);
  return (
    <DropdownMenu.Root open={isOpen} onOpenChange={setOpen} modal={false}>
      <DropdownMenu.Trigger asChild>
        <Button ref={trigger} look="quiet" size="small" aria-label={t("commands.menu")}>
          <Menu size={18} aria-hidden />
          <span className="main-menu-label">{t("commands.menu")}</span>
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className="menu-box"
          align="start"
          sideOffset={4}
          loop
          onCloseAutoFocus={closed}
        >
          {bySection(commands).map(([section, each]) => (
            <MenuSection key={section} section={section} commands={each} onChoose={choose} />
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

/** Runs a chosen command when the menu is gone: it may move the focus, and a dialog gives it back to where it was. */
function useRunWhenClosed(editor: Editor, trigger: RefObject<HTMLButtonElement | null>) {
  const chosen = useRef<Command>(undefined);
  return {
    choose: (command: Command) => {
      chosen.current = command;
    },
    closed: (event: Event) => {
      const command = chosen.current;
      if (command === undefined) return;
      chosen.current = undefined;
      event.preventDefault();
      trigger.current?.focus();
      void runCommand(editor, command);
    },
  };
}
