import { focusField } from "../inspector/focus-field.ts";
import type { Editor } from "../state/editor.ts";
import { problemsOf } from "../state/problems.ts";
import type { Command } from "./command.ts";

/** Place in the list of problems that was shown last, by editor. */
const shown = new WeakMap<Editor, number>();

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

function goToProblem(editor: Editor, by: 1 | -1): void {
  const problems = editor.flow === undefined ? [] : problemsOf(editor.flow);
  const last = shown.get(editor) ?? (by === 1 ? -1 : 0);
  const at = (last + by + problems.length) % problems.length;
  const problem = problems[at];
  if (problem === undefined) return;
  shown.set(editor, at);
  focusField(editor, { nodeId: problem.nodeId, field: problem.field ?? "/name" });
}
