import { expect, test } from "vitest";
import { chain, edgeOf, flowOf } from "../../document/testing.ts";
import type { PortEnd } from "../../document/view.ts";
import { dragged, dropped, idle, mayEnd, pointed, withWire } from "./wire-gesture.ts";

const output = (nodeId: string, port: string): PortEnd => ({ nodeId, port, side: "output" });
const input = (nodeId: string, port: string): PortEnd => ({ nodeId, port, side: "input" });
const loose = flowOf(["mic mic-input 0 0", "vad vad 240 0", "transcribe transcribe 480 0"]);
const label = "resample.audio -> vad.audio";

test("a wire may end where its type fits, and nowhere while none is drawn", () => {
  const dragging = dragged(idle, loose, output("mic", "audio"));
  expect(mayEnd(dragging, input("vad", "audio"))).toBe(true);
  expect(mayEnd(dragging, input("transcribe", "segment"))).toBe(false);
  expect(mayEnd(idle, input("vad", "audio"))).toBe(false);
  expect(mayEnd(pointed(label), input("vad", "audio"))).toBe(false);
});

test("a wire whose end is moved may go back to where it was", () => {
  expect(mayEnd(dragged(idle, chain, output("resample", "audio")), input("vad", "audio"))).toBe(false);
  expect(mayEnd(dragged(pointed(label), chain, output("resample", "audio")), input("vad", "audio"))).toBe(
    true,
  );
});

test("dropped on a port that fits it is wired; the moved one takes the other's place", () => {
  const target = { kind: "port", end: input("vad", "audio") } as const;
  const edge = edgeOf("mic.audio -> vad.audio");
  expect(dropped(dragged(idle, loose, output("mic", "audio")), loose, target).outcome).toEqual({
    kind: "wired",
    edge,
    moved: undefined,
  });
  const back = edgeOf("mic.audio -> vad.audio");
  const moving = dragged(pointed("mic.audio -> resample.audio"), chain, output("mic", "audio"));
  expect(dropped(moving, chain, target).outcome).toEqual({
    kind: "wired",
    edge: back,
    moved: "mic.audio -> resample.audio",
  });
});

test("drawn backwards, from an input, the wire still goes from output to input", () => {
  const dragging = dragged(idle, loose, input("vad", "audio"));
  const target = { kind: "port", end: output("mic", "audio") } as const;
  expect(dropped(dragging, loose, target).outcome).toMatchObject({ edge: edgeOf("mic.audio -> vad.audio") });
});

test("dropped on a node it goes to the first port that fits, never to error", () => {
  const dragging = dragged(idle, loose, output("vad", "segment"));
  const onNode = (nodeId: string) => dropped(dragging, loose, { kind: "node", nodeId }).outcome;
  expect(onNode("transcribe")).toMatchObject({
    kind: "wired",
    edge: edgeOf("vad.segment -> transcribe.segment"),
  });
  expect(onNode("vad")).toEqual({ kind: "nothing" });
  expect(onNode("mic")).toEqual({ kind: "no-port", side: "input" });
});

test("what does not fit is refused, and says between which ports", () => {
  const dragging = dragged(idle, loose, output("mic", "audio"));
  const outcome = dropped(dragging, loose, { kind: "node", nodeId: "transcribe" }).outcome;
  expect(outcome).toMatchObject({
    kind: "refused",
    from: output("mic", "audio"),
    to: input("transcribe", "segment"),
  });
});

test("let go where it began, or outside, nothing happens", () => {
  const dragging = dragged(idle, loose, output("mic", "audio"));
  expect(dropped(dragging, loose, { kind: "port", end: output("mic", "audio") }).outcome.kind).toBe(
    "nothing",
  );
  expect(dropped(dragging, loose, { kind: "outside" }).outcome.kind).toBe("nothing");
});

test("dropped on nothing a new wire asks for a node, a moved one is removed", () => {
  const target = { kind: "canvas" } as const;
  const from = output("mic", "audio");
  expect(dropped(dragged(idle, loose, from), loose, target).outcome).toEqual({ kind: "asked", from });
  const moving = dragged(pointed(label), chain, output("resample", "audio"));
  expect(dropped(moving, chain, target).outcome).toEqual({ kind: "removed", moved: label });
});

test("a moved wire keeps its queue", () => {
  const queue = { policy: "latest", capacity: 1 } as const;
  const [first, second, third] = chain.edges;
  if (first === undefined || second === undefined || third === undefined) throw new Error("no edges");
  const flow = { ...chain, edges: [first, { ...second, queue }, third] };
  const edge = edgeOf("mic.audio -> vad.audio");
  expect(withWire(flow, edge, label).edges[1]).toEqual({ ...edge, queue });
});
