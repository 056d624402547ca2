import type { Connection, Edge, FinalConnectionState, OnConnectStart } from "@xyflow/react";
import { edgeLabel } from "#engine/flow/edge-label.ts";
import type { Flow, FlowEdge } from "#engine/flow/schema.ts";
import { portTypes } from "#engine/graph/port-types.ts";
import { edgeBetween, fittingPorts, otherSide, portsOf, portTypeOf } from "../../document/connect-rules.ts";
import type { Editor } from "../../document/editor.ts";
import { connect, disconnect } from "../../document/edits.ts";
import { rewire } from "../../document/structure.ts";
import type { PortEnd } from "../../document/view.ts";
import { text } from "../../texts/texts.ts";
import { refusalOf } from "./refusal.ts";

/** A wire that is being drawn: where from, and where to it may go. */
interface Wire {
  readonly from: PortEnd;
  readonly fits: ReadonlyMap<string, PortEnd>;
  /** Label of the wire whose end is being moved. */
  readonly moved: string | undefined;
}

/**
 * Drawing wires by hand. What fits is worked out once when a drag begins; while it lasts React Flow's questions are
 * answered from that table, and CSS lights the ports up by attributes of the canvas element and of the ports.
 */
export class Wiring {
  readonly #editor: Editor;
  readonly #root: () => HTMLElement | null;
  #wire: Wire | undefined;
  #moved: string | undefined;
  #relight = () => {};
  readonly #watch = new MutationObserver(() => this.#relight());

  constructor(editor: Editor, root: () => HTMLElement | null) {
    this.#editor = editor;
    this.#root = root;
  }

  readonly onReconnectStart = (_event: unknown, edge: Edge): void => {
    this.#moved = edge.id;
  };

  readonly onConnectStart: OnConnectStart = (_event, { nodeId, handleId, handleType }) => {
    const { flow } = this.#editor;
    if (flow === undefined || nodeId === null || handleId === null) return;
    const from: PortEnd = { nodeId, port: handleId, side: handleType === "target" ? "input" : "output" };
    const without = this.#moved === undefined ? flow : disconnect(flow, [this.#moved]);
    const fits = new Map(fittingPorts(without, from).map((end) => [keyOf(end), end]));
    this.#wire = { from, fits, moved: this.#moved };
    this.#light(flow, this.#wire);
  };

  readonly isValidConnection = (connection: Connection | Edge): boolean => {
    if (this.#wire === undefined) return false;
    const { source, sourceHandle, target, targetHandle } = connection;
    const end: PortEnd =
      this.#wire.from.side === "output"
        ? { nodeId: target, port: targetHandle ?? "", side: "input" }
        : { nodeId: source, port: sourceHandle ?? "", side: "output" };
    return this.#wire.fits.has(keyOf(end));
  };

  readonly onConnect = (connection: Connection): void => {
    this.#editor.withdraw("wire");
    this.#editor.change((flow) => connect(flow, edgeOf(connection)));
  };

  readonly onReconnect = (old: Edge, connection: Connection): void => {
    const edge = edgeOf(connection);
    this.#editor.change((flow) => rewire(flow, old.id, edge));
    this.#editor.select({ nodes: [], edges: [edgeLabel(edge)], comments: [] });
  };

  /** Dropped beside every port: on a node it goes to the first port that fits, on nothing a node is asked for. */
  readonly onConnectEnd = (event: MouseEvent | TouchEvent, state: FinalConnectionState): void => {
    const wire = this.#wire;
    this.#end();
    if (wire === undefined || state.isValid === true) return;
    if (state.toHandle !== null) {
      const { nodeId, id, type } = state.toHandle;
      this.#refuse(wire, { nodeId, port: id ?? "", side: type === "target" ? "input" : "output" });
      return;
    }
    const at = "clientX" in event ? event : event.changedTouches[0];
    const under = at === undefined ? null : document.elementFromPoint(at.clientX, at.clientY);
    if (at === undefined || under === null || this.#root()?.contains(under) !== true) return;
    const nodeId = under.closest<HTMLElement>("[data-node-id]")?.dataset["nodeId"];
    if (nodeId !== undefined) this.#dropOnNode(wire, nodeId);
    else if (wire.moved !== undefined) this.#remove(wire.moved);
    else this.#ask(wire, at.clientX, at.clientY);
  };

  /** The end of wiring by two clicks. */
  readonly onClickConnectEnd = ({ target }: { readonly target: EventTarget | null }): void => {
    const wire = this.#wire;
    this.#end();
    const port = target instanceof Element ? target.closest<HTMLElement>(".port-handle") : null;
    const end = port === null ? undefined : endOf(port);
    if (wire !== undefined && end !== undefined && !wire.fits.has(keyOf(end))) this.#refuse(wire, end);
  };

  /** Nothing is lit any more. */
  #end(): void {
    this.#wire = undefined;
    this.#moved = undefined;
    this.#dim();
  }

  /** Says why the wire does not go to this port. Back where it began it was only let go. */
  #refuse({ from, moved }: Wire, to: PortEnd): void {
    const { flow } = this.#editor;
    if (flow === undefined || keyOf(from) === keyOf(to)) return;
    const why = refusalOf(moved === undefined ? flow : disconnect(flow, [moved]), from, to);
    if (why !== undefined) this.#editor.notify("warn", why, "wire");
  }

  #dropOnNode(wire: Wire, nodeId: string): void {
    const { from, fits, moved } = wire;
    const to = [...fits.values()].find((end) => end.nodeId === nodeId && end.port !== "error");
    if (to === undefined) {
      this.#refuseNode(wire, nodeId);
      return;
    }
    const edge = edgeBetween(from, to);
    this.#editor.change((flow) => (moved === undefined ? connect(flow, edge) : rewire(flow, moved, edge)));
  }

  #refuseNode(wire: Wire, nodeId: string): void {
    if (nodeId === wire.from.nodeId) return;
    const side = otherSide(wire.from.side);
    const type = this.#editor.flow?.nodes.find(({ id }) => id === nodeId)?.type ?? "";
    const port = Object.keys(portsOf(type, side)).find((each) => each !== "error");
    if (port !== undefined) this.#refuse(wire, { nodeId, port, side });
    else this.#editor.notify("warn", text(`canvas.refused.no-${side}`), "wire");
  }

  #remove(label: string): void {
    this.#editor.change((flow) => disconnect(flow, [label]));
  }

  #ask({ from }: Wire, clientX: number, clientY: number): void {
    const at = this.#editor.canvas?.toFlow(clientX, clientY);
    if (at !== undefined) this.#editor.openDialog({ kind: "add-node", at, from });
  }

  #light(flow: Flow, { from, fits }: Wire): void {
    const root = this.#root();
    if (root === null) return;
    root.dataset["wiringTo"] = from.side === "output" ? "input" : "output";
    root.style.setProperty("--wire-colour", portTypes[portTypeOf(flow, from) ?? "any"].colour);
    const light = () => {
      for (const port of root.querySelectorAll<HTMLElement>(".port-handle")) {
        port.toggleAttribute("data-fits", fits.has(keyOf(endOf(port))));
      }
    };
    light();
    // Nodes that come into view while the canvas scrolls.
    const nodes = root.querySelector(".react-flow__nodes");
    if (nodes !== null) this.#watch.observe(nodes, { childList: true });
    this.#relight = light;
  }

  #dim(): void {
    const root = this.#root();
    this.#watch.disconnect();
    if (root === null) return;
    delete root.dataset["wiringTo"];
    for (const port of root.querySelectorAll("[data-fits]")) port.removeAttribute("data-fits");
  }
}

function endOf(port: HTMLElement): PortEnd {
  const { nodeid: nodeId = "", handleid = "" } = port.dataset;
  return { nodeId, port: handleid, side: port.classList.contains("target") ? "input" : "output" };
}

function keyOf({ nodeId, port, side }: PortEnd): string {
  return `${side} ${nodeId} ${port}`;
}

function edgeOf({ source, sourceHandle, target, targetHandle }: Connection): FlowEdge {
  return { from: { node: source, port: sourceHandle ?? "" }, to: { node: target, port: targetHandle ?? "" } };
}
