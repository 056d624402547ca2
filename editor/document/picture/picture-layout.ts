import type { Flow, FlowNode } from "#engine/flow/schema.ts";
import { type NodeCatalogue, outputsOf, type PortDefinitions } from "#engine/graph/definition.ts";
import { placesOf } from "../layout/places.ts";
import { wrapped } from "./svg-text.ts";

/** Sizes of what a picture of a flow shows, in px. A node is as wide as on the canvas. */
export const pictureSizes = {
  nodeWidth: 184,
  headHeight: 34,
  rowHeight: 20,
  nodeFoot: 8,
  commentWidth: 200,
  commentLine: 17,
  commentPad: 10,
  groupPad: 14,
  groupHead: 22,
  margin: 28,
} as const;

/** A rectangle, in px. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A node as the picture shows it: only the ports that are wired. */
export interface NodeBox extends Rect {
  readonly node: FlowNode;
  readonly title: string;
  /** Title of its type. */
  readonly kind: string;
  /** There is no such node type. */
  readonly isUnknown: boolean;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** Where everything in a picture lies. */
export interface Picture {
  readonly bounds: Rect;
  readonly nodes: ReadonlyMap<string, NodeBox>;
  readonly groups: readonly (Rect & { readonly name: string })[];
  readonly comments: readonly (Rect & { readonly lines: readonly string[] })[];
}

const commentLinesAtMost = 12;
const noBounds: Rect = { x: 0, y: 0, width: 320, height: 120 };

/** Lays a flow out as its document places it; whole px, so that the same flow gives the same picture. */
export function layOut(flow: Flow, catalogue: NodeCatalogue): Picture {
  const { groupPad: pad, groupHead, margin } = pictureSizes;
  const places = placesOf(flow);
  const wired = wiredPorts(flow);
  const nodes = new Map(
    flow.nodes.map((node) => [node.id, boxOf(node, places.get(node.id), wired, catalogue)]),
  );
  const groups = (flow.groups ?? []).flatMap(({ name, nodes: members }) => {
    const inside = around(members.flatMap((id) => nodes.get(id) ?? []));
    if (inside === undefined) return [];
    return [{ name, ...grown(inside, { left: pad, top: groupHead + pad, right: pad, bottom: pad }) }];
  });
  const comments = (flow.comments ?? []).map(commentBox);
  const all = around([...nodes.values(), ...groups, ...comments]);
  const bounds = all && grown(all, { left: margin, top: margin, right: margin, bottom: margin });
  return { bounds: bounds ?? noBounds, nodes, groups, comments };
}

type WiredPorts = ReadonlyMap<string, { readonly inputs: Set<string>; readonly outputs: Set<string> }>;

function wiredPorts({ nodes, edges }: Flow): WiredPorts {
  const wired = new Map(
    nodes.map(({ id }) => [id, { inputs: new Set<string>(), outputs: new Set<string>() }]),
  );
  for (const { from, to } of edges) {
    wired.get(from.node)?.outputs.add(from.port);
    wired.get(to.node)?.inputs.add(to.port);
  }
  return wired;
}

function boxOf(
  node: FlowNode,
  place: { readonly x: number; readonly y: number } | undefined,
  wired: WiredPorts,
  catalogue: NodeCatalogue,
): NodeBox {
  const definition = catalogue.get(node.type);
  const ports = wired.get(node.id);
  const inputs = inOrder(definition?.inputs, ports?.inputs);
  const outputs = inOrder(definition && outputsOf(definition), ports?.outputs);
  const kind = definition?.title ?? node.type;
  const { nodeWidth: width, headHeight, rowHeight, nodeFoot } = pictureSizes;
  const height = headHeight + Math.max(inputs.length, outputs.length) * rowHeight + nodeFoot;
  const [x, y] = [Math.round(place?.x ?? 0), Math.round(place?.y ?? 0)];
  const title = node.name ?? kind;
  return { node, title, kind, isUnknown: definition === undefined, inputs, outputs, x, y, width, height };
}

/** The wired ports in the order of the type, then those that only a wire knows of. */
function inOrder(declared: PortDefinitions = {}, wired: ReadonlySet<string> = new Set()): string[] {
  const known = Object.keys(declared).filter((port) => wired.has(port));
  return [...known, ...[...wired].filter((port) => !known.includes(port))];
}

function commentBox({ text, position }: NonNullable<Flow["comments"]>[number]) {
  const { commentWidth: width, commentLine, commentPad } = pictureSizes;
  const lines = wrapped(text, width - 2 * commentPad, 12, commentLinesAtMost);
  const height = lines.length * commentLine + 2 * commentPad;
  return { x: Math.round(position.x), y: Math.round(position.y), width, height, lines };
}

function around(rects: readonly Rect[]): Rect | undefined {
  if (rects.length === 0) return undefined;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y, width, height } of rects) {
    [left, top] = [Math.min(left, x), Math.min(top, y)];
    [right, bottom] = [Math.max(right, x + width), Math.max(bottom, y + height)];
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function grown(rect: Rect, by: { left: number; top: number; right: number; bottom: number }): Rect {
  return {
    x: rect.x - by.left,
    y: rect.y - by.top,
    width: rect.width + by.left + by.right,
    height: rect.height + by.top + by.bottom,
  };
}
