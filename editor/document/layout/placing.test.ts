import { expect, test } from "vitest";
import { edgeLabel } from "#engine/flow/edge-label.ts";
import { chain, flowOf } from "../testing.ts";
import { fittingPorts, insertIntoEdge, placeNode, typesThatFit } from "./placing.ts";

const labels = (flow: { edges: readonly Parameters<typeof edgeLabel>[0][] }) => flow.edges.map(edgeLabel);

test("a placed node has a free id, lies on the grid, and covers no other exactly", () => {
  const first = placeNode(chain, "vad", { x: 101, y: 203 });
  expect(first.nodeId).toBe("vad-2");
  const second = placeNode(first.flow, "vad", { x: 101, y: 203 });
  const places = second.flow.nodes.slice(-2).map(({ position }) => position);
  for (const place of places) expect([(place?.x ?? 1) % 8, (place?.y ?? 1) % 8]).toEqual([0, 0]);
  expect(places[0]).not.toEqual(places[1]);
});

test("a node placed from a port is wired to it, to a port of the same type before one of any type", () => {
  const from = { nodeId: "vad", port: "open", side: "output" } as const;
  expect(labels(placeNode(chain, "transcribe", { x: 0, y: 0 }, { from }).flow)).toContain(
    "vad.open -> transcribe-2.segment",
  );
  const back = { nodeId: "resample", port: "audio", side: "input" } as const;
  expect(labels(placeNode(chain, "file-input", { x: 0, y: 0 }, { from: back }).flow)).toContain(
    "file-input.audio -> resample.audio",
  );
});

test("a node whose ports do not fit is placed without wires", () => {
  const from = { nodeId: "mic", port: "audio", side: "output" } as const;
  const placed = placeNode(chain, "translate", { x: 0, y: 0 }, { from });
  expect(placed.flow.nodes).toHaveLength(5);
  expect(placed.flow.edges).toEqual(chain.edges);
});

test("a node put into a wire takes its place, and the queue stays at the receiver", () => {
  const queue = { policy: "latest", capacity: 3 } as const;
  const queued = { ...chain, edges: chain.edges.map((edge) => ({ ...edge, queue })) };
  const flow = insertIntoEdge(
    { ...queued, nodes: [...queued.nodes, { id: "second", type: "resample" }] },
    "second",
    "resample.audio -> vad.audio",
  );
  expect(flow && labels(flow)).toEqual([
    "mic.audio -> resample.audio",
    "vad.segment -> transcribe.segment",
    "resample.audio -> second.audio",
    "second.audio -> vad.audio",
  ]);
  expect(flow?.edges.at(-1)?.queue).toEqual(queue);
  expect(flow?.edges.at(-2)?.queue).toBeUndefined();
});

test("a node that cannot pass the packets on is not put into a wire", () => {
  const flow = { ...chain, nodes: [...chain.nodes, { id: "second", type: "transcribe" }] };
  expect(insertIntoEdge(flow, "second", "resample.audio -> vad.audio")).toBeUndefined();
});

test("a wire fits ports of its type and of any, closes no circle and is not there twice", () => {
  const flow = flowOf(
    ["mic mic-input", "one resample", "two resample", "debug debug", "translate translate"],
    ["mic.audio -> one.audio", "one.audio -> two.audio"],
  );
  const fits = (nodeId: string, port: string, side: "input" | "output") =>
    fittingPorts(flow, { nodeId, port, side }).map((end) => `${end.nodeId}.${end.port}`);
  expect(fits("one", "audio", "output")).toEqual(["debug.in"]);
  expect(fits("two", "audio", "output")).toEqual(["debug.in"]);
  expect(fits("mic", "audio", "output")).toEqual(["two.audio", "debug.in"]);
  expect(fits("one", "audio", "input")).toEqual(["debug.out"]);
  expect(fits("debug", "out", "output")).toEqual(["one.audio", "two.audio", "translate.transcript"]);
});

test("types with the very port type come before those that take any, and an error port is no reason", () => {
  const forAudio = typesThatFit({ type: "audio", side: "output" });
  expect(forAudio.indexOf("vad")).toBeLessThan(forAudio.indexOf("debug"));
  expect(forAudio).not.toContain("translate");
  expect(typesThatFit({ type: "event", side: "input" })).not.toContain("caption-output");
});

test("a node put into a short wire pushes what comes after it to the right, and nothing else", () => {
  const { flow } = placeNode(chain, "resample", { x: 200, y: 24 }, { edge: "resample.audio -> vad.audio" });
  const xs = ["mic", "resample", "resample-2", "vad", "transcribe"].map(
    (id) => flow.nodes.find((node) => node.id === id)?.position?.x ?? 0,
  );
  expect(xs.slice(0, 2)).toEqual([0, 240]);
  for (let at = 1; at < xs.length; at++)
    expect((xs[at] ?? 0) - (xs[at - 1] ?? 0)).toBeGreaterThanOrEqual(224);
});

test("a node put into a wire that is long enough moves nothing", () => {
  const long = flowOf(["mic mic-input 0 0", "vad vad 800 0"], ["mic.audio -> vad.audio"]);
  const { flow } = placeNode(long, "resample", { x: 400, y: 24 }, { edge: "mic.audio -> vad.audio" });
  expect(flow.nodes.map(({ position }) => position?.x)).toEqual([0, 800, 400]);
});

test("a placed node covers no other, whatever their sizes", () => {
  const { flow, nodeId } = placeNode(
    chain,
    "vad",
    { x: 250, y: 40 },
    { sizeOf: () => ({ width: 184, height: 150 }) },
  );
  expect(flow.nodes.find(({ id }) => id === nodeId)?.position).toEqual({ x: 248, y: 184 });
});

test("a node put into a wire lies in its sender's row, or under what lies there", () => {
  const at = (y: number) => {
    const flow = flowOf(["mic mic-input 0 0", `vad vad 800 ${y}`], ["mic.audio -> vad.audio"]);
    const placed = placeNode(flow, "resample", { x: 400, y: 300 }, { edge: "mic.audio -> vad.audio" });
    return placed.flow.nodes.at(-1)?.position;
  };
  expect(at(0)).toEqual({ x: 400, y: 0 });
  expect(at(400)).toEqual({ x: 400, y: 0 });
  const branched = flowOf(
    ["mic mic-input 0 0", "other vad 240 0", "vad vad 800 144"],
    ["mic.audio -> other.audio", "mic.audio -> vad.audio"],
  );
  const { flow } = placeNode(branched, "resample", { x: 250, y: 24 }, { edge: "mic.audio -> vad.audio" });
  expect(flow.nodes.at(-1)?.position).toEqual({ x: 248, y: 112 });
});
