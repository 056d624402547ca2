import { expect, test } from "vitest";
import { catalogue } from "#nodes/registry.ts";
import { formatProblem } from "../errors.ts";
import type { Flow, FlowNode } from "./schema.ts";
import { flowProblems } from "./validate.ts";

/** These nodes in a row, each wired to the next by its port `audio` (a switch: `in`, `match`). */
function rowOf(...nodes: Omit<FlowNode, "id">[]): Flow {
  const named = nodes.map((node, at) => ({ id: `n${at}`, ...node }));
  const port = ({ type }: FlowNode, way: "in" | "match") => (type === "switch" ? way : "audio");
  const edges = named.slice(1).flatMap((to, at) => {
    const from = named[at];
    return from === undefined
      ? []
      : [{ from: { node: from.id, port: port(from, "match") }, to: { node: to.id, port: port(to, "in") } }];
  });
  return { format: "patchbay.flow/1", id: "f", name: "F", nodes: named, edges };
}
const problemsOf = (...nodes: Omit<FlowNode, "id">[]) =>
  flowProblems(rowOf(...nodes), catalogue).map(formatProblem);
const vad = { type: "vad" };

test.each(["mic-input", "audio-socket"])(
  "%s, whose client sets the rate, does not fit voice activity",
  (type) => {
    expect(problemsOf({ type }, vad)).toEqual([
      'node "n1", field "audio": n0.audio -> n1.audio brings audio of any sample rate; "audio" takes 16 000 Hz. ' +
        "Put a Resample node (16 000 Hz) in between. [edge.rate-mismatch]",
    ]);
  },
);

test("a rate that a setting says has to be the one that is taken, its default too", () => {
  const tone = (sampleRateHz?: unknown) =>
    problemsOf({ type: "test-tone", config: sampleRateHz === undefined ? {} : { sampleRateHz } }, vad);
  expect(tone()).toEqual([expect.stringContaining("brings audio at 48 000 Hz;")]);
  expect(tone(8000)).toEqual([expect.stringContaining("brings audio at 8 000 Hz;")]);
  expect(tone(16_000)).toEqual([]);
  expect(tone("fast")).toEqual([expect.stringContaining("[config.invalid]")]);
});

test("a resample node in between settles it, unless it is set to another rate", () => {
  const mic = { type: "mic-input" };
  expect(problemsOf(mic, { type: "resample" }, vad)).toEqual([]);
  expect(problemsOf(mic, { type: "resample", config: { sampleRateHz: 24_000 } }, vad)).toEqual([
    expect.stringContaining("brings audio at 24 000 Hz;"),
  ]);
});

test("an output that says nothing of its rate is not checked, and an input that takes any is not either", () => {
  expect(problemsOf({ type: "file-input" }, vad)).toEqual([]);
  expect(problemsOf({ type: "mic-input" }, { type: "switch" }, vad)).toEqual([]);
  expect(problemsOf({ type: "mic-input" }, { type: "resample" })).toEqual([]);
});

test("a disabled node is not checked, at neither end of a wire", () => {
  const codes = (flow: Flow) => flowProblems(flow, catalogue).map(({ code }) => code);
  expect(codes(rowOf({ type: "mic-input" }, { ...vad, disabled: true }))).toEqual([]);
  expect(codes(rowOf({ type: "mic-input", disabled: true }, vad))).not.toContain("edge.rate-mismatch");
});
