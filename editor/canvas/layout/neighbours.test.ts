import { expect, test } from "vitest";
import { connected, reach } from "../../document/layout/reach.ts";
import { chain, flowOf } from "../../document/testing.ts";
import { neighbour } from "./neighbours.ts";

test("left and right follow the wires, up and down the places", () => {
  const flow = flowOf(
    ["mic mic-input 0 0", "near debug 100 300", "vad vad 900 0", "tone test-tone 0 200"],
    ["mic.audio -> vad.audio"],
  );
  expect(neighbour(flow, "mic", "right")).toBe("vad");
  expect(neighbour(flow, "vad", "left")).toBe("mic");
  expect(neighbour(flow, "mic", "down")).toBe("tone");
  expect(neighbour(flow, "tone", "up")).toBe("mic");
  expect(neighbour(flow, "tone", "right")).toBe("near");
  expect(neighbour(flow, "tone", "left")).toBeUndefined();
});

test("upstream, downstream and connected end where the wires end, circles too", () => {
  expect([...reach(chain, ["vad"], "upstream")].sort()).toEqual(["mic", "resample", "vad"]);
  expect([...reach(chain, ["vad"], "downstream")]).toEqual(["vad", "transcribe"]);
  const circle = flowOf(
    ["a resample", "b resample", "c resample"],
    ["a.audio -> b.audio", "b.audio -> a.audio"],
  );
  expect([...reach(circle, ["a"], "downstream")]).toEqual(["a", "b"]);
  const fork = flowOf(["a mic-input", "b debug", "c debug", "d vad"], ["a.audio -> b.in", "a.audio -> c.in"]);
  expect([...connected(fork, ["b"])].sort()).toEqual(["a", "b", "c"]);
});
