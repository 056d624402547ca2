import { describe, expect, test } from "vitest";
import type { Flow } from "#engine/flow/schema.ts";
import { examples } from "../../welcome/examples.ts";
import { catalogue } from "../catalogue.ts";
import { flowToSvg } from "./flow-to-svg.ts";
import { fitted, wrapped } from "./svg-text.ts";

const evil = `</text><script>alert(1)</script>" onload='x' & \u0000\u{1F600}\uD800`;

/** A flow whose every text is markup. */
const hostile: Flow = {
  format: "patchbay.flow/1",
  id: "hostile",
  name: evil,
  nodes: [
    { id: "a", type: evil, name: evil, position: { x: -1e9, y: 0.4 } },
    { id: "b", type: "constructor", position: { x: 10, y: 10 }, disabled: true },
    { id: "c", type: "vad", position: { x: 300, y: 10 } },
  ],
  edges: [
    { from: { node: "a", port: "__proto__" }, to: { node: "c", port: "constructor" } },
    { from: { node: "gone", port: "x" }, to: { node: "c", port: "audio" } },
  ],
  groups: [
    { id: "g", name: evil, nodes: ["a", "gone"] },
    { id: "empty", name: "none", nodes: [] },
  ],
  comments: [{ id: "n", text: `${evil}\n`.repeat(50), position: { x: 0, y: 300 } }],
};

const tagsOf = (svg: string) => new Set([...svg.matchAll(/<([^\s/>]+)/g)].map(([, name]) => name));

test("names are text, whatever markup is in them, and the picture stays well-formed XML", () => {
  const svg = flowToSvg(hostile, catalogue, "dark");
  expect(tagsOf(svg)).toEqual(new Set(["svg", "title", "rect", "g", "text", "tspan", "path"]));
  expect(svg).not.toMatch(/onload='|\p{Cs}|(?!\n)\p{Cc}|&(?!#\d+;)/u);
  for (const tag of tagsOf(svg)) {
    const opened = svg.match(new RegExp(`<${tag}(?=[\\s>])`, "g"))?.length ?? 0;
    const closed = svg.match(new RegExp(`</${tag}>|<${tag}\\b[^>]*/>`, "g"))?.length ?? 0;
    expect(closed, tag).toBe(opened);
  }
  expect(svg).not.toContain("NaN");
});

test("a wire with an end that is nowhere, and a group without members, are left out", () => {
  const svg = flowToSvg(hostile, catalogue, "light");
  expect(svg).not.toContain("gone.x");
  expect(svg).not.toContain(">none<");
});

describe.each(examples.map((flow) => [flow.id, flow] as const))("%s", (_id, flow) => {
  test("the same flow gives the same picture, however its JSON came in", () => {
    const turned = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(turned);
      if (typeof value !== "object" || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .map(([key, inner]) => [key, turned(inner)])
          .reverse(),
      );
    };
    expect(flowToSvg(turned(flow) as Flow, catalogue, "dark")).toBe(flowToSvg(flow, catalogue, "dark"));
  });

  test("shows every node and every wire, inside of its bounds", () => {
    const svg = flowToSvg(flow, catalogue, "light");
    expect(svg.match(/<g>/g)).toHaveLength(flow.nodes.length);
    expect(svg.match(/stroke-width="2"/g)).toHaveLength(flow.edges.length);
    const [left = 0, top = 0, width = 0, height = 0] = (/viewBox="([^"]+)"/.exec(svg)?.[1] ?? "")
      .split(" ")
      .map(Number);
    for (const [, x, y] of svg.matchAll(/<rect x="(-?\d+)" y="(-?\d+)"/g)) {
      expect(Number(x)).toBeGreaterThanOrEqual(left);
      expect(Number(x)).toBeLessThan(left + width);
      expect(Number(y)).toBeGreaterThanOrEqual(top);
      expect(Number(y)).toBeLessThan(top + height);
    }
  });
});

test("a flow without nodes has a picture", () => {
  const empty: Flow = { format: "patchbay.flow/1", id: "e", name: "Empty", nodes: [], edges: [] };
  expect(flowToSvg(empty, catalogue, "dark")).toContain("<title>Empty</title>");
});

test("a long text is cut with an ellipsis, or broken into lines that fit", () => {
  expect(fitted("short", 100, 12)).toBe("short");
  expect(fitted("x".repeat(100), 60, 12)).toMatch(/^x{5,9}…$/);
  const lines = wrapped("one two three four five six", 60, 12, 3);
  expect(lines).toHaveLength(3);
  expect(lines[2]).toMatch(/…$/);
  expect(wrapped("one\ntwo", 60, 12, 9)).toEqual(["one", "two"]);
});
