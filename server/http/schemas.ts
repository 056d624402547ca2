import { type TSchema, Type } from "typebox";
import type { Problem } from "#engine/flow/problem.ts";
import { errorSchema, type JsonProblem } from "#engine/protocol/rest/errors.ts";

/** A problem as JSON: without the fields that it leaves undefined. */
export function toJsonProblem({ nodeId, field, ...rest }: Problem): JsonProblem {
  return {
    ...rest,
    ...(nodeId === undefined ? {} : { nodeId }),
    ...(field === undefined ? {} : { field }),
  };
}

/** An answer of its own for success, and the common one for everything else. */
export function answers<Schema extends TSchema, Status extends number = 200>(
  schema: Schema,
  status?: Status,
): { [Key in Status]: Schema } & { "4xx": typeof errorSchema; "5xx": typeof errorSchema } {
  const success = { [status ?? 200]: schema } as { [Key in Status]: Schema };
  return { ...success, "4xx": errorSchema, "5xx": errorSchema };
}

/** The answer to what leaves nothing to say. */
export const noContent = Type.Null({ description: "Done." });

/** `:id` of a path. */
export const idParams = Type.Object({ id: Type.String({ minLength: 1, maxLength: 128 }) });
