import type { Flow } from "#engine/flow/schema.ts";
import { portTypes } from "#engine/graph/port-types.ts";
import { otherSide, portTypeOf } from "../../document/connect-rules.ts";
import type { PortEnd } from "../../document/view.ts";
import { type Dragging, mayEnd } from "./wire-gesture.ts";

/**
 * Lights the ports up that a wire may go to, while it is drawn: by attributes of the canvas element and of the ports,
 * which CSS knows. Nothing renders.
 */
export class PortLights {
  readonly #root: () => HTMLElement | null;
  #relight = () => {};
  readonly #watch = new MutationObserver(() => this.#relight());

  constructor(root: () => HTMLElement | null) {
    this.#root = root;
  }

  light(flow: Flow, gesture: Dragging): void {
    const root = this.#root();
    if (root === null) return;
    const { from } = gesture;
    root.dataset["wiringTo"] = otherSide(from.side);
    root.style.setProperty("--wire-colour", portTypes[portTypeOf(flow, from) ?? "any"].colour);
    this.#relight = () => {
      for (const port of root.querySelectorAll<HTMLElement>(".port-handle"))
        port.toggleAttribute("data-fits", mayEnd(gesture, endOfPort(port)));
    };
    this.#relight();
    // Nodes that come into view while the canvas scrolls.
    const nodes = root.querySelector(".react-flow__nodes");
    if (nodes !== null) this.#watch.observe(nodes, { childList: true });
  }

  dim(): void {
    const root = this.#root();
    this.#watch.disconnect();
    if (root === null) return;
    delete root.dataset["wiringTo"];
    for (const port of root.querySelectorAll("[data-fits]")) port.removeAttribute("data-fits");
  }
}

/** The end that an element of a port stands for. */
export function endOfPort(port: HTMLElement): PortEnd {
  const { nodeid: nodeId = "", handleid = "" } = port.dataset;
  return { nodeId, port: handleid, side: port.classList.contains("target") ? "input" : "output" };
}
