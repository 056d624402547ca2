import { formatBytes } from "#engine/protocol/format-bytes.ts";
import { type CatalogueModel, filesOf, loadCatalogue } from "#runtime-workers/models/catalogue.ts";
import { installedModels, listModels } from "#runtime-workers/models/resolve.ts";
import { formatTable } from "./table.ts";

/** One line a model: those that are there, then those that may be pulled. */
export function modelLines(folder: string): string[] {
  const installed = new Map(installedModels(folder).map(({ name, manifest }) => [name, manifest]));
  const present = listModels().filter(({ isPresent }) => isPresent);
  const available = loadCatalogue().filter(({ id }) => !installed.has(id));
  const rows = [
    ...present.map(({ name, kind, origin }) => {
      const manifest = origin === "installed" ? installed.get(name) : undefined;
      const bytes = manifest?.files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
      const size = bytes === undefined ? "" : formatBytes(bytes);
      return [name, kind ?? "any", origin, manifest?.variant ?? "", size, manifest?.licence ?? ""];
    }),
    ...available.map((model) => {
      return [model.id, model.kind, "to pull", model.variants.join(","), sizeOf(model), model.licence];
    }),
  ];
  return formatTable(["model", "kind", "state", "variant", "size", "licence"], rows);
}

/** The same as JSON. */
export function modelsAsJson(folder: string): string {
  const installed = installedModels(folder).map(({ name, manifest }) => ({ name, ...manifest }));
  const catalogue = loadCatalogue().map(({ files: _, ...model }) => model);
  return JSON.stringify({ folder, models: listModels(), installed, catalogue }, undefined, 2);
}

/** Size of the default variant, where the catalogue knows that of every file. */
function sizeOf(model: CatalogueModel): string {
  const sizes = filesOf(model, model.variants[0]).map(({ sizeBytes }) => sizeBytes);
  if (!sizes.every((size) => size !== undefined)) return "?";
  return formatBytes(sizes.reduce((sum, size) => sum + size, 0));
}
