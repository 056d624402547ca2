/** Sizes of a Whisper model. */
export interface WhisperSize {
  readonly name: string;
  /** Whether the weights of its products are bytes. */
  readonly isInt8: boolean;
  readonly width: number;
  readonly heads: number;
  /** Layers of the encoder, and as many of the decoder. */
  readonly layers: number;
  readonly melBands: number;
  readonly vocabulary: number;
  /** Frames that the encoder gives; it takes twice as many. */
  readonly audioPositions: number;
  /** Most tokens that the decoder holds. */
  readonly textPositions: number;
  /** Rows of the embedding from here on are zero: the end of text and all special tokens, which so never win. */
  readonly zeroFrom: number;
  /** (layer, head) pairs whose cross-attention gives the times of words. */
  readonly alignmentHeads: readonly (readonly [number, number])[];
}

const common = {
  isInt8: false,
  melBands: 80,
  vocabulary: 51865,
  audioPositions: 1500,
  textPositions: 448,
  zeroFrom: 50257,
};

/**
 * The real sizes.
 * Source: openai/whisper, ModelDimensions and _ALIGNMENT_HEADS of the checkpoints; openai/whisper-*, config.json.
 */
export const whisperSizes: Readonly<Record<"tiny" | "base" | "small", WhisperSize>> = {
  tiny: {
    ...common,
    name: "tiny",
    width: 384,
    heads: 6,
    layers: 4,
    alignmentHeads: pairs("2,2 3,0 3,2 3,3 3,4 3,5"),
  },
  base: {
    ...common,
    name: "base",
    width: 512,
    heads: 8,
    layers: 6,
    alignmentHeads: pairs("3,1 4,2 4,3 4,7 5,1 5,2 5,4 5,6"),
  },
  small: {
    ...common,
    name: "small",
    width: 768,
    heads: 12,
    layers: 12,
    alignmentHeads: pairs("5,3 5,9 8,0 8,4 8,7 8,8 9,0 9,7 9,9 10,5"),
  },
};

function pairs(text: string): readonly (readonly [number, number])[] {
  return text.split(" ").map((pair) => pair.split(",").map(Number) as [number, number]);
}

/** Width of one attention head. */
export const headWidth = ({ width, heads }: WhisperSize) => width / heads;
