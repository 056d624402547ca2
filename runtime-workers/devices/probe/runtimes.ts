import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Libraries beside the bundled ones, which an installation has or has not. */
export interface Runtimes {
  /** ONNX Runtime's CUDA provider, which npm brings by a download. */
  readonly cuda: boolean;
  /** The package openvino-node, an optional dependency that is silently absent without network. */
  readonly openvino: boolean;
}

/** What this installation has. */
export function installedRuntimes(): Runtimes {
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve("onnxruntime-node/package.json"));
  const { platform, arch } = process;
  const provider = join(folder, "bin", "napi-v6", platform, arch, "libonnxruntime_providers_cuda.so");
  return { cuda: existsSync(provider), openvino: isInstalled(require) };
}

/** Its native part comes by a download of its own; without it the package is of no use. */
function isInstalled(require: NodeJS.Require): boolean {
  try {
    return existsSync(join(dirname(require.resolve("openvino-node")), "..", "bin", "ov_node_addon.node"));
  } catch {
    return false;
  }
}
