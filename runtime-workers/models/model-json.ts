import { readFile } from "node:fs/promises";
import type { Static, TSchema } from "typebox";
import { Check, Errors } from "typebox/schema";
import { FlowError } from "#engine/errors.ts";

/** A JSON file of a model. @throws {FlowError} `model.broken` when it is not there, damaged or of another shape */
export async function readModelJson<T extends TSchema>(path: string, schema: T): Promise<Static<T>> {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(path, "utf8"));
  } catch (cause) {
    throw new FlowError("model.broken", { message: `${path} cannot be read as JSON.`, cause });
  }
  if (Check(schema, json)) return json;
  const [, [problem]] = Errors(schema, json);
  const place = problem === undefined ? "" : ` ${problem.instancePath} ${problem.message}`;
  throw new FlowError("model.broken", { message: `${path} has not what the model needs:${place}.` });
}
