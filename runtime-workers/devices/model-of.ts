import { basename, dirname } from "node:path";
import type { TaskRequest } from "#engine/runtime/host.ts";

/**
 * What a task needs of a device, as a short name: the folder or file that its input names by `modelDir`, `folder` or
 * `modelPath`, else the folder of its module.
 */
export function modelOf({ module, input }: Pick<TaskRequest, "module" | "input">): string {
  const fields = (input ?? {}) as { readonly [Name in "modelDir" | "folder" | "modelPath"]?: unknown };
  const path = [fields.modelDir, fields.folder, fields.modelPath].find((each) => typeof each === "string");
  if (typeof path !== "string") return basename(dirname(module));
  const name = basename(path);
  return name === "model.onnx" ? basename(dirname(path)) : name;
}
