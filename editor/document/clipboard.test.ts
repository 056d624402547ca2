import { expect, test } from "vitest";
import { edgeLabel } from "#engine/flow/edge-label.ts";
import { clipOf, clipText, paste, readClip } from "./clipboard.ts";
import { chain } from "./testing.ts";

const flow = {
  ...chain,
  groups: [{ id: "group", name: "Speech", nodes: ["vad", "transcribe"] }],
  comments: [{ id: "comment", text: "Why", position: { x: 0, y: 200 } }],
};
const selection = { nodes: ["vad", "transcribe"], edges: [], comments: ["comment"] };

test("what is copied comes back from text as it was, with the wires among it only", () => {
  const clip = clipOf(flow, selection);
  expect(clip.edges.map(edgeLabel)).toEqual(["vad.segment -> transcribe.segment"]);
  expect(clip.groups).toHaveLength(1);
  expect(readClip(clipText(clip))).toEqual({ kind: "clip", clip });
});

test("what an older Patchbay copied is brought up to the node types of today", () => {
  const old = { id: "out", type: "websocket-output", version: 1 };
  expect(readClip(clipText({ nodes: [old], edges: [] }))).toEqual({
    kind: "clip",
    clip: { nodes: [{ ...old, type: "session-output", config: {} }], edges: [] },
  });
});

test("a group that is not copied whole is not copied", () => {
  expect(clipOf(flow, { ...selection, nodes: ["vad"] }).groups).toEqual([]);
});

test("a clip pasted twice has free ids each time, and each copy is wired in itself", () => {
  const clip = clipOf(flow, selection);
  const once = paste(flow, clip);
  const twice = paste(once.flow, clip);
  expect(once.selection.nodes).toEqual(["vad-2", "transcribe-2"]);
  expect(twice.selection.nodes).toEqual(["vad-3", "transcribe-3"]);
  expect(twice.selection.edges).toEqual(["vad-3.segment -> transcribe-3.segment"]);
  expect(twice.flow.groups?.at(-1)).toEqual({
    id: "group-3",
    name: "Speech",
    nodes: ["vad-3", "transcribe-3"],
  });
  expect(twice.flow.comments?.map(({ id }) => id)).toEqual(["comment", "comment-2", "comment-3"]);
  for (const { nodes } of [twice.flow]) expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
});

test("pasted into an empty flow the ids stay, and the middle lies at the place", () => {
  const empty = { ...chain, nodes: [], edges: [] };
  const { flow: pasted } = paste(empty, clipOf(chain, { ...selection, comments: [] }), { x: 1000, y: 400 });
  expect(pasted.nodes.map(({ id, position }) => [id, position])).toEqual([
    ["vad", { x: 880, y: 400 }],
    ["transcribe", { x: 1120, y: 400 }],
  ]);
});

test("a whole document is for the import, a broken clip and other text are for nobody", () => {
  expect(readClip(JSON.stringify(chain)).kind).toBe("document");
  expect(readClip('[{"id": "1", "type": "tab"}]').kind).toBe("document");
  expect(readClip('{"patchbay": "clip/1", "nodes": [{}], "edges": []}').kind).toBe("other");
  expect(readClip('{"patchbay": "clip/9", "nodes": [], "edges": []}').kind).toBe("other");
  expect(readClip("Hello").kind).toBe("other");
  expect(readClip("42").kind).toBe("other");
});

test("a wire or group of a clip from elsewhere that names a node it does not bring is left out", () => {
  const clip = { ...clipOf(flow, selection), edges: chain.edges };
  const { flow: pasted, selection: chosen } = paste({ ...chain, nodes: [], edges: [] }, clip);
  expect(chosen.edges).toEqual(["vad.segment -> transcribe.segment"]);
  expect(pasted.edges).toHaveLength(1);
});

test("a copy never hides a node, wherever it is pasted", () => {
  const clip = clipOf(chain, { nodes: ["vad"], edges: [], comments: [] });
  let pasted = chain;
  for (let copy = 1; copy <= 5; copy++) pasted = paste(pasted, clip, { x: 490, y: 4 }).flow;
  const places = pasted.nodes.map(({ position }) => `${position?.x} ${position?.y}`);
  expect(new Set(places).size).toBe(9);
  expect(places).not.toContain("488 0");
});
