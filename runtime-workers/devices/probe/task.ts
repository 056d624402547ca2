import { fileURLToPath } from "node:url";
import { FlowError } from "#engine/errors.ts";
import { float32 } from "../../inference/session.ts";
import { defineTask } from "../../inference/task.ts";

/** `y = x · x` for a matrix of 2 by 2: static shapes, which an NPU wants. Its test writes the same bytes. */
const model = fileURLToPath(new URL("./probe.onnx", import.meta.url));

/** The tiny inference by which a device shows that it works. */
export const task = defineTask<null, null>({
  /** @throws {FlowError} `device.failed` */
  async run(_input, worker) {
    const session = await worker.session(model);
    const { y } = await session.run({ x: float32(Float32Array.of(1, 2, 3, 4), [2, 2]) });
    const found = [...(y?.data ?? [])].map(Number);
    // Small integers: exact in half precision too.
    if (found.join() === "7,10,15,22") return null;
    throw new FlowError("device.failed", {
      message: `${worker.device} computes wrongly: ${found.join(" ")}.`,
    });
  },
});
