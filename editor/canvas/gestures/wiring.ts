import type { Connection, Edge, FinalConnectionState, OnConnectStart } from "@xyflow/react";
import { edgeLabel } from "#engine/flow/edge-label.ts";
import type { FlowEdge } from "#engine/flow/schema.ts";
import type { Editor } from "../../document/editor.ts";
import { disconnect } from "../../document/edits.ts";
import type { PortEnd } from "../../document/view.ts";
import { text } from "../../texts/texts.ts";
import { endOfPort, PortLights } from "./port-lights.ts";
import { refusalOf } from "./refusal.ts";
import {
  dragged,
  dropped,
  idle,
  mayEnd,
  pointed,
  type WireGesture,
  type WireOutcome,
  type WireTarget,
  withWire,
} from "./wire-gesture.ts";

/** Drawing wires by hand: React Flow's events, as steps of a {@link WireGesture}. */
export class Wiring {
  readonly #editor: Editor;
  readonly #root: () => HTMLElement | null;
  readonly #lights: PortLights;
  #gesture: WireGesture = idle;

  constructor(editor: Editor, root: () => HTMLElement | null) {
    this.#editor = editor;
    this.#root = root;
    this.#lights = new PortLights(root);
  }

  readonly onReconnectStart = (_event: unknown, edge: Edge): void => {
    this.#gesture = pointed(edge.id);
  };

  readonly onConnectStart: OnConnectStart = (_event, { nodeId, handleId, handleType }) => {
    const { flow } = this.#editor;
    if (flow === undefined || nodeId === null || handleId === null) return;
    const dragging = dragged(this.#gesture, flow, endOfHandle(nodeId, handleId, handleType));
    this.#gesture = dragging;
    this.#lights.light(flow, dragging);
  };

  readonly isValidConnection = (connection: Connection | Edge): boolean => {
    const { source, sourceHandle, target, targetHandle } = connection;
    const isOutput = this.#gesture.kind === "dragging" && this.#gesture.from.side === "output";
    return mayEnd(
      this.#gesture,
      isOutput
        ? { nodeId: target, port: targetHandle ?? "", side: "input" }
        : { nodeId: source, port: sourceHandle ?? "", side: "output" },
    );
  };

  readonly onConnect = (connection: Connection): void => {
    this.#editor.withdraw("wire");
    this.#editor.change((flow) => withWire(flow, edgeOf(connection), undefined));
  };

  readonly onReconnect = (old: Edge, connection: Connection): void => {
    const edge = edgeOf(connection);
    this.#editor.change((flow) => withWire(flow, edge, old.id));
    this.#editor.select({ nodes: [], edges: [edgeLabel(edge)], comments: [] });
  };

  /** Where React Flow has not joined two ports itself. */
  readonly onConnectEnd = (event: MouseEvent | TouchEvent, state: FinalConnectionState): void => {
    const at = "clientX" in event ? event : event.changedTouches[0];
    const target = state.isValid === true || at === undefined ? outside : this.#targetAt(at, state.toHandle);
    this.#drop(target, at);
  };

  /** The end of wiring by two clicks; a port that fits React Flow has joined. */
  readonly onClickConnectEnd = ({ target }: { readonly target: EventTarget | null }): void => {
    const port = target instanceof Element ? target.closest<HTMLElement>(".port-handle") : null;
    const end = port === null ? undefined : endOfPort(port);
    const isRefused = end !== undefined && !mayEnd(this.#gesture, end);
    this.#drop(isRefused ? { kind: "port", end } : outside);
  };

  #targetAt(at: Place, handle: FinalConnectionState["toHandle"]): WireTarget {
    if (handle !== null)
      return { kind: "port", end: endOfHandle(handle.nodeId, handle.id ?? "", handle.type) };
    const under = document.elementFromPoint(at.clientX, at.clientY);
    if (under === null || this.#root()?.contains(under) !== true) return outside;
    const nodeId = under.closest<HTMLElement>("[data-node-id]")?.dataset["nodeId"];
    return nodeId === undefined ? { kind: "canvas" } : { kind: "node", nodeId };
  }

  #drop(target: WireTarget, at?: Place): void {
    const { flow } = this.#editor;
    const gesture = this.#gesture;
    this.#gesture = idle;
    this.#lights.dim();
    if (gesture.kind !== "dragging" || flow === undefined) return;
    this.#perform(dropped(gesture, flow, target).outcome, at);
  }

  #perform(outcome: WireOutcome, at: Place | undefined): void {
    const editor = this.#editor;
    if (outcome.kind === "wired") editor.change((flow) => withWire(flow, outcome.edge, outcome.moved));
    if (outcome.kind === "removed") editor.change((flow) => disconnect(flow, [outcome.moved]));
    if (outcome.kind === "asked") this.#ask(outcome.from, at);
    if (outcome.kind === "refused") this.#refuse(refusalOf(outcome.flow, outcome.from, outcome.to));
    if (outcome.kind === "no-port") this.#refuse(text(`canvas.refused.no-${outcome.side}`));
  }

  #ask(from: PortEnd, place: Place | undefined): void {
    const at = place && this.#editor.canvas?.toFlow(place.clientX, place.clientY);
    if (at !== undefined) this.#editor.openDialog({ kind: "add-node", at, from });
  }

  #refuse(why: string | undefined): void {
    if (why !== undefined) this.#editor.notify("warn", why, "wire");
  }
}

/** A place of the window, in px. */
interface Place {
  readonly clientX: number;
  readonly clientY: number;
}

const outside: WireTarget = { kind: "outside" };

function endOfHandle(nodeId: string, port: string, type: "source" | "target" | null): PortEnd {
  return { nodeId, port, side: type === "target" ? "input" : "output" };
}

function edgeOf({ source, sourceHandle, target, targetHandle }: Connection): FlowEdge {
  return { from: { node: source, port: sourceHandle ?? "" }, to: { node: target, port: targetHandle ?? "" } };
}
