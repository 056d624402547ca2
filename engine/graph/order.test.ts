import fc from "fast-check";
import { expect, test } from "vitest";
import { type Arrow, findCycle, topologicalOrder } from "./order.ts";

const ids = ["a", "b", "c", "d", "e", "f"];
const arrows = fc.array(fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids)) as fc.Arbitrary<Arrow>, {
  maxLength: 15,
});

test("an order without a cycle holds every node once, senders first", () => {
  fc.assert(
    fc.property(arrows, (wires) => {
      fc.pre(findCycle(ids, wires) === undefined);
      const order = topologicalOrder(ids, wires);
      expect([...order].sort()).toEqual(ids);
      for (const [from, to] of wires) expect(order.indexOf(from)).toBeLessThan(order.indexOf(to));
    }),
  );
});

test("a cycle that is found is one: each step is a wire, and it closes", () => {
  fc.assert(
    fc.property(arrows, (wires) => {
      const cycle = findCycle(ids, wires);
      expect(cycle === undefined).toBe(topologicalOrder(ids, wires).length === ids.length);
      cycle?.forEach((from, at) => {
        const to = cycle[(at + 1) % cycle.length];
        expect(wires.some((wire) => wire[0] === from && wire[1] === to)).toBe(true);
      });
    }),
  );
});

test("a node wired to itself is a cycle of one", () => {
  expect(findCycle(["a"], [["a", "a"]])).toEqual(["a"]);
});
