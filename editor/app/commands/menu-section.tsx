import { Check } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { Fragment } from "react";
import type { Command, CommandSection } from "../../document/command.ts";
import { useEditor } from "../../document/editor-context.tsx";
import { useText } from "../../texts/texts.ts";
import { KeyCaps } from "../../ui/key-cap.tsx";
import { keyCaps } from "../../ui/key-names.ts";
import { LanguageMenu } from "./language-menu.tsx";
import { Submenu } from "./submenu.tsx";
import { groupStarts } from "./table.ts";

/** One section of the commands as a submenu; the choice of language ends the view's. */
export function MenuSection(props: {
  readonly section: CommandSection;
  readonly commands: readonly Command[];
  onChoose(command: Command): void;
}) {
  const { section, commands, onChoose } = props;
  const t = useText();
  return (
    <Submenu title={t(`commands.section.${section}`)}>
      {commands.map((command, index) => (
        <Fragment key={command.id}>
          {index > 0 && groupStarts.has(command.id) && <DropdownMenu.Separator className="menu-box-line" />}
          <CommandItem command={command} onChoose={onChoose} />
        </Fragment>
      ))}
      {section === "view" && <LanguageMenu />}
    </Submenu>
  );
}

function CommandItem(props: { readonly command: Command; onChoose(command: Command): void }) {
  const { command, onChoose } = props;
  const editor = useEditor();
  const isChecked = command.isChecked?.(editor);
  const attributes = {
    className: "menu-box-item",
    disabled: command.isEnabled?.(editor) === false,
    onSelect: () => onChoose(command),
  };
  if (isChecked === undefined)
    return (
      <DropdownMenu.Item {...attributes}>
        <span className="menu-box-tick" />
        <Label command={command} />
      </DropdownMenu.Item>
    );
  return (
    <DropdownMenu.CheckboxItem {...attributes} checked={isChecked}>
      <span className="menu-box-tick">{isChecked && <Check size={14} aria-hidden />}</span>
      <Label command={command} />
    </DropdownMenu.CheckboxItem>
  );
}

function Label({ command: { title, keys: [key] = [] } }: { readonly command: Command }) {
  const t = useText();
  return (
    <>
      {t(title)}
      {key !== undefined && (
        <span className="menu-box-end">
          <KeyCaps caps={keyCaps(key, t)} />
        </span>
      )}
    </>
  );
}
