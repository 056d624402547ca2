import { type ErrorCode, errorTable } from "../errors.ts";

/** One thing wrong with a flow: where, what, and what to do about it. */
export interface Problem {
  readonly code: ErrorCode;
  readonly nodeId?: string | undefined;
  readonly field?: string | undefined;
  readonly message: string;
  readonly hint: string;
}

/** A problem with the table's hint unless a better one is known. */
export function problem(
  code: ErrorCode,
  message: string,
  where: { nodeId?: string | undefined; field?: string | undefined; hint?: string } = {},
): Problem {
  const { nodeId, field, hint = errorTable[code].hint } = where;
  return { code, nodeId, field, message, hint };
}
