import type { CatalogueModel } from "./catalogue.ts";
import { createFolderSource } from "./folder-source.ts";
import { createHubSource } from "./hub.ts";
import { type PullProgress, pullModel } from "./install.ts";
import type { Manifest } from "./manifest.ts";
import type { ModelSettings } from "./settings.ts";
import type { ModelSource } from "./source.ts";

/** Pulls a model from the offline folder where one is named, else from the hub. @throws {FlowError} see {@link pullModel} */
export async function pullFrom(
  model: CatalogueModel,
  variant: string | undefined,
  options: {
    readonly settings: ModelSettings;
    readonly signal: AbortSignal;
    readonly onProgress: (progress: PullProgress) => void;
  },
): Promise<Manifest> {
  const { settings, signal, onProgress } = options;
  const source = sourceOf(settings, model.repo);
  try {
    return await pullModel({ model, variant, source, folder: settings.folder, signal, onProgress });
  } finally {
    source.close();
  }
}

function sourceOf(settings: ModelSettings, repo: string): ModelSource {
  const { offlineFolder } = settings;
  return offlineFolder === undefined
    ? createHubSource(settings, repo)
    : createFolderSource(offlineFolder, repo);
}
