import type { ModelKind } from "#engine/graph/model-kind.ts";
import type { CatalogueEntry, ModelsAnswer, UsableModel } from "#engine/protocol/rest/models.ts";
import type { text } from "../texts/texts.ts";
import { formatSize } from "../ui/format.ts";
import type { Offer } from "./controls/combo-box.tsx";
import { languageIn } from "./controls/language-offers.ts";

/** Languages that are named; of more only the count is given. */
const namedLanguages = 3;

/** The models of a kind, and those whose kind is not known: what is there, then what the catalogue has beside it. */
export function modelsFor(
  wanted: ModelKind | undefined,
  { models, catalogue }: Pick<ModelsAnswer, "models" | "catalogue">,
): { readonly here: readonly UsableModel[]; readonly toPull: readonly CatalogueEntry[] } {
  const suits = (kind: string | undefined) => kind === undefined || wanted === undefined || kind === wanted;
  const here = models.filter(({ kind }) => suits(kind));
  const names = new Set(models.map(({ name }) => name));
  return {
    here,
    toPull: catalogue.filter(({ id, kind }) => suits(kind) && !names.has(id)),
  };
}

/** Those models to pick from. */
export function modelOffers(
  { here, toPull }: ReturnType<typeof modelsFor>,
  t: typeof text,
  reader: string,
): Offer[] {
  const present = here.map(({ name, origin, isPresent }) => {
    const note = t(isPresent ? `inspector.model.${origin}` : "inspector.model.absent");
    return { value: name, label: name, note, isMuted: !isPresent };
  });
  const others = toPull.map((model) => ({
    value: model.id,
    label: model.id,
    note: t(model.state === "pulling" ? "inspector.model.pulling" : "inspector.model.toPull"),
    detail: describeModel(model, t, reader),
    isMuted: true,
  }));
  return [...present, ...others];
}

/** Title, size, languages and licence of a model in one line, as far as they are known. */
export function describeModel(model: CatalogueEntry, t: typeof text, reader: string): string {
  const { title, sizeBytes, languages, licence } = model;
  const spoken =
    languages.length > namedLanguages
      ? t("inspector.model.languages", { count: languages.length })
      : languages.map((code) => languageIn(code, reader)).join(", ");
  const size = sizeBytes === undefined ? "" : formatSize(sizeBytes);
  return [title, size, spoken, licence].filter((part) => part !== "").join(" · ");
}
