import { type Static, Type } from "typebox";
import type { ErrorCode } from "../../errors.ts";

/** One thing wrong with a flow. */
export const problemSchema = Type.Object({
  code: Type.Unsafe<ErrorCode>(Type.String({ description: "A stable code of engine/ERRORS.md." })),
  nodeId: Type.Optional(Type.String()),
  field: Type.Optional(Type.String()),
  message: Type.String(),
  hint: Type.String(),
});

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

export type JsonProblem = Static<typeof problemSchema>;
export type ErrorBody = Static<typeof errorSchema>;
