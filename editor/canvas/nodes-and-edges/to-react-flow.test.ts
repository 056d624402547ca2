import { expect, test } from "vitest";
import { placesOf } from "../../document/layout/places.ts";
import { chain, edgeOf, flowOf } from "../../document/testing.ts";
import { nodeViews } from "./node-view.ts";
import { toEdges } from "./to-react-flow.ts";

test("a required input without a wire is marked, and the problem stands on its node", () => {
  const flow = { ...chain, edges: chain.edges.slice(0, 2) };
  const view = nodeViews(flow).get("transcribe");
  expect(view?.inputs.find(({ name }) => name === "segment")).toMatchObject({
    isRequired: true,
    isWired: false,
  });
  expect(view?.problems.map(({ code }) => code)).toEqual(["port.unconnected"]);
  expect(nodeViews(flow).get("vad")?.problems).toEqual([]);
});

test("every port that a wire names is drawn, also on a type that is not known", () => {
  const flow = flowOf(
    ["mic mic-input", "new no-such-type"],
    ["mic.audio -> new.sound", "mic.video -> new.sound"],
  );
  expect(
    nodeViews(flow)
      .get("new")
      ?.inputs.map(({ name }) => name),
  ).toEqual(["sound"]);
  expect(
    nodeViews(flow)
      .get("mic")
      ?.outputs.map(({ name }) => name),
  ).toEqual(["video", "audio", "error"]);
});

test("a wire has the queue that it asks for, else its receiver's, and none into a synchronous node", () => {
  const flow = {
    ...chain,
    edges: [
      {
        ...edgeOf("vad.segment -> transcribe.segment"),
        queue: { policy: "drop-oldest", capacity: 7 } as const,
      },
      edgeOf("vad.open -> transcribe.open"),
      edgeOf("mic.audio -> resample.audio"),
    ],
  };
  expect(toEdges(flow, []).map(({ data }) => data?.policy)).toEqual(["drop-oldest", "latest", undefined]);
});

test("wires that lead nowhere or are there twice are not drawn", () => {
  const flow = { ...chain, edges: [...chain.edges, ...chain.edges, edgeOf("vad.segment -> gone.segment")] };
  expect(toEdges(flow, [])).toHaveLength(3);
});

test("nodes without a place get one of their own, senders on the left", () => {
  const flow = { ...chain, nodes: chain.nodes.map(({ id, type }) => ({ id, type })) };
  const places = placesOf(flow);
  const xs = ["mic", "resample", "vad", "transcribe"].map((id) => places.get(id)?.x ?? 0);
  expect(xs).toEqual([...xs].sort((a, b) => a - b));
  expect(new Set([...places.values()].map(({ x, y }) => `${x} ${y}`)).size).toBe(4);
});
