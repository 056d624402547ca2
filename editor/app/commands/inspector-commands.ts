import type { Command } from "../../document/command.ts";
import type { Editor } from "../../document/editor.ts";
import { goToProblem } from "../../document/go-to-problem.ts";
import { problemsOf } from "../../document/problems.ts";

/** Commands of the inspector: from problem to problem. */
export const inspectorCommands: readonly Command[] = [
  {
    id: "view.next-problem",
    section: "view",
    title: "inspector.command.nextProblem",
    keys: ["F8"],
    isEnabled: hasProblems,
    run: (editor) => goToProblem(editor, 1),
  },
  {
    id: "view.previous-problem",
    section: "view",
    title: "inspector.command.previousProblem",
    keys: ["Shift+F8"],
    isEnabled: hasProblems,
    run: (editor) => goToProblem(editor, -1),
  },
];

function hasProblems({ flow }: Editor): boolean {
  return flow !== undefined && problemsOf(flow).length > 0;
}
