import { expect, test } from "vitest";
import { Editor } from "../../document/editor.ts";
import { LiveFigures } from "../../figures/live-figures.ts";
import { OwnSession } from "../../sessions/own-session.ts";
import { texts as de } from "../../texts/de/page-editor.ts";
import { texts as en } from "../../texts/en/page-editor.ts";
import { texts as es } from "../../texts/es/page-editor.ts";
import { texts as fr } from "../../texts/fr/page-editor.ts";
import { dialogTable } from "../dialog-table.ts";
import { dockPanels } from "../dock-panels.tsx";
import { commandTable, groupStarts } from "./table.ts";

const editor = new Editor(new LiveFigures());
const commands = commandTable(new OwnSession(editor));

/** A binding with its modifiers in one order, without case. */
function normal(binding: string): string {
  const presses = binding.split(" ").map((press) => {
    const parts = press.split(/\b\+/);
    const key = parts.pop()?.replace(/^(Key|Digit)(?=.$)/, "");
    return [...parts.sort(), key].join("+").toLowerCase();
  });
  return presses.join(" ");
}

test("no two commands share a key", () => {
  const taken = new Map<string, string>();
  for (const { id, keys = [] } of commands)
    for (const key of keys.map(normal)) {
      expect(taken.get(key), `${key} of ${id}`).toBeUndefined();
      taken.set(key, id);
    }
});

test("no two commands share an id", () => {
  expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length);
});

test("every dialog's command and every dock panel is in the table of commands", () => {
  const ids = new Set(commands.map(({ id }) => id));
  const fromTables = [
    ...Object.values(dialogTable).flatMap(({ command }) => (command === undefined ? [] : [command.id])),
    ...dockPanels.map(({ id }) => `view.${id}`),
  ];
  expect(fromTables.filter((id) => !ids.has(id))).toEqual([]);
});

test("lines in menus stand above commands that there are", () => {
  const ids = commands.map(({ id }) => id);
  expect([...groupStarts].filter((id) => !ids.includes(id))).toEqual([]);
});

test.each(Object.entries({ en, es, de, fr }))("every command has a title in %s", (_language, { table }) => {
  const titles: Readonly<Record<string, string>> = table;
  for (const { id, title } of commands) expect(titles[title], id).toMatch(/\S/);
});
