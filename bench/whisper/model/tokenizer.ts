/** A made-up tokenizer with the ids of Whisper's multilingual one: 50257 byte-pair tokens, the end, special tokens, times. */
const bytePairs = 50257;
const timestamps = 1501;

/** Codes of Whisper's languages in the order of their tokens. Source: openai/whisper tokenizer.py, LANGUAGES. */
const languageCodes = (
  "en zh de es ru ko fr ja pt tr pl ca nl ar sv it id hi fi vi he uk el ms cs ro da hu ta no th ur hr bg lt la mi ml cy " +
  "sk te fa lv bn sr az sl kn et mk br eu is hy ne mn bs kk sq sw gl mr pa si km sn yo so af oc ka be tg sd gu am yi lo " +
  "uz fo ht ps tk nn mt sa lb my bo tl mg as tt haw ln ha ba jw su"
).split(" ");

/** Special tokens and their ids. */
export const specialTokens = {
  end: bytePairs,
  start: bytePairs + 1,
  languages: languageCodes.map((code, at) => ({ code, id: bytePairs + 2 + at })),
  translate: bytePairs + 2 + languageCodes.length,
  transcribe: bytePairs + 3 + languageCodes.length,
  startOfModel: bytePairs + 4 + languageCodes.length,
  startOfPrevious: bytePairs + 5 + languageCodes.length,
  noSpeech: bytePairs + 6 + languageCodes.length,
  noTimestamps: bytePairs + 7 + languageCodes.length,
} as const;

interface AddedToken {
  readonly id: number;
  readonly content: string;
  readonly special: boolean;
}

function addedTokens(): AddedToken[] {
  const { end, start, languages, translate, transcribe, startOfModel, startOfPrevious } = specialTokens;
  const { noSpeech, noTimestamps } = specialTokens;
  const named = [
    [end, "endoftext"],
    [start, "startoftranscript"],
    ...languages.map(({ code, id }) => [id, code] as const),
    [translate, "translate"],
    [transcribe, "transcribe"],
    [startOfModel, "startoflm"],
    [startOfPrevious, "startofprev"],
    [noSpeech, "nospeech"],
    [noTimestamps, "notimestamps"],
  ] as const;
  const times = Array.from({ length: timestamps }, (_, step) => {
    return { id: noTimestamps + 1 + step, content: `<|${(step * 0.02).toFixed(2)}|>`, special: false };
  });
  return [...named.map(([id, name]) => ({ id, content: `<|${name}|>`, special: true })), ...times];
}

/** The 256 bytes as letters. Source: openai/gpt-2 encoder.py, bytes_to_unicode. */
function byteLetters(): string[] {
  const isPrintable = (byte: number) => (byte > 32 && byte < 127) || (byte > 160 && byte !== 173);
  let beyond = 256;
  return Array.from({ length: 256 }, (_, byte) => String.fromCodePoint(isPrintable(byte) ? byte : beyond++));
}

/** Words of letters, each made of one known before and one letter more, as many as the vocabulary has. */
function merges(letters: readonly string[]): (readonly [string, string])[] {
  const alphabet = [..."etaoinshrdlucmfwypvbgkjqxz"];
  const made: (readonly [string, string])[] = [];
  const growing = [letters[32] as string, ...alphabet];
  for (const stem of growing) {
    for (const letter of alphabet) {
      if (made.length === bytePairs - letters.length) return made;
      made.push([stem, letter]);
      growing.push(stem + letter);
    }
  }
  return made;
}

/** All texts of the byte-pair tokens by their ids, as byte letters. */
function vocabulary(letters: readonly string[], pairs: readonly (readonly [string, string])[]): string[] {
  return [...letters, ...pairs.map(([stem, letter]) => stem + letter)];
}

/** The content of tokenizer.json. */
export function tokenizerJson(): object {
  const letters = byteLetters();
  const pairs = merges(letters);
  const ids = vocabulary(letters, pairs).map((text, id) => [text, id] as const);
  const flags = { single_word: false, lstrip: false, rstrip: false, normalized: false };
  const byteLevel = { type: "ByteLevel", trim_offsets: true, use_regex: true };
  return {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: addedTokens().map((token) => ({ ...token, ...flags })),
    normalizer: null,
    pre_tokenizer: { ...byteLevel, add_prefix_space: false },
    post_processor: null,
    decoder: { ...byteLevel, add_prefix_space: true },
    model: {
      type: "BPE",
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: "",
      end_of_word_suffix: "",
      fuse_unk: false,
      byte_fallback: false,
      vocab: Object.fromEntries(ids),
      merges: pairs.map(([stem, letter]) => `${stem} ${letter}`),
    },
  };
}

/** The bytes of each byte-pair token, by its id. */
export function tokenBytes(): Buffer[] {
  const letters = byteLetters();
  const byteOf = new Map(letters.map((letter, byte) => [letter, byte]));
  return vocabulary(letters, merges(letters)).map((text) =>
    Buffer.from(Uint8Array.from(text, (letter) => byteOf.get(letter) as number)),
  );
}

/** The content of sherpa-onnx's tokens.txt: base64 of each token's bytes and its id. */
export function sherpaTokens(): string {
  return tokenBytes()
    .map((bytes, id) => `${bytes.toString("base64")} ${id}\n`)
    .join("");
}
