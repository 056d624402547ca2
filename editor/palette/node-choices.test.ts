import { expect, test } from "vitest";
import { type Flow, flowFormat } from "#engine/flow/schema.ts";
import { nodeChoices } from "./node-choices.ts";
import { offeredTypes } from "./node-types.ts";

const flow: Flow = {
  format: flowFormat,
  id: "test",
  name: "Test",
  nodes: [
    { id: "mic", type: "mic-input" },
    { id: "vad", type: "vad" },
    { id: "transcribe", type: "transcribe" },
  ],
  edges: [
    { from: { node: "mic", port: "audio" }, to: { node: "vad", port: "audio" } },
    { from: { node: "vad", port: "segment" }, to: { node: "transcribe", port: "segment" } },
  ],
};
const types = (choices: ReturnType<typeof nodeChoices>) => choices.map(({ definition }) => definition.type);

test("where nothing waits every offered type is a choice", () => {
  expect(types(nodeChoices(flow, {}))).toEqual(offeredTypes().map(({ type }) => type));
});

test("from an output only types that take it are a choice, those with the very type first", () => {
  const choices = nodeChoices(flow, { from: { nodeId: "vad", port: "segment", side: "output" } });
  const best = types(choices.filter(({ fit }) => fit === "best"));
  expect(best).toEqual(expect.arrayContaining(["transcribe", "diarize"]));
  expect(types(choices).slice(0, best.length)).toEqual(best);
  expect(types(choices)).toContain("debug");
  expect(types(choices)).not.toContain("resample");
});

test("from an input only types that give it are a choice", () => {
  const choices = types(nodeChoices(flow, { from: { nodeId: "vad", port: "audio", side: "input" } }));
  expect(choices).toEqual(expect.arrayContaining(["mic-input", "file-input", "resample"]));
  expect(choices).not.toContain("caption-output");
});

test("into a wire only types go that take and give what it carries, never a placeholder", () => {
  const choices = types(nodeChoices(flow, { edge: "mic.audio -> vad.audio" }));
  expect(choices[0]).toBe("resample");
  expect(choices).toContain("debug");
  expect(choices).not.toContain("transcribe");
  expect(choices).not.toContain("placeholder");
});

test("a port or a wire that is gone has no choices", () => {
  expect(nodeChoices(flow, { edge: "mic.audio -> gone.audio" })).toEqual([]);
  expect(nodeChoices(flow, { from: { nodeId: "gone", port: "audio", side: "input" } })).toEqual([]);
});

test("where any type may be added, those that do not fit come after those that do", () => {
  const from = { nodeId: "mic", port: "audio", side: "output" } as const;
  const choices = nodeChoices(flow, { from, offersAll: true });
  expect(choices).toHaveLength(offeredTypes().length);
  const fits = choices.map(({ fit }) => fit);
  expect(fits).toEqual(fits.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)));
  expect(choices.find(({ definition }) => definition.type === "translate")?.fit).toBe("none");
});
const order = ["best", "any", "none"];
