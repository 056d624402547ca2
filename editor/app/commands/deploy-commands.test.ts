import { expect, test } from "vitest";
import type { Flow } from "#engine/flow/schema.ts";
import { runCommand } from "../../document/command.ts";
import { Editor } from "../../document/editor.ts";
import { FlowTab } from "../../document/flow-tab.ts";
import { LiveFigures } from "../../figures/live-figures.ts";
import { deployCommands } from "./deploy-commands.ts";

const flow: Flow = { format: "patchbay.flow/1", id: "f", name: "Deployed", nodes: [], edges: [] };
const discard = deployCommands.find(({ id }) => id === "file.discard");
if (discard === undefined) throw new Error("file.discard is no command");

function open(deployed: Flow | undefined): Editor {
  const editor = new Editor(new LiveFigures());
  const standing = deployed === undefined ? undefined : { flow: deployed, revision: 3 };
  const tab = new FlowTab({ flow, deployed: standing, baseRevision: 3 });
  editor.workspace.setState({ tabs: [tab], activeId: tab.id });
  return editor;
}

test("discarding changes brings back what is deployed, and one undo brings back the changes", async () => {
  const editor = open(flow);
  expect(discard.isEnabled?.(editor)).toBe(false);
  editor.change((now) => ({ ...now, name: "Changed" }));
  editor.change((now) => ({ ...now, name: "Changed twice" }));
  expect(discard.isEnabled?.(editor)).toBe(true);
  await runCommand(editor, discard);
  expect(editor.flow).toEqual(flow);
  editor.undo();
  expect(editor.flow?.name).toBe("Changed twice");
});

test("a flow that was never deployed has nothing to go back to", () => {
  expect(discard.isEnabled?.(open(undefined))).toBe(false);
});
