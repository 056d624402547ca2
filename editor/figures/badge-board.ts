import { type BadgePart, badgeLabel, badgeParts, badgeTexts, verdictText } from "./badge-text.ts";
import type { NodeNow } from "./figures.ts";
import type { LiveFigures } from "./live-figures.ts";

/** Screen readers get new words once in so many messages: 5 s. */
const labelEvery = 20;
/** Under this zoom the canvas shows titles only, as figures cannot be read: what is wrong is drawn, nothing else. */
const readableZoom = 0.5;

/** A place of a badge, with what it shows now. */
interface Part {
  readonly name: BadgePart;
  readonly element: HTMLElement;
  /** Written to in place: a new text node costs several times as much. */
  readonly node: Text;
  text: string;
  tone: string;
}

interface Badge {
  readonly nodeId: string;
  readonly root: HTMLElement;
  /** Parts that the badge has, with what they show. */
  readonly parts: readonly Part[];
  /** What a screen reader says in the place of the parts. */
  readonly label: Text;
  /** Spreads the words of many badges over the messages. */
  readonly turn: number;
  isSeen: boolean;
}

/**
 * Draws all badges in one go whenever there is news of the watched session: those in view only, and of them only
 * what has changed.
 */
export class BadgeBoard {
  readonly #figures: LiveFigures;
  readonly #badges = new Map<Element, Badge>();
  readonly #inView = new IntersectionObserver((entries) => this.#seen(entries), { rootMargin: "64px" });
  #stop: (() => void) | undefined;
  #messages = 0;
  #nextTurn = 0;

  constructor(figures: LiveFigures) {
    this.#figures = figures;
  }

  /** Takes an element with `data-part` places and one `data-label` in it; the answer lets go of it. */
  add(root: HTMLElement, nodeId: string): () => void {
    const parts = badgeParts.flatMap((name) => {
      const element = root.querySelector<HTMLElement>(`[data-part="${name}"]`);
      return element === null ? [] : [partOf(name, element)];
    });
    const label = new Text();
    root.querySelector("[data-label]")?.replaceChildren(label);
    const turn = this.#nextTurn++ % labelEvery;
    const badge: Badge = { nodeId, root, parts, label, turn, isSeen: false };
    this.#badges.set(root, badge);
    root.hidden = !this.#figures.nodes().has(nodeId);
    this.#inView.observe(root);
    this.#stop ??= this.#figures.subscribe("watched", () => this.#draw());
    return () => this.#remove(root);
  }

  #remove(root: HTMLElement): void {
    this.#inView.unobserve(root);
    this.#badges.delete(root);
    if (this.#badges.size > 0) return;
    this.#stop?.();
    this.#stop = undefined;
  }

  #seen(entries: readonly IntersectionObserverEntry[]): void {
    const nodes = this.#figures.nodes();
    for (const { target, isIntersecting } of entries) {
      const badge = this.#badges.get(target);
      if (badge === undefined) continue;
      badge.isSeen = isIntersecting;
      const node = nodes.get(badge.nodeId);
      if (isIntersecting && node !== undefined) drawBadge(badge, node, true, true);
    }
  }

  /** How large badges are drawn: that of one in view stands for all. */
  #zoom(): number {
    for (const { root, isSeen } of this.#badges.values())
      if (isSeen && !root.hidden) return root.getBoundingClientRect().width / root.offsetWidth;
    return 1;
  }

  #draw(): void {
    if (document.visibilityState === "hidden") return;
    const nodes = this.#figures.nodes();
    const turn = ++this.#messages % labelEvery;
    const isReadable = this.#zoom() >= readableZoom;
    for (const badge of this.#badges.values()) {
      const node = nodes.get(badge.nodeId);
      if (badge.root.hidden !== (node === undefined)) badge.root.hidden = node === undefined;
      if (node !== undefined && badge.isSeen) drawBadge(badge, node, isReadable, badge.turn === turn);
    }
  }
}

function partOf(name: BadgePart, element: HTMLElement): Part {
  const node = new Text();
  element.replaceChildren(node);
  return { name, element, node, text: "", tone: "" };
}

function drawBadge(badge: Badge, node: NodeNow, isReadable: boolean, isLabelDue: boolean): void {
  const { nodeId, parts, label } = badge;
  const texts = badgeTexts(node);
  for (const part of parts) {
    const { text, tone } = texts[part.name];
    if (!isReadable && tone === part.tone) continue;
    if (text !== part.text) {
      part.text = text;
      if (part.name === "queue") drawFill(part.element, text);
      else part.node.data = text;
    }
    if (tone !== part.tone) {
      part.tone = tone;
      part.element.dataset["tone"] = tone;
    }
  }
  if (!isLabelDue) return;
  label.data = badgeLabel(nodeId, node);
  badge.root.title = verdictText(node.figures.verdicts) ?? "";
}

/** The fill is a background: a new one is painted, nothing is laid out. */
function drawFill({ style }: HTMLElement, fill: string): void {
  style.backgroundSize = `${fill} 100%`;
  style.visibility = fill === "" ? "hidden" : "visible";
}
