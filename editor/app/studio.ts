import { flowApi } from "../api/flow-api.ts";
import { ShownLines } from "../debug/shown-lines.ts";
import type { Command } from "../document/command.ts";
import { Editor } from "../document/editor.ts";
import { BadgeBoard } from "../figures/badge-board.ts";
import { LiveFigures } from "../figures/live-figures.ts";
import { AwaitedModels } from "../inspector/controls/awaited-models.ts";
import type { InspectorParts } from "../inspector/inspector-context.ts";
import { LiveTuner } from "../inspector/live-tuning.ts";
import { MachineAnswers } from "../inspector/machine-answers.ts";
import { OwnSession } from "../sessions/own-session.ts";
import { commandTable } from "./commands/table.ts";

/** Everything that the editor's page has one of, made here and handed down: no room keeps its own. */
export interface Studio {
  readonly editor: Editor;
  readonly session: OwnSession;
  readonly badges: BadgeBoard;
  readonly shown: ShownLines;
  readonly inspector: InspectorParts;
  readonly commands: readonly Command[];
}

/** Makes what the editor's page consists of, once. */
export function createStudio(): Studio {
  const figures = new LiveFigures();
  const editor = new Editor(figures);
  const session = new OwnSession(editor);
  return {
    editor,
    session,
    badges: new BadgeBoard(figures),
    shown: new ShownLines(),
    inspector: {
      tuner: new LiveTuner(flowApi.tune),
      awaitedModels: new AwaitedModels(),
      machine: new MachineAnswers(),
    },
    commands: commandTable(session),
  };
}
