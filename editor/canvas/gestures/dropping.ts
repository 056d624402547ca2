import type { Node } from "@xyflow/react";
import { edgeLabel } from "#engine/flow/edge-label.ts";
import { catalogue } from "../../document/catalogue.ts";
import type { Editor } from "../../document/editor.ts";
import { guessedSize } from "../../document/layout/grid.ts";
import { insertIntoEdge, placeNode, portsIntoEdge } from "../../document/layout/placing.ts";
import { nodeMime } from "../../document/node-mime.ts";
import { noSelection } from "../../document/selection.ts";
import type { CanvasModel } from "../nodes-and-edges/canvas-model.ts";

/**
 * Putting nodes onto the canvas and into wires: node types dragged from the palette, and nodes of the canvas that
 * have no wires yet. The wire that would take the node is marked with `data-takes`.
 */
export class Dropping {
  readonly #editor: Editor;
  readonly #model: CanvasModel;
  /** Type that comes from the palette: the browser tells the data only at the drop, so it is noted at the start. */
  #type: string | undefined;
  #marked: Element | undefined;
  #isFree = false;

  constructor(editor: Editor, model: CanvasModel) {
    this.#editor = editor;
    this.#model = model;
  }

  /** Notes what is dragged on the page until the answer is called. */
  watch(): () => void {
    const begin = ({ dataTransfer }: DragEvent) => {
      this.#type = dataTransfer?.getData(nodeMime) || undefined;
    };
    const end = () => {
      this.#type = undefined;
      this.#mark(undefined);
    };
    document.addEventListener("dragstart", begin);
    document.addEventListener("dragend", end);
    return () => {
      document.removeEventListener("dragstart", begin);
      document.removeEventListener("dragend", end);
    };
  }

  readonly onDragOver = (event: React.DragEvent): void => {
    if (!event.dataTransfer.types.includes(nodeMime)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    if (this.#type !== undefined) this.#mark(this.#wireFor(this.#type, event.clientX, event.clientY));
  };

  readonly onDragLeave = ({ currentTarget, relatedTarget }: React.DragEvent): void => {
    if (!currentTarget.contains(relatedTarget as Element | null)) this.#mark(undefined);
  };

  readonly onDrop = (event: React.DragEvent): void => {
    const type = event.dataTransfer.getData(nodeMime);
    const { flow, canvas } = this.#editor;
    if (!catalogue.has(type) || flow === undefined || canvas === undefined) return;
    event.preventDefault();
    const edge = this.#wireFor(type, event.clientX, event.clientY)?.label;
    const at = canvas.toFlow(event.clientX, event.clientY);
    const corner = { x: at.x - guessedSize.width / 2, y: at.y };
    const { sizeOf } = canvas;
    const placed = placeNode(flow, type, corner, edge === undefined ? { sizeOf } : { edge, sizeOf });
    this.#mark(undefined);
    this.#editor.change(() => placed.flow);
    this.#editor.select({ ...noSelection, nodes: [placed.nodeId] });
    canvas.focusNode(placed.nodeId);
  };

  readonly onNodeDragStart = (_event: unknown, node: Node, nodes: readonly Node[]): void => {
    const edges = this.#editor.flow?.edges ?? [];
    const isWired = edges.some(({ from, to }) => from.node === node.id || to.node === node.id);
    this.#isFree = nodes.length === 1 && node.type === "flow" && !isWired;
  };

  readonly onNodeDrag = (event: MouseEvent | TouchEvent | React.MouseEvent, node: Node): void => {
    if (this.#isFree && "clientX" in event) this.#mark(this.#wireUnder(node, event.clientX, event.clientY));
  };

  /** The end of a drag: the only moment when the document hears of it. */
  readonly onNodeDragStop = (event: MouseEvent | TouchEvent | React.MouseEvent, node: Node): void => {
    const isOver = this.#isFree && "clientX" in event;
    const label = isOver ? this.#wireUnder(node, event.clientX, event.clientY)?.label : undefined;
    this.#mark(undefined);
    this.#model.commitMoves((flow) =>
      label === undefined
        ? flow
        : (insertIntoEdge(flow, node.id, label, this.#editor.canvas?.sizeOf) ?? flow),
    );
  };

  #wireUnder(node: Node, clientX: number, clientY: number): TakingWire | undefined {
    const type = this.#editor.flow?.nodes.find(({ id }) => id === node.id)?.type;
    return type === undefined ? undefined : this.#wireFor(type, clientX, clientY);
  }

  #wireFor(type: string, clientX: number, clientY: number): TakingWire | undefined {
    const { flow } = this.#editor;
    for (const element of document.elementsFromPoint(clientX, clientY)) {
      const wire = element.closest<SVGElement>(".react-flow__edge");
      const label = wire?.dataset["id"];
      const edge = flow?.edges.find((each) => edgeLabel(each) === label);
      if (wire === null || label === undefined || flow === undefined || edge === undefined) continue;
      return portsIntoEdge(flow, type, edge) && { label, wire };
    }
    return undefined;
  }

  #mark(taking: TakingWire | undefined): void {
    if (this.#marked === taking?.wire) return;
    this.#marked?.removeAttribute("data-takes");
    this.#marked = taking?.wire;
    this.#marked?.setAttribute("data-takes", "");
  }
}

interface TakingWire {
  readonly label: string;
  readonly wire: Element;
}
