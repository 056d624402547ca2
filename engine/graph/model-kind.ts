/**
 * What a model does; a task asks for a kind, so that a translator is never loaded as a recogniser. `translation` knows many
 * languages (M2M100), `translation-pair` turns one into one other (Marian).
 */
export const modelKinds = [
  "asr",
  "translation",
  "translation-pair",
  "speaker-embedding",
  "segmentation",
  "vad",
] as const;
export type ModelKind = (typeof modelKinds)[number];

/** A model by the name that people give it. Where its files are, the worker finds out. */
export interface ModelRef {
  /** The value of a node's setting: a model that ships, or the folder of one that is installed. */
  readonly name: string;
  readonly kind: ModelKind;
}
