import { expect, test } from "vitest";
import { canConnect, portTypes } from "./port-types.ts";

const types = Object.keys(portTypes) as (keyof typeof portTypes)[];

test("a wire joins equal types, and any to everything", () => {
  for (const from of types) {
    for (const to of types) {
      expect(canConnect(from, to)).toBe(from === to || from === "any" || to === "any");
    }
  }
});

test("every type has a label, a colour and a shape of its own", () => {
  for (const key of ["label", "colour", "shape"] as const) {
    expect(new Set(types.map((type) => portTypes[type][key])).size).toBe(types.length);
  }
});
