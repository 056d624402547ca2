import { readFileSync } from "node:fs";
import { join } from "node:path";
import { answerQuestions } from "../../support/measurer.ts";

/**
 * Decodes one window of 30 s with sherpa-onnx when asked: greedy, as the model's precision is. Arguments: the model's folder
 * (encoder.onnx, decoder.onnx, tokens.txt), a file of raw float32 at 16 kHz, threads.
 */
const [folder = "", audio = "", threads = "1"] = process.argv.slice(2);

/** What is used of the peer, whose types are there only once it is installed. */
interface Peer {
  readonly OfflineRecognizer: new (config: object) => Recogniser;
}
interface Recogniser {
  createStream(): Stream;
  decode(stream: Stream): void;
  getResult(stream: Stream): { readonly tokens: readonly string[] };
}
interface Stream {
  acceptWaveform(wave: { samples: Float32Array; sampleRate: number }): void;
}

const peerModule = "sherpa-onnx-node";
const { default: peer } = (await import(peerModule)) as { default: Peer };
const recogniser = new peer.OfflineRecognizer({
  featConfig: { sampleRate: 16000, featureDim: 80 },
  modelConfig: {
    whisper: {
      encoder: join(folder, "encoder.onnx"),
      decoder: join(folder, "decoder.onnx"),
      language: "en",
      task: "transcribe",
    },
    tokens: join(folder, "tokens.txt"),
    numThreads: Number(threads),
    provider: "cpu",
  },
});
const bytes = readFileSync(audio);
/** From 29.5 s on it warns that it leaves out the rest; it pads to 30 s by itself. */
const usedSamples = 29.4 * 16000;
const samples = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4).subarray(0, usedSamples);

answerQuestions(async () => {
  const startedMs = performance.now();
  const stream = recogniser.createStream();
  stream.acceptWaveform({ samples, sampleRate: 16000 });
  const featuredMs = performance.now();
  recogniser.decode(stream);
  const { tokens } = recogniser.getResult(stream);
  const endedMs = performance.now();
  return { wholeMs: endedMs - startedMs, featuresMs: featuredMs - startedMs, tokens };
});
