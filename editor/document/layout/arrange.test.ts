import fc from "fast-check";
import { expect, test } from "vitest";
import { tidy } from "../../canvas/layout/tidy.ts";
import { placesByKey } from "../keys.ts";
import { flowOf } from "../testing.ts";
import { align, around, boxesOf, distribute, nudge } from "./arrange.ts";

const sizes: Readonly<Record<string, number>> = { a: 100, b: 200, c: 40 };
const sizeOf = (key: string) => ({ width: sizes[key] ?? 60, height: sizes[key] ?? 60 });
const flow = flowOf(["a vad 0 16", "b vad 300 0", "c vad 120 400"], [], {
  comments: [{ id: "note", text: "x", position: { x: 500, y: 500 } }],
});
const keys = ["a", "b", "c"];
const place = (edited: typeof flow, key: string) => placesByKey(edited).get(key);

test("aligning lines up one edge and moves along one axis only", () => {
  const right = align(flow, keys, "right", sizeOf);
  expect(keys.map((key) => place(right, key))).toEqual([
    { x: 400, y: 16 },
    { x: 300, y: 0 },
    { x: 460, y: 400 },
  ]);
  const middle = align(flow, ["a", "b"], "middle", sizeOf);
  expect([place(middle, "a")?.y, place(middle, "b")?.y]).toEqual([50, 0]);
});

test("comments align with nodes", () => {
  expect(place(align(flow, ["a", "comment note"], "left", sizeOf), "comment note")).toEqual({ x: 0, y: 500 });
});

test("distributing makes equal gaps, keeps the outermost and the order", () => {
  const spread = distribute(flow, keys, "x", sizeOf);
  expect(keys.map((key) => place(spread, key)?.x)).toEqual([0, 300, 180]);
});

test("aligning never moves anything out of the box around it", () => {
  const hows = fc.constantFrom("left", "right", "top", "bottom", "centre", "middle" as const);
  const places = fc.array(fc.tuple(fc.integer({ max: 2000, min: 0 }), fc.integer({ max: 2000, min: 0 })), {
    minLength: 2,
    maxLength: 6,
  });
  fc.assert(
    fc.property(hows, places, (how, points) => {
      const before = flowOf(points.map(([x, y], at) => `n${at} vad ${x} ${y}`));
      const all = before.nodes.map(({ id }) => id);
      const after = align(before, all, how, sizeOf);
      const [was, is] = [before, after].map((each) => around(boxesOf(each, all, sizeOf).values()));
      expect(is?.x).toBeGreaterThanOrEqual(was?.x ?? 0);
      expect(is?.width).toBeLessThanOrEqual(was?.width ?? 0);
      expect(is?.y).toBeGreaterThanOrEqual(was?.y ?? 0);
      expect(is?.height).toBeLessThanOrEqual(was?.height ?? 0);
    }),
  );
});

test("what does not move is no change, so no step of undo", () => {
  expect(align(flow, ["a"], "left", sizeOf)).toBe(flow);
  expect(nudge(flow, keys, { x: 0, y: 0 })).toBe(flow);
  expect(distribute(flow, ["a", "b"], "x", sizeOf)).toBe(flow);
});

test("tidying puts every receiver right of its sender, covers nothing, and keeps the corner", async () => {
  const tangled = flowOf(
    ["d vad 80 80", "c resample 80 80", "b resample 90 80", "a mic-input 300 500"],
    ["a.audio -> b.audio", "a.audio -> c.audio", "b.audio -> d.audio", "c.audio -> d.audio"],
  );
  const ids = tangled.nodes.map(({ id }) => id);
  const tidied = (await tidy(tangled, ids, sizeOf))(tangled);
  const boxes = boxesOf(tidied, ids, sizeOf);
  for (const { from, to } of tangled.edges) {
    const [left, right] = [boxes.get(from.node), boxes.get(to.node)];
    expect((left?.x ?? 0) + (left?.width ?? 0)).toBeLessThan(right?.x ?? 0);
  }
  const [b, c] = [boxes.get("b"), boxes.get("c")];
  expect(Math.abs((b?.y ?? 0) - (c?.y ?? 0))).toBeGreaterThanOrEqual(40);
  expect([around(boxes.values()).x, around(boxes.values()).y]).toEqual([80, 80]);
});

test("tidying a part leaves the rest where it is", async () => {
  const edit = await tidy(flow, ["a", "b"], sizeOf);
  expect(place(edit(flow), "c")).toEqual(place(flow, "c"));
});
