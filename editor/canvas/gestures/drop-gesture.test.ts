import { expect, test } from "vitest";
import { edgeLabel } from "#engine/flow/edge-label.ts";
import { guessedSize } from "../../document/layout/grid.ts";
import { chain, flowOf } from "../../document/testing.ts";
import { dropped, idle, left, markedWire, over, picked, pickedNodes } from "./drop-gesture.ts";

const sizeOf = () => guessedSize;
const at = { x: 400, y: 300 };
const wire = "mic.audio -> resample.audio";
const withLoose = { ...chain, nodes: [...chain.nodes, ...flowOf(["again resample 0 400"]).nodes] };
const labels = (flow: typeof chain) => flow.edges.map(edgeLabel);

test("a type from the palette is pointing until it is over the canvas, and again when it leaves", () => {
  const pointing = picked("resample");
  expect(pointing).toEqual({ kind: "pointing", type: "resample" });
  const dragging = over(pointing, chain, []);
  expect(dragging.kind).toBe("dragging");
  expect(left(dragging)).toEqual(pointing);
  expect(picked(undefined)).toBe(idle);
  expect(over(idle, chain, [wire])).toBe(idle);
});

test("the upper wire under the pointer takes what fits into it; none below it does in its place", () => {
  expect(markedWire(over(picked("resample"), chain, [wire]))).toBe(wire);
  const segment = "vad.segment -> transcribe.segment";
  expect(markedWire(over(picked("resample"), chain, [segment, wire]))).toBeUndefined();
  expect(markedWire(over(picked("resample"), chain, ["gone.out -> away.in"]))).toBeUndefined();
});

test("a wire that is left is marked no more", () => {
  const dragging = over(picked("resample"), chain, [wire]);
  expect(markedWire(over(dragging, chain, []))).toBeUndefined();
  expect(markedWire(left(dragging))).toBeUndefined();
});

test("a new node is put under the pointer, by its middle", () => {
  const done = dropped(over(picked("debug"), chain, []), chain, at, sizeOf);
  if (done.kind !== "dropped") throw new Error(done.kind);
  expect(labels(done.flow)).toEqual(labels(chain));
  const { x = 0 } = done.flow.nodes.find(({ id }) => id === done.nodeId)?.position ?? {};
  expect(Math.abs(x + guessedSize.width / 2 - at.x)).toBeLessThanOrEqual(4);
});

test("a new node goes into the wire that takes it", () => {
  const done = dropped(over(picked("resample"), chain, [wire]), chain, at, sizeOf);
  if (done.kind !== "dropped") throw new Error(done.kind);
  expect(labels(done.flow)).toContain(`mic.audio -> ${done.nodeId}.audio`);
  expect(labels(done.flow)).toContain(`${done.nodeId}.audio -> resample.audio`);
  expect(labels(done.flow)).not.toContain(wire);
});

test("of the flow's own nodes only a single one without wires goes into a wire", () => {
  expect(pickedNodes(withLoose, ["vad"])).toBe(idle);
  expect(pickedNodes(withLoose, ["again", "vad"])).toBe(idle);
  expect(pickedNodes(withLoose, ["gone"])).toBe(idle);
  const done = dropped(over(pickedNodes(withLoose, ["again"]), withLoose, [wire]), withLoose, at, sizeOf);
  expect(done).toMatchObject({ kind: "dropped", nodeId: "again" });
  if (done.kind === "dropped") expect(labels(done.flow)).toContain("mic.audio -> again.audio");
});

test("a node of the flow that no wire takes is only moved", () => {
  const dragging = over(pickedNodes(withLoose, ["again"]), withLoose, []);
  expect(dropped(dragging, withLoose, at, sizeOf)).toBe(dragging);
  expect(dropped(idle, withLoose, at, sizeOf)).toBe(idle);
});
