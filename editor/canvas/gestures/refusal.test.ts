import { expect, test } from "vitest";
import { chain } from "../../document/testing.ts";
import { converters, refusalOf } from "./refusal.ts";

const out = (nodeId: string, port: string) => ({ nodeId, port, side: "output" }) as const;
const into = (nodeId: string, port: string) => ({ nodeId, port, side: "input" }) as const;

test("types that do not fit are named, with the node type that makes one of the other", () => {
  const why = "Audio does not fit Segment: put Voice activity between them.";
  expect(refusalOf(chain, out("mic", "audio"), into("transcribe", "segment"))).toBe(why);
  expect(refusalOf(chain, into("transcribe", "segment"), out("mic", "audio"))).toBe(why);
});

test("the way from one type to another may take several nodes, or there is none", () => {
  expect(converters("audio", "transcript")).toEqual(["vad", "transcribe"]);
  expect(converters("transcript", "audio")).toEqual([]);
});

test("a wire that is there, a circle, a node to itself and two of a side have words of their own", () => {
  expect(refusalOf(chain, out("mic", "audio"), into("resample", "audio"))).toMatch(/there already/);
  const { edges, ...rest } = chain;
  const turned = { ...rest, edges: edges.slice(1), nodes: [...chain.nodes, { id: "two", type: "resample" }] };
  const back = {
    ...turned,
    edges: [{ from: { node: "resample", port: "audio" }, to: { node: "two", port: "audio" } }],
  };
  expect(refusalOf(back, out("two", "audio"), into("resample", "audio"))).toMatch(/circle/);
  expect(refusalOf(chain, out("resample", "audio"), into("resample", "audio"))).toMatch(/itself/);
  expect(refusalOf(chain, out("mic", "audio"), out("resample", "audio"))).toMatch(/not to another output/);
});

test("a wire that fits is not refused", () => {
  expect(refusalOf(chain, out("mic", "audio"), into("vad", "audio"))).toBeUndefined();
});
