import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { FlowError } from "#engine/errors.ts";
import { SpeechRecogniser } from "./openvino-genai.ts";
import { type FakeGenAiOptions, fakeGenAi, type Recognition } from "./testing-genai.ts";

const folder = mkdtempSync(join(tmpdir(), "patchbay-genai-"));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, "config.json"), '{"model_type": "whisper"}');
writeFileSync(join(folder, "generation_config.json"), '{"lang_to_id": {"<|en|>": 1, "<|de|>": 2}}');
writeFileSync(join(folder, "preprocessor_config.json"), '{"chunk_length": 30, "sampling_rate": 16000}');
for (const part of ["encoder_model", "decoder_model", "tokenizer", "detokenizer"]) {
  writeFileSync(join(folder, `openvino_${part}.xml`), "");
}

const recognition: Recognition = {
  language: "en",
  segments: [{ text: " Good morning.", startTs: 0.1, endTs: 0.9 }],
  words: [
    { text: " Good", startTs: 0.1, endTs: 0.4 },
    { text: " morning.", startTs: 0.4, endTs: 0.9 },
  ],
};
const config = { task: "transcribe", return_timestamps: false, word_timestamps: true } as const;
const second = new Float32Array(16000);
const never = () => {};

function fake(options: Partial<FakeGenAiOptions> = {}) {
  return fakeGenAi({ recognise: async () => recognition, ...options });
}

test.each([
  ["npu", "NPU"],
  ["intel-gpu:1", "GPU.1"],
  ["cpu", "CPU"],
])("on %s the recogniser is loaded once on %s, with a cache and word times", async (device, native) => {
  const genAi = fake();
  const recogniser = await SpeechRecogniser.load(genAi, folder, device, true);
  expect(recogniser.hasWords).toBe(true);
  const properties = { CACHE_DIR: expect.stringMatching(/patchbay/), word_timestamps: true };
  expect(genAi.loaded).toEqual([{ folder, device: native, properties }]);
});

test("text, language and times come as the recogniser gave them, its score of 1 does not", async () => {
  const recogniser = await SpeechRecogniser.load(fake(), folder, "npu", true);
  expect(await recogniser.generate(second, config, never)).toEqual({
    text: " Good morning.",
    language: "en",
    chunks: undefined,
    words: recognition.words,
  });
  const asked = { ...config, return_timestamps: true, word_timestamps: false };
  expect(await recogniser.generate(second, asked, never)).toMatchObject({
    chunks: recognition.segments,
    words: undefined,
  });
});

test("an export or device that cannot time words is loaded without", async () => {
  const refuse: FakeGenAiOptions["refuse"] = (_, { word_timestamps: words }) =>
    words === true ? "Check '!self_attn_nodes.empty()' failed" : undefined;
  const genAi = fake({ refuse });
  const recogniser = await SpeechRecogniser.load(genAi, folder, "npu", true);
  expect(recogniser.hasWords).toBe(false);
  expect(genAi.loaded).toHaveLength(2);
  expect((await recogniser.generate(second, { ...config, word_timestamps: false }, never)).text).toBe(
    " Good morning.",
  );
});

test("audio that comes while another is in progress waits for its turn", async () => {
  const recogniser = await SpeechRecogniser.load(fake(), folder, "npu", true);
  const all = [1, 2, 3].map(() => recogniser.generate(second, config, never));
  expect((await Promise.all(all)).map(({ text }) => text)).toEqual(Array(3).fill(" Good morning."));
});

test("a cancel stops the recogniser at the next token, and the one that waits is served", async () => {
  const genAi = fake();
  const recogniser = await SpeechRecogniser.load(genAi, folder, "npu", true);
  let calls = 0;
  const cancelled = recogniser.generate(second, config, () => {
    if (++calls > 1) throw new FlowError("task.cancelled");
  });
  const next = recogniser.generate(second, config, never);
  await expect(cancelled).rejects.toMatchObject({ code: "task.cancelled" });
  expect(genAi.streamed).toEqual([" Good"]);
  expect((await next).text).toBe(" Good morning.");
});

test("one that was cancelled while it waited does not run", async () => {
  const genAi = fake();
  const recogniser = await SpeechRecogniser.load(genAi, folder, "npu", true);
  const first = recogniser.generate(second, config, never);
  const waiting = recogniser.generate(second, config, () => {
    throw new FlowError("task.cancelled");
  });
  await expect(waiting).rejects.toMatchObject({ code: "task.cancelled" });
  await first;
  expect(genAi.asked).toHaveLength(1);
});

test("a recogniser that does not load or that fails later is the device's failure; the next audio is tried again", async () => {
  const refuse = () => "Exception from src/plugins/intel_npu: no device";
  await expect(SpeechRecogniser.load(fake({ refuse }), folder, "npu", true)).rejects.toMatchObject({
    code: "device.failed",
    message: "npu failed: Exception from src/plugins/intel_npu: no device",
  });
  let failure: string | undefined = "ZE_RESULT_ERROR_DEVICE_LOST";
  const recogniser = await SpeechRecogniser.load(fake({ fail: () => failure }), folder, "npu", true);
  await expect(recogniser.generate(second, config, never)).rejects.toMatchObject({
    code: "device.failed",
    message: expect.stringContaining("ZE_RESULT_ERROR_DEVICE_LOST"),
  });
  failure = undefined;
  expect((await recogniser.generate(second, config, never)).text).toBe(" Good morning.");
});
