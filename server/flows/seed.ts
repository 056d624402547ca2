import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { formatProblem } from "#engine/errors.ts";
import type { Flow } from "#engine/flow/schema.ts";
import { parseFlowJson, validateFlow } from "#engine/flow/validate.ts";
import type { NodeCatalogue } from "#engine/graph/definition.ts";
import type { Logger } from "#engine/runtime/logger.ts";

/** The flows of a folder, in order of their file names. One that may not run is left out, with a warning. */
export function readFlows(folder: string, catalogue: NodeCatalogue, log: Logger): Flow[] {
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return files.sort().flatMap((file) => {
    const checked = validateFlow(parseFlowJson(readFileSync(join(folder, file), "utf8")), catalogue);
    if (checked.ok) return [checked.flow];
    log.warn("an example flow is left out", { file, problems: checked.problems.map(formatProblem) });
    return [];
  });
}
