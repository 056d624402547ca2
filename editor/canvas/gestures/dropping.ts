import type { Node } from "@xyflow/react";
import { catalogue } from "../../document/catalogue.ts";
import type { Editor } from "../../document/editor.ts";
import { guessedSize } from "../../document/layout/grid.ts";
import { nodeMime } from "../../document/node-mime.ts";
import { noSelection } from "../../document/selection.ts";
import type { CanvasModel } from "../nodes-and-edges/canvas-model.ts";
import {
  type DropGesture,
  dropped,
  idle,
  left,
  markedWire,
  over,
  picked,
  pickedNodes,
} from "./drop-gesture.ts";

/**
 * Putting nodes onto the canvas and into wires: node types dragged from the palette, and nodes of the canvas that
 * have no wires yet. The browser's and React Flow's events, as steps of a {@link DropGesture}; the wire that would take
 * the node is marked with `data-takes`.
 */
export class Dropping {
  readonly #editor: Editor;
  readonly #model: CanvasModel;
  #gesture: DropGesture = idle;
  #marked: Element | undefined;

  constructor(editor: Editor, model: CanvasModel) {
    this.#editor = editor;
    this.#model = model;
  }

  /** Notes what is dragged on the page until the answer is called: the browser tells the data only at the drop. */
  watch(): () => void {
    const begin = ({ dataTransfer }: DragEvent) =>
      this.#step(picked(dataTransfer?.getData(nodeMime) || undefined));
    const end = () => this.#step(idle);
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
    this.#over(event);
  };

  readonly onDragLeave = ({ currentTarget, relatedTarget }: React.DragEvent): void => {
    if (!currentTarget.contains(relatedTarget as Element | null)) this.#step(left(this.#gesture));
  };

  readonly onDrop = (event: React.DragEvent): void => {
    const type = event.dataTransfer.getData(nodeMime);
    const { flow, canvas } = this.#editor;
    if (!catalogue.has(type) || flow === undefined || canvas === undefined) return;
    event.preventDefault();
    this.#gesture = picked(type); // also one that another window's palette gave
    this.#over(event);
    const done = dropped(this.#gesture, flow, canvas.toFlow(event.clientX, event.clientY), canvas.sizeOf);
    this.#step(idle);
    if (done.kind !== "dropped") return;
    this.#editor.change(() => done.flow);
    this.#editor.select({ ...noSelection, nodes: [done.nodeId] });
    canvas.focusNode(done.nodeId);
  };

  readonly onNodeDragStart = (_event: unknown, node: Node, nodes: readonly Node[]): void => {
    const { flow } = this.#editor;
    const isNode = node.type === "flow" && nodes.length === 1;
    this.#step(flow === undefined || !isNode ? idle : pickedNodes(flow, [node.id]));
  };

  readonly onNodeDrag = (event: MouseEvent | TouchEvent | React.MouseEvent): void => {
    if ("clientX" in event) this.#over(event);
  };

  /** The end of a drag: the only moment when the document changes. */
  readonly onNodeDragStop = (event: MouseEvent | TouchEvent | React.MouseEvent): void => {
    if ("clientX" in event) this.#over(event);
    const gesture = this.#gesture;
    this.#step(idle);
    const sizeOf = this.#editor.canvas?.sizeOf ?? (() => guessedSize);
    this.#model.commitMoves((flow) => {
      const done = dropped(gesture, flow, { x: 0, y: 0 }, sizeOf);
      return done.kind === "dropped" ? done.flow : flow;
    });
  };

  #over({ clientX, clientY }: { readonly clientX: number; readonly clientY: number }): void {
    const { flow } = this.#editor;
    if (flow === undefined || this.#gesture.kind === "idle") return;
    this.#step(over(this.#gesture, flow, wiresAt(clientX, clientY)));
  }

  #step(next: DropGesture): void {
    this.#gesture = next;
    const label = markedWire(next);
    const wire = label === undefined ? undefined : wireElement(label);
    if (wire === this.#marked) return;
    this.#marked?.removeAttribute("data-takes");
    this.#marked = wire;
    this.#marked?.setAttribute("data-takes", "");
  }
}

/** Labels of the wires at a place of the window, the upper one first. */
function wiresAt(clientX: number, clientY: number): string[] {
  return document
    .elementsFromPoint(clientX, clientY)
    .map((element) => element.closest<SVGElement>(".react-flow__edge")?.dataset["id"])
    .filter((label) => label !== undefined);
}

function wireElement(label: string): Element | undefined {
  return document.querySelector(`.react-flow__edge[data-id="${CSS.escape(label)}"]`) ?? undefined;
}
