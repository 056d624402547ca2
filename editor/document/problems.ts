import type { Problem } from "#engine/flow/problem.ts";
import type { Flow } from "#engine/flow/schema.ts";
import { flowProblems } from "#engine/flow/validate.ts";
import { catalogue } from "./catalogue.ts";

const known = new WeakMap<Flow, readonly Problem[]>();

/** Everything that keeps a draft from being deployed; checked once a document. */
export function problemsOf(flow: Flow): readonly Problem[] {
  const found = known.get(flow);
  if (found !== undefined) return found;
  const problems = flowProblems(flow, catalogue);
  known.set(flow, problems);
  return problems;
}
