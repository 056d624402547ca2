import type { Editor } from "./editor.ts";
import { focusField } from "./focus-field.ts";
import { problemsOf } from "./problems.ts";

/** Shows the problem after or before the one that was shown last: selects its node, with the focus on the field. */
export function goToProblem(editor: Editor, by: 1 | -1): void {
  const count = editor.flow === undefined ? 0 : problemsOf(editor.flow).length;
  const last = editor.view.getState().shownProblem ?? (by === 1 ? -1 : 0);
  show(editor, (last + by + count) % count);
}

/** Shows the first problem; F8 goes on from there. */
export function goToFirstProblem(editor: Editor): void {
  show(editor, 0);
}

function show(editor: Editor, at: number): void {
  const problem = editor.flow && problemsOf(editor.flow)[at];
  if (problem === undefined) return;
  editor.view.setState({ shownProblem: at });
  focusField(editor, { nodeId: problem.nodeId, field: problem.field ?? "/name" });
}
