import { type Static, type TSchema, Type } from "typebox";
import type { Problem } from "#engine/flow/problem.ts";

/** One thing wrong with a flow. */
export const problemSchema = Type.Object({
  code: Type.String(),
  nodeId: Type.Optional(Type.String()),
  field: Type.Optional(Type.String()),
  message: Type.String(),
  hint: Type.String(),
});

/** A problem as JSON: without the fields that it leaves undefined. */
export function toJsonProblem({ nodeId, field, ...rest }: Problem): Static<typeof problemSchema> {
  return {
    ...rest,
    ...(nodeId === undefined ? {} : { nodeId }),
    ...(field === undefined ? {} : { field }),
  };
}

/** What every request gets that is refused or fails. */
export const errorSchema = Type.Object(
  {
    error: Type.Object({
      code: Type.String({ description: "A stable code of engine/ERRORS.md." }),
      message: Type.String(),
      field: Type.Optional(Type.String({ description: "Field, setting or file concerned." })),
      nodeId: Type.Optional(Type.String()),
      hint: Type.String({ description: "What to do next." }),
      correlationId: Type.String({
        description: "Also X-Request-Id of the answer, and request_id in the log.",
      }),
      problems: Type.Optional(
        Type.Array(problemSchema, { description: "With flow.invalid: everything that is wrong." }),
      ),
      baseRevision: Type.Optional(
        Type.Integer({ description: "With flow.stale-revision: what the change was made to." }),
      ),
      currentRevision: Type.Optional(
        Type.Integer({ description: "With flow.stale-revision: what is deployed." }),
      ),
    }),
  },
  { description: "Refused or failed." },
);

export type ErrorBody = Static<typeof errorSchema>;

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
