import { expect, test } from "vitest";
import { edgeLabel } from "#engine/flow/edge-label.ts";
import {
  addComment,
  group,
  removeAndRejoin,
  renameNode,
  rewire,
  setComment,
  setDisabled,
  ungroup,
} from "./structure.ts";
import { chain, edgeOf, flowOf } from "./testing.ts";

const selected = (...nodes: string[]) => ({ nodes, edges: [], comments: [] });

test("nodes removed from a row are healed over, several at once too", () => {
  const row = flowOf(
    ["mic mic-input", "a resample", "b resample", "vad vad"],
    ["mic.audio -> a.audio", "a.audio -> b.audio", "b.audio -> vad.audio"],
  );
  expect(removeAndRejoin(row, selected("a")).edges.map(edgeLabel)).toContain("mic.audio -> b.audio");
  expect(removeAndRejoin(row, selected("a", "b")).edges.map(edgeLabel)).toEqual(["mic.audio -> vad.audio"]);
});

test("nothing is healed where the types do not fit or several wires came in", () => {
  expect(removeAndRejoin(chain, selected("vad")).edges.map(edgeLabel)).toEqual([
    "mic.audio -> resample.audio",
  ]);
  const joined = flowOf(
    ["one test-tone", "two test-tone", "a resample", "vad vad"],
    ["one.audio -> a.audio", "two.audio -> a.audio", "a.audio -> vad.audio"],
  );
  expect(removeAndRejoin(joined, selected("a")).edges).toEqual([]);
});

test("a node is in one group at most, and a group without members goes", () => {
  const first = group(chain, ["mic", "resample"], "In");
  const second = group(first.flow, ["resample", "vad"], "Mid");
  expect(second.flow.groups).toEqual([
    { id: first.groupId, name: "In", nodes: ["mic"] },
    { id: second.groupId, name: "Mid", nodes: ["resample", "vad"] },
  ]);
  expect(group(first.flow, ["mic", "resample"], "All").flow.groups).toHaveLength(1);
  expect("groups" in ungroup(first.flow, ["mic"])).toBe(false);
});

test("a comment left empty goes", () => {
  const { flow, commentId } = addComment(chain, { x: 13, y: 5 });
  expect(flow.comments).toEqual([{ id: commentId, text: "", position: { x: 16, y: 8 } }]);
  expect(setComment(flow, commentId, "Why").comments?.[0]?.text).toBe("Why");
  expect(setComment(flow, commentId, "  ").comments ?? []).toEqual([]);
});

test("a disabled node says so, an enabled one says nothing", () => {
  const off = setDisabled(chain, ["vad"], true);
  expect(off.nodes[2]?.disabled).toBe(true);
  expect(setDisabled(off, ["vad"], false)).toEqual(chain);
});

test("an empty name gives back the type's title", () => {
  const named = renameNode(chain, "vad", " Speech ");
  expect(named.nodes[2]?.name).toBe("Speech");
  expect(renameNode(named, "vad", " ")).toEqual(chain);
});

test("a wire that is moved keeps its place and queue, and never doubles another", () => {
  const queue = { policy: "latest", capacity: 1 } as const;
  const flow = {
    ...chain,
    edges: [{ ...edgeOf("vad.segment -> transcribe.segment"), queue }, ...chain.edges],
  };
  const moved = rewire(flow, "vad.segment -> transcribe.segment", edgeOf("vad.open -> transcribe.open"));
  expect(moved.edges[0]).toEqual({ ...edgeOf("vad.open -> transcribe.open"), queue });
  expect(rewire(chain, "mic.audio -> resample.audio", edgeOf("resample.audio -> vad.audio"))).toBe(chain);
});
