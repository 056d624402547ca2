import { FlowError } from "#engine/errors.ts";
import type { Problem } from "#engine/flow/problem.ts";

/** A flow that is refused, with every reason. */
export class InvalidFlow extends FlowError {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const count = problems.length === 1 ? "one problem" : `${problems.length} problems`;
    super("flow.invalid", { message: `The flow has ${count}.` });
    this.problems = problems;
  }
}

/** A change to a flow that somebody else has deployed meanwhile. */
export class StaleRevision extends FlowError {
  /** Revision that the change was made to. */
  readonly baseRevision: number;
  /** Revision that is deployed. */
  readonly currentRevision: number;

  constructor(flowId: string, baseRevision: number, currentRevision: number) {
    super("flow.stale-revision", {
      field: "baseRevision",
      message: `"${flowId}" is at revision ${currentRevision}; the change was made to revision ${baseRevision}.`,
    });
    this.baseRevision = baseRevision;
    this.currentRevision = currentRevision;
  }
}
