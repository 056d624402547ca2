import type { AudioHello } from "#engine/protocol/audio-stream.ts";
import type { AudioDecoder } from "./decoder.ts";
import { PcmDecoder } from "./pcm-decoder.ts";
import { WebmOpusDecoder } from "./webm-opus-decoder.ts";

/** A decoder for the format that a client announces. */
export function createAudioDecoder(hello: AudioHello): AudioDecoder {
  if (hello.format === "webm-opus") return new WebmOpusDecoder();
  return new PcmDecoder(hello.format, hello.sampleRateHz, hello.channels);
}
