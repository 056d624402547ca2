import { type Flow, type FlowEdge, flowFormat } from "#engine/flow/schema.ts";

/** A flow for tests, in the fewest words: `["vad vad 240 0"]` is id, type, x, y; `["mic.audio -> vad.audio"]` wires. */
export function flowOf(
  nodes: readonly string[],
  wires: readonly string[] = [],
  more: Partial<Flow> = {},
): Flow {
  return {
    format: flowFormat,
    id: "test",
    name: "Test",
    nodes: nodes.map((written) => {
      const [id = "", type = "", x = "0", y = "0"] = written.split(" ");
      return { id, type, position: { x: Number(x), y: Number(y) } };
    }),
    edges: wires.map(edgeOf),
    ...more,
  };
}

/** A wire from its label. */
export function edgeOf(label: string): FlowEdge {
  const [from, to] = label.split(" -> ").map((end) => {
    const [node = "", port = ""] = end.split(".");
    return { node, port };
  });
  return { from: from ?? { node: "", port: "" }, to: to ?? { node: "", port: "" } };
}

/** Microphone, resampling, voice activity and transcription in a row. */
export const chain = flowOf(
  ["mic mic-input 0 0", "resample resample 240 0", "vad vad 480 0", "transcribe transcribe 720 0"],
  ["mic.audio -> resample.audio", "resample.audio -> vad.audio", "vad.segment -> transcribe.segment"],
);
