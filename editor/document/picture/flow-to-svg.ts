import { edgeLabel } from "#engine/flow/edge-label.ts";
import type { Flow, FlowEdge } from "#engine/flow/schema.ts";
import { type NodeCatalogue, outputsOf } from "#engine/graph/definition.ts";
import { type PortType, portTypes } from "#engine/graph/port-types.ts";
import { portPaths } from "../../ui/port-paths.ts";
import { type PictureColours, type PictureTheme, pictureColours } from "./picture-colours.ts";
import { layOut, type NodeBox, type Picture, pictureSizes } from "./picture-layout.ts";
import { escapeXml, fitted } from "./svg-text.ts";

type Side = "inputs" | "outputs";

/**
 * A flow as an SVG picture: nodes with the ports that are wired, wires, groups and comments, where the document places
 * them. In one language the same flow gives the same text; names are text whatever is in them.
 */
export function flowToSvg(flow: Flow, catalogue: NodeCatalogue, theme: PictureTheme): string {
  const drawing = new Drawing(layOut(flow, catalogue), catalogue, pictureColours[theme]);
  return drawing.svg(flow);
}

class Drawing {
  readonly #picture: Picture;
  readonly #catalogue: NodeCatalogue;
  readonly #colours: PictureColours;

  constructor(picture: Picture, catalogue: NodeCatalogue, colours: PictureColours) {
    this.#picture = picture;
    this.#catalogue = catalogue;
    this.#colours = colours;
  }

  svg(flow: Flow): string {
    const { bounds, nodes, groups, comments } = this.#picture;
    const { x, y, width, height } = bounds;
    const lines = [
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${x} ${y} ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, sans-serif">`,
      `<title>${escapeXml(flow.name)}</title>`,
      `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="10" fill="${this.#colours.ground}"/>`,
      ...groups.map((group) => this.#group(group)),
      ...comments.map((comment) => this.#comment(comment)),
      ...flow.edges.flatMap((edge) => this.#wire(edge) ?? []),
      ...[...nodes.values()].map((box) => this.#node(box)),
      "</svg>",
    ];
    return `${lines.join("\n")}\n`;
  }

  #group({ x, y, width, height, name }: Picture["groups"][number]): string {
    const { line, muted } = this.#colours;
    const label = escapeXml(fitted(name, width - 24, 12));
    return (
      `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="10" fill="none" stroke="${line}" stroke-dasharray="5 4"/>` +
      `<text x="${x + 12}" y="${y + 19}" fill="${muted}" font-size="12" font-weight="600">${label}</text>`
    );
  }

  #comment({ x, y, width, height, lines }: Picture["comments"][number]): string {
    const { commentPad, commentLine } = pictureSizes;
    const rows = lines.map(
      (line, at) =>
        `<tspan x="${x + commentPad}" y="${y + commentPad + 12 + at * commentLine}">${escapeXml(line)}</tspan>`,
    );
    return (
      `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="6" fill="${this.#colours.note}"/>` +
      `<text fill="${this.#colours.text}" font-size="12">${rows.join("")}</text>`
    );
  }

  /** Undefined where an end of the wire is in no node. */
  #wire(edge: FlowEdge): string | undefined {
    const [source, target] = [this.#picture.nodes.get(edge.from.node), this.#picture.nodes.get(edge.to.node)];
    if (source === undefined || target === undefined) return undefined;
    const start = portAt(source, "outputs", edge.from.port);
    const end = portAt(target, "inputs", edge.to.port);
    const reach = Math.max(30, Math.round(Math.abs(end.x - start.x) / 2));
    const path = `M${start.x} ${start.y}C${start.x + reach} ${start.y} ${end.x - reach} ${end.y} ${end.x} ${end.y}`;
    const { colour } = portTypes[this.#typeOf(source, "outputs", edge.from.port)];
    return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="2"><title>${escapeXml(edgeLabel(edge))}</title></path>`;
  }

  /** Head of a node in a light tint of its category, round at the top as the node is. */
  #head({ x, y, width, node }: NodeBox): string {
    const category = this.#catalogue.get(node.type)?.category ?? "flow";
    const bottom = y + pictureSizes.headHeight - 4;
    const path = `M${x} ${bottom}V${y + 8}a8 8 0 0 1 8-8H${x + width - 8}a8 8 0 0 1 8 8V${bottom}Z`;
    return `<path d="${path}" fill="${this.#colours.categories[category]}" fill-opacity="0.16"/>`;
  }

  #node(box: NodeBox): string {
    const { x, y, width, height, node, title, kind, isUnknown, inputs, outputs } = box;
    const { node: ground, line, text, muted } = this.#colours;
    const hasKind = title !== kind;
    const label = escapeXml(fitted(title, width - 24, 14));
    return [
      `<g${node.disabled === true ? ' opacity="0.55"' : ""}>`,
      `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="8" fill="${ground}" stroke="${line}"${isUnknown ? ' stroke-dasharray="5 4"' : ""}/>`,
      this.#head(box),
      `<text x="${x + 12}" y="${y + (hasKind ? 16 : 20)}" fill="${text}" font-size="14" font-weight="600">${label}</text>`,
      hasKind
        ? `<text x="${x + 12}" y="${y + 27}" fill="${muted}" font-size="10">${escapeXml(fitted(kind, width - 24, 10))}</text>`
        : "",
      ...inputs.map((port) => this.#port(box, "inputs", port)),
      ...outputs.map((port) => this.#port(box, "outputs", port)),
      "</g>",
    ]
      .filter((part) => part !== "")
      .join("\n");
  }

  #port(box: NodeBox, side: Side, port: string): string {
    const { x, y } = portAt(box, side, port);
    const { colour, shape } = portTypes[this.#typeOf(box, side, port)];
    const [anchor, shift] = side === "inputs" ? ["start", 12] : ["end", -12];
    const label = escapeXml(fitted(port, box.width / 2 - 14, 11));
    return (
      `<path transform="translate(${x - 6} ${y - 6})" d="${portPaths[shape]}" fill="${colour}" fill-rule="evenodd"/>` +
      `<text x="${x + shift}" y="${y + 4}" fill="${this.#colours.muted}" font-size="11" text-anchor="${anchor}">${label}</text>`
    );
  }

  #typeOf({ node }: NodeBox, side: Side, port: string): PortType {
    const definition = this.#catalogue.get(node.type);
    if (definition === undefined) return "any";
    const ports = side === "inputs" ? definition.inputs : outputsOf(definition);
    return ports[port]?.type ?? "any";
  }
}

function portAt(box: NodeBox, side: Side, port: string): { readonly x: number; readonly y: number } {
  const { headHeight, rowHeight } = pictureSizes;
  const row = box[side].indexOf(port);
  const x = side === "inputs" ? box.x : box.x + box.width;
  return { x, y: box.y + headHeight + (row + 0.5) * rowHeight };
}
