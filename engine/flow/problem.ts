import { type ErrorCode, errorTable } from "../errors.ts";

/** One thing wrong with a flow: where, what, and how to mend it. */
export interface Problem {
  readonly code: ErrorCode;
  readonly nodeId?: string | undefined;
  readonly field?: string | undefined;
  readonly message: string;
  readonly mend: string;
}

/** A problem with the table's mend unless a better one is known. */
export function problem(
  code: ErrorCode,
  message: string,
  where: { nodeId?: string | undefined; field?: string | undefined; mend?: string } = {},
): Problem {
  const { nodeId, field, mend = errorTable[code].mend } = where;
  return { code, nodeId, field, message, mend };
}
