import "./wire-traffic.css";
import type { EdgeNow } from "./figures.ts";
import type { LiveFigures } from "./live-figures.ts";
import { type WireLook, wireLook } from "./wire-look.ts";

/** Elements of wires say which one they are. */
const wires = "[data-edge-label]";

/**
 * Shows traffic on the wires inside an element: `--wire-width` and the attributes `data-traffic` (`idle`, `flowing`)
 * and `data-losing` (`bad`, `warn`) on every element with `data-edge-label`; `data-live` on the element itself while a
 * session is watched. Only what has changed is written, and nothing is animated but the fading of a loss.
 */
export class WireTraffic {
  readonly #figures: LiveFigures;
  readonly #root: HTMLElement;
  readonly #stop: () => void;
  readonly #shown = new WeakMap<Element, WireLook>();

  constructor(figures: LiveFigures, root: HTMLElement) {
    this.#figures = figures;
    this.#root = root;
    this.#stop = figures.subscribe("watched", () => this.#draw());
    this.#draw();
  }

  stop(): void {
    this.#stop();
  }

  #draw(): void {
    if (document.visibilityState === "hidden") return;
    const edges = this.#figures.edges();
    const isLive = edges.size > 0;
    if (!isLive && !this.#root.hasAttribute("data-live")) return;
    this.#root.toggleAttribute("data-live", isLive);
    for (const element of this.#root.querySelectorAll<SVGElement>(wires)) {
      this.#show(element, edges.get(element.dataset["edgeLabel"] ?? ""));
    }
  }

  #show(element: SVGElement, edge: EdgeNow | undefined): void {
    const look = wireLook(edge);
    const last = this.#shown.get(element);
    if (look.width !== last?.width) element.style.setProperty("--wire-width", `${look.width}px`);
    if (look.traffic !== last?.traffic) element.dataset["traffic"] = look.traffic;
    if (look.losing !== last?.losing) {
      if (look.losing === undefined) delete element.dataset["losing"];
      else element.dataset["losing"] = look.losing;
    }
    this.#shown.set(element, look);
  }
}
