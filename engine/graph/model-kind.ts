/** What a model does; a task asks for a kind, so that a translator is never loaded as a recogniser. */
export const modelKinds = ["asr", "translation", "speaker-embedding", "segmentation", "vad"] as const;
export type ModelKind = (typeof modelKinds)[number];
