import { expect, test } from "vitest";
import { FlowError } from "#engine/errors.ts";
import type { TranscriptPacket, TranslationPacket } from "#engine/graph/packets.ts";
import { silentLogger } from "#engine/runtime/logger.ts";
import type { TaskOptions, TaskRequest, TaskRunner } from "#engine/runtime/task-runner.ts";
import { testContext } from "#engine/testing/node-context.ts";
import { runNode, startNode } from "#engine/testing/run-node.ts";
import { inProcessTasks } from "#runtime-workers/testing.ts";
import { translateNode } from "./runtime.ts";
import { splitSentences, splitToFit } from "./sentences.ts";
import type { TranslateInput } from "./task.ts";

const tasks = inProcessTasks();

const transcript = (text: string, change: Partial<TranscriptPacket> = {}): TranscriptPacket => ({
  type: "transcript",
  segmentId: 1,
  hypothesis: "final",
  text,
  language: "en",
  languageProbability: 0.9,
  averageLogProbability: -0.1,
  noSpeechProbability: 0.01,
  startSamples: 4800,
  endSamples: 96_000,
  clockRateHz: 48_000,
  ...change,
});

async function translate(
  packets: readonly TranscriptPacket[],
  config: Readonly<Record<string, unknown>>,
  runner: TaskRunner = tasks,
): Promise<TranslationPacket[]> {
  const fed = packets.map((packet) => ({ port: "transcript", packet }));
  const out = await runNode(translateNode, { packets: fed, config, tasks: runner });
  return out.map(({ packet }) => packet as TranslationPacket);
}

const sayings: readonly Readonly<Record<string, string>>[] = [
  {
    en: "Where is the train station?",
    es: "¿Dónde está la estación de tren?",
    fr: "Où est la gare ?",
    de: "Wo ist der Bahnhof?",
  },
  {
    en: "The meeting is on Friday.",
    es: "La reunión es el viernes.",
    fr: "La réunion est vendredi.",
    de: "Die Besprechung ist am Freitag.",
  },
  {
    en: "How much does it cost?",
    es: "¿Cuánto cuesta?",
    fr: "Combien ça coûte ?",
    de: "Wie viel kostet das?",
  },
];

test.each(["en", "es", "fr", "de"])(
  "phrasebook sentences in %s come out in all other languages",
  async (from) => {
    const packets = sayings.map((saying) => transcript(saying[from] as string, { language: from }));
    const targets = ["en", "es", "fr", "de"].filter((language) => language !== from);
    const out = await translate(packets, { targetLanguages: targets });
    expect(out.map(({ text }) => text)).toEqual(
      sayings.flatMap((saying) => targets.map((language) => saying[language])),
    );
  },
);

test("a translation keeps the transcript's span, segment, speaker and text", async () => {
  const [out] = await translate([transcript("Good morning.", { segmentId: 7, speaker: 2 })], {});
  expect(out).toMatchObject({
    type: "translation",
    segmentId: 7,
    speaker: 2,
    hypothesis: "final",
    text: "Buenos días.",
    language: "es",
    sourceText: "Good morning.",
    sourceLanguage: "en",
    startSamples: 4800,
    endSamples: 96_000,
    clockRateHz: 48_000,
  });
});

test("a target that is the transcript's own language gives nothing", async () => {
  const out = await translate([transcript("Good morning.")], { targetLanguages: ["en", "de"] });
  expect(out.map(({ language }) => language)).toEqual(["de"]);
});

test("text outside the phrasebook has a lower log-probability than text in it", async () => {
  const [inside, outside] = await translate(
    [transcript("How much does it cost?"), transcript("Quantum entanglement puzzles the philosopher.")],
    {},
  );
  expect(inside?.averageLogProbability).toBeGreaterThan(-0.1);
  expect(outside?.averageLogProbability).toBeLessThan(-0.2);
});

test("each sentence of a long text is translated on its own", async () => {
  const text =
    "Thank you very much. Where is the train station? The meeting is on Friday. How much does it cost?";
  const [out] = await translate([transcript(text)], { targetLanguages: ["de"] });
  expect(out?.text).toBe(
    "Vielen Dank. Wo ist der Bahnhof? Die Besprechung ist am Freitag. Wie viel kostet das?",
  );
});

test("a text longer than the model takes, without any full stop, is translated in pieces", async () => {
  const text = new Array(60).fill("good morning thank you").join(" ");
  const [out] = await translate([transcript(text)], {});
  expect(out?.text.length).toBeGreaterThan(100);
});

test("an unknown source language is warned of once, without the text, and the session goes on", async () => {
  const warnings: unknown[] = [];
  const out: unknown[] = [];
  const { signal } = new AbortController();
  const call =
    (isWarmUp: boolean) =>
    async <Output>(module: string, input: unknown, options?: TaskOptions) => {
      const request = { nodeType: "translate", module, input, isWarmUp, devices: [], signal, ...options };
      return (await tasks.run(request)).output as Output;
    };
  const node = translateNode.create(
    testContext({
      signal,
      log: { ...silentLogger, warn: (message, fields) => warnings.push({ message, ...fields }) },
      emit: (_port, packet) => void out.push((packet as TranslationPacket).text),
      runTask: call(false),
      warmUp: call(true),
    }),
    { current: { model: "phrasebook-mt", targetLanguages: ["es"], precision: "auto", partials: false } },
  );
  await node.open?.();
  await node.process?.("transcript", transcript("Добрый день", { language: "ru" }));
  await node.process?.("transcript", transcript("Спасибо", { language: "ru" }));
  await node.process?.("transcript", transcript("Good morning."));
  expect(warnings).toEqual([expect.objectContaining({ nodeId: "node", language: "ru" })]);
  expect(JSON.stringify(warnings)).not.toMatch(/Добрый|Спасибо/);
  expect(out).toEqual(["Buenos días."]);
});

test("an unknown target language is refused at the start, with the languages that there are", async () => {
  const { session } = startNode(translateNode, { config: { targetLanguages: ["es", "tlh"] }, tasks });
  await expect(session.start()).rejects.toMatchObject({
    code: "language.unknown",
    nodeId: "node",
    field: "targetLanguages",
    message: 'The model does not know "tlh".',
    hint: expect.stringContaining("en, es, fr, de"),
  });
});

test("an unknown model is refused at the start, with the models that there are", async () => {
  const { session } = startNode(translateNode, { config: { model: "babel-fish" }, tasks });
  await expect(session.start()).rejects.toMatchObject({
    code: "model.missing",
    field: "model",
    hint: expect.stringContaining("phrasebook-mt"),
  });
});

test("partial hypotheses are translated only when asked for, and never after their final", async () => {
  const packets = [
    transcript("Good morning.", { hypothesis: "partial" }),
    transcript("Good morning. Thank you very much."),
    transcript("Good morning.", { hypothesis: "partial" }),
  ];
  const kinds = (out: readonly TranslationPacket[]) => out.map(({ hypothesis }) => hypothesis);
  expect(kinds(await translate(packets, {}))).toEqual(["final"]);
  expect(kinds(await translate(packets, { partials: true }))).toEqual(["partial", "final"]);
});

test("partials run at a lower priority, and one that is late is lost without ending the session", async () => {
  const priorities: (number | undefined)[] = [];
  const slow: TaskRunner = {
    run(request: TaskRequest) {
      priorities.push(request.priority);
      const late = { ...request, signal: AbortSignal.abort() };
      return tasks.run(priorities.length === 2 ? late : request);
    },
  };
  const packets = [transcript("Good morning.", { hypothesis: "partial" }), transcript("Good morning.")];
  const out = await translate(packets, { partials: true }, slow);
  const [, partial, final] = priorities;
  expect(partial).toBeGreaterThan(final as number);
  expect(out.map(({ hypothesis }) => hypothesis)).toEqual(["final"]);
});

test.each([
  ["without text", transcript(""), ["es", "fr"]],
  ["in a language that the model does not know", transcript("Спасибо", { language: "ru" }), ["es", "fr"]],
  ["in one of the target languages", transcript("Gracias.", { language: "es" }), ["es"]],
] as const)("partials that were shown are withdrawn by a final %s", async (_name, final, withdrawn) => {
  const packets = [transcript("Good morning.", { hypothesis: "partial" }), final];
  const out = await translate(packets, { partials: true, targetLanguages: ["es", "fr"] });
  const empty = out.filter(({ text }) => text === "");
  expect(out.slice(0, 2).map(({ hypothesis }) => hypothesis)).toEqual(["partial", "partial"]);
  expect(empty.map(({ hypothesis, language }) => [hypothesis, language])).toEqual(
    withdrawn.map((language) => ["final", language]),
  );
});

test("of a final that fails in one language the other is sent, and the partial of the first is withdrawn", async () => {
  const failing: TaskRunner = {
    async run(request) {
      const { targetLanguage, text } = (request.input ?? {}) as Partial<TranslateInput>;
      if (targetLanguage === "es" && text === "Thank you very much.") throw new FlowError("task.crashed");
      return tasks.run(request);
    },
  };
  const packets = [
    transcript("Good morning.", { hypothesis: "partial" }),
    transcript("Thank you very much."),
  ];
  const fed = packets.map((packet) => ({ port: "transcript", packet }));
  const config = { partials: true, targetLanguages: ["es", "de"] };
  const { session, outputs } = startNode(translateNode, { packets: fed, config, tasks: failing });
  await session.start();
  await expect(session.done).rejects.toMatchObject({ code: "task.crashed" });
  const sent = outputs.map(({ packet }) => packet as TranslationPacket);
  expect(sent.slice(2).map(({ language, text }) => [language, text])).toEqual([
    ["de", "Vielen Dank."],
    ["es", ""],
  ]);
  expect(session.snapshot().nodes[1]?.verdicts).toEqual({ heard: 3, lost: 1 });
});

test("of a partial that fails in one language the other is shown, and each has its verdict", async () => {
  const failing: TaskRunner = {
    async run(request) {
      const { targetLanguage } = (request.input ?? {}) as Partial<TranslateInput>;
      if (targetLanguage === "es") throw new FlowError("task.crashed");
      return tasks.run(request);
    },
  };
  const packet = transcript("Good morning.", { hypothesis: "partial" });
  const config = { partials: true, targetLanguages: ["es", "de"] };
  const options = { packets: [{ port: "transcript", packet }], config, tasks: failing };
  const { session, outputs } = startNode(translateNode, options);
  await session.start();
  await expect(session.done).rejects.toMatchObject({ code: "task.crashed" });
  const sent = outputs.map(({ packet }) => packet as TranslationPacket);
  expect(sent.map(({ language, hypothesis }) => [language, hypothesis])).toEqual([["de", "partial"]]);
  expect(session.snapshot().nodes[1]?.verdicts).toEqual({ heard: 1, lost: 1 });
});

test("a blank transcript gives nothing", async () => {
  expect(await translate([transcript(" ")], {})).toEqual([]);
});

test("sentences are cut by the rules of their language, and decimals are not cut", () => {
  expect(splitSentences("It costs 3.50 euros. ¿Qué? Yes!", "en")).toEqual([
    "It costs 3.50 euros.",
    "¿Qué?",
    "Yes!",
  ]);
});

test("pieces of a long sentence fit, are cut at spaces, and lose no word", () => {
  const words = Array.from({ length: 40 }, (_, at) => `word${at}`).join(" ");
  const countWords = (text: string) => text.split(" ").length;
  const pieces = splitToFit(words, 7, countWords);
  expect(pieces.join(" ")).toBe(words);
  expect(Math.max(...pieces.map(countWords))).toBeLessThanOrEqual(7);
});
