import { expect, test } from "vitest";
import { modelOf } from "./model-of.ts";

const module = "file:///patchbay/nodes/translate/task.ts";

test("a task's model is the folder or file that its input names, else the folder of its module", () => {
  expect(modelOf({ module, input: { modelDir: "/models/whisper-tiny" } })).toBe("whisper-tiny");
  expect(modelOf({ module, input: { folder: "/models/m2m100" } })).toBe("m2m100");
  expect(modelOf({ module, input: { modelPath: "/models/silero.onnx" } })).toBe("silero.onnx");
  expect(modelOf({ module, input: { modelPath: "/models/voiceprint/model.onnx" } })).toBe("voiceprint");
  for (const input of [undefined, null, 7, { modelDir: 7 }])
    expect(modelOf({ module, input })).toBe("translate");
});
