/** Draws a flow as SVG for the README: `node scripts/draw-flow.ts flows/live-translate.json > flows/live-translate.svg`. */
import { readFileSync } from "node:fs";
import type { Flow, FlowEdge, FlowNode } from "#engine/flow/schema.ts";
import { type NodeDefinition, outputsOf } from "#engine/graph/definition.ts";
import { portTypes } from "#engine/graph/port-types.ts";
import { catalogue } from "#nodes/registry.ts";

const width = 170;
const headHeight = 30;
const portHeight = 20;
const margin = 24;
/** The canvas has more room between nodes than a page. */
const scale = { x: 0.98, y: 0.95 };

interface Box {
  readonly node: FlowNode;
  readonly definition: NodeDefinition;
  readonly x: number;
  readonly y: number;
}

const flow = JSON.parse(readFileSync(process.argv[2] ?? "flows/live-translate.json", "utf8")) as Flow;
const boxes = new Map(flow.nodes.map((node) => [node.id, toBox(node)]));
process.stdout.write(draw());

function toBox(node: FlowNode): Box {
  const definition = catalogue.get(node.type) as NodeDefinition;
  const { x = 0, y = 0 } = node.position ?? {};
  return { node, definition, x: margin + x * scale.x, y: margin + y * scale.y };
}

function draw(): string {
  const all = [...boxes.values()];
  const right = Math.max(...all.map(({ x }) => x + width)) + margin;
  const bottom = Math.max(...all.map((box) => box.y + heightOf(box))) + margin;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${right} ${bottom}" width="${right}" font-family="system-ui, sans-serif">
<title>${flow.name}: ${flow.nodes.map(({ id }) => id).join(", ")}</title>
<rect width="100%" height="100%" rx="10" fill="#14171c"/>
${flow.edges.map(drawEdge).join("\n")}
${all.map(drawNode).join("\n")}
</svg>
`;
}

function rowsOf({ definition, node }: Box): { inputs: string[]; outputs: string[] } {
  const wired = new Set(
    flow.edges.flatMap(({ from, to }) => [`${from.node}>${from.port}`, `${to.node}<${to.port}`]),
  );
  return {
    inputs: Object.keys(definition.inputs).filter((port) => wired.has(`${node.id}<${port}`)),
    outputs: Object.keys(outputsOf(definition)).filter((port) => wired.has(`${node.id}>${port}`)),
  };
}

function heightOf(box: Box): number {
  const { inputs, outputs } = rowsOf(box);
  return headHeight + Math.max(inputs.length, outputs.length) * portHeight + 8;
}

function portAt(box: Box, side: "inputs" | "outputs", port: string): { x: number; y: number } {
  const row = rowsOf(box)[side].indexOf(port);
  return { x: side === "inputs" ? box.x : box.x + width, y: box.y + headHeight + (row + 0.5) * portHeight };
}

function colourOf(definition: NodeDefinition, side: "inputs" | "outputs", port: string): string {
  const ports = side === "inputs" ? definition.inputs : outputsOf(definition);
  return portTypes[ports[port]?.type ?? "any"].colour;
}

function drawEdge({ from, to }: FlowEdge): string {
  const source = boxes.get(from.node) as Box;
  const start = portAt(source, "outputs", from.port);
  const end = portAt(boxes.get(to.node) as Box, "inputs", to.port);
  const reach = Math.max(30, (end.x - start.x) / 2);
  const path = `M${start.x},${start.y} C${start.x + reach},${start.y} ${end.x - reach},${end.y} ${end.x},${end.y}`;
  return `<path d="${path}" fill="none" stroke="${colourOf(source.definition, "outputs", from.port)}" stroke-width="2"/>`;
}

function drawNode(box: Box): string {
  const { inputs, outputs } = rowsOf(box);
  const title = box.node.name ?? box.definition.title;
  const ports = [
    ...inputs.map((port) => drawPort(box, "inputs", port)),
    ...outputs.map((port) => drawPort(box, "outputs", port)),
  ];
  return `<rect x="${box.x}" y="${box.y}" width="${width}" height="${heightOf(box)}" rx="8" fill="#20252d" stroke="#3a424e"/>
<text x="${box.x + 12}" y="${box.y + 20}" fill="#f2f4f7" font-size="14" font-weight="600">${title}</text>
${ports.join("\n")}`;
}

function drawPort(box: Box, side: "inputs" | "outputs", port: string): string {
  const { x, y } = portAt(box, side, port);
  const [anchor, shift] = side === "inputs" ? ["start", 12] : ["end", -12];
  return (
    `<circle cx="${x}" cy="${y}" r="5" fill="${colourOf(box.definition, side, port)}"/>` +
    `<text x="${x + shift}" y="${y + 4}" fill="#aeb6c2" font-size="11" text-anchor="${anchor}">${port}</text>`
  );
}
