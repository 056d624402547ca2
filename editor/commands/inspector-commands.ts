import { goToProblem } from "../inspector/go-to-problem.ts";
import type { Editor } from "../state/editor.ts";
import { problemsOf } from "../state/problems.ts";
import type { Command } from "./command.ts";

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
