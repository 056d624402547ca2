import { join } from "node:path";

/** Where models are kept and come from. */
export interface ModelSettings {
  /** Folder of installed models. */
  readonly folder: string;
  /** The hub, without a slash at its end. */
  readonly endpoint: string;
  readonly token: string | undefined;
  /** Folder to copy from in the place of the hub. */
  readonly offlineFolder: string | undefined;
  /** Where proxies are named: HTTPS_PROXY, HTTP_PROXY, NO_PROXY. */
  readonly env: NodeJS.ProcessEnv;
}

/** Settings from environment variables; one that is empty counts as not set. */
export function modelSettings(env: NodeJS.ProcessEnv = process.env): ModelSettings {
  const value = (name: string) => env[name]?.trim() || undefined;
  return {
    folder: modelsFolder(env),
    endpoint: (value("HF_ENDPOINT") ?? "https://huggingface.co").replace(/\/+$/, ""),
    token: value("HF_TOKEN"),
    offlineFolder: value("PATCHBAY_MODELS_OFFLINE"),
    env,
  };
}

/** The folder of installed models: PATCHBAY_MODELS, else `models` in the data folder. It need not exist. */
export function modelsFolder(env: NodeJS.ProcessEnv = process.env): string {
  const named = env["PATCHBAY_MODELS"]?.trim();
  return named || join(env["PATCHBAY_DATA"]?.trim() || "data", "models");
}
