import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Libraries beside the bundled ones, which an installation has or has not. */
export interface Runtimes {
  /** ONNX Runtime's CUDA provider, which npm brings by a download. */
  readonly cuda: boolean;
  /** The package openvino-node, an optional dependency that is silently absent without network. */
  readonly openvino: boolean;
  /** The package openvino-genai-node, optional in the same way: it runs OpenVINO exports of Whisper. */
  readonly genai: boolean;
}

/** What this installation has. */
export function installedRuntimes(): Runtimes {
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve("onnxruntime-node/package.json"));
  const { platform, arch } = process;
  const provider = join(folder, "bin", "napi-v6", platform, arch, "libonnxruntime_providers_cuda.so");
  return {
    cuda: existsSync(provider),
    openvino: isInstalled(require, "openvino-node", "ov_node_addon.node"),
    genai: isInstalled(require, "openvino-genai-node", "genai_node_addon.node"),
  };
}

/** Its native part comes by a download of its own; without it the package is of no use. */
function isInstalled(require: NodeJS.Require, name: string, nativePart: string): boolean {
  try {
    return existsSync(join(dirname(require.resolve(name)), "..", "bin", nativePart));
  } catch {
    return false;
  }
}
