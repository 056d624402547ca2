import { type VerdictCounts, verdictKinds } from "#engine/graph/verdict.ts";
import { text } from "../texts/texts.ts";
import { formatCount, formatDuration, formatFixed, formatTenths } from "../ui/format.ts";
import type { NodeNow, QueueFill } from "./figures.ts";

/** The places of a badge. */
export const badgeParts = [
  "packets",
  "median",
  "p95",
  "queue",
  "factor",
  "lag",
  "drops",
  "errors",
  "device",
] as const;
export type BadgePart = (typeof badgeParts)[number];

/** How loud a figure is: what is normal is quiet. */
export type Tone = "" | "warn" | "bad";

/** A figure as it is shown. */
export interface Shown {
  readonly text: string;
  readonly tone: Tone;
}

/** From here on listeners notice that captions are late, in ms. */
const lateMs = 5_000;

/** What a badge says in each of its places; the queue says how full it is, or nothing. */
export function badgeTexts(node: NodeNow): Record<BadgePart, Shown> {
  const { figures, dropped, replaced, queue, isFull } = node;
  const { processMs, realTimeFactor, lagMs, errors } = figures;
  const missed = figures.missed?.device;
  // a source has no packets to process
  const [median, p95] = processMs.max === 0 ? ["", "–"] : spread(processMs.p50, processMs.p95);
  return {
    packets: quiet(`${formatRate(node.packetsPerSecond)}/s`),
    median: quiet(median),
    p95: quiet(p95),
    queue: shown(queue === undefined ? "" : formatFill(queue), isFull ? "warn" : ""),
    factor: shown(`×${formatFixed(realTimeFactor, 2)}`, realTimeFactor > 1 ? "bad" : ""),
    lag: shown(`+${formatDuration(lagMs)}`, lagMs > lateMs ? "warn" : ""),
    drops:
      dropped > 0
        ? shown(`▾${formatShort(dropped)}`, "bad")
        : shown(replaced === 0 ? "" : `▾${formatShort(replaced)}`, "warn"),
    errors: shown(errors === 0 ? "" : `✕${formatShort(errors)}`, "bad"),
    device: shown(deviceText(figures.device, missed), missed === undefined ? "" : "warn"),
  };
}

/** The same as one sentence, for a screen reader. */
export function badgeLabel(nodeId: string, node: NodeNow): string {
  const { figures, dropped, replaced, queue } = node;
  const { processMs, realTimeFactor, lagMs, errors, device } = figures;
  const parts = [
    text("alive.label.packets", { count: formatRate(node.packetsPerSecond) }),
    text("alive.label.process", { p50: formatDuration(processMs.p50), p95: formatDuration(processMs.p95) }),
    queue &&
      text("alive.label.queue", { depth: formatCount(queue.depth), capacity: formatCount(queue.capacity) }),
    text("alive.label.factor", { factor: formatFixed(realTimeFactor, 2) }),
    text("alive.label.lag", { lag: formatDuration(lagMs) }),
    dropped > 0 && text("alive.label.dropped", { count: formatCount(dropped) }),
    replaced > 0 && text("alive.label.replaced", { count: formatCount(replaced) }),
    errors > 0 && text("alive.label.errors", { count: formatCount(errors) }),
    verdictText(figures.verdicts),
    device !== undefined && deviceText(device, figures.missed?.device),
  ];
  const said = parts.filter((part) => typeof part === "string").join(", ");
  return text("alive.label", { node: nodeId, figures: said });
}

/** What became of a node's results, in words; undefined where none was judged. */
export function verdictText(verdicts: VerdictCounts | undefined): string | undefined {
  if (verdicts === undefined) return undefined;
  const counted = verdictKinds.flatMap((kind) => {
    const count = verdicts[kind];
    return count === undefined ? [] : [text(`alive.verdict.${kind}`, { count: formatCount(count) })];
  });
  return text("alive.verdicts", { verdicts: counted.join(", ") });
}

/** A rate, short: 0.4, 31, 12k; a dash while it is not known. */
export function formatRate(perSecond: number): string {
  if (Number.isNaN(perSecond)) return "–";
  return perSecond < 9.95 ? formatTenths(perSecond) : formatShort(perSecond);
}

/** Two durations in one unit: 1.2 / 34 ms, 0.8 / 2.5 s. */
export function formatSpread(lowMs: number, highMs: number): string {
  return spread(lowMs, highMs).join("");
}

/** The two parts of that. */
function spread(lowMs: number, highMs: number): readonly [low: string, high: string] {
  const isLong = highMs >= 999.5;
  const short = (ms: number) => {
    const value = isLong ? ms / 1000 : ms;
    if (value > 0 && value < 0.095) return `<${formatFixed(0.1, 1)}`;
    return formatFixed(value, value < 9.95 ? 1 : 0);
  };
  return [`${short(lowMs)} / `, `${short(highMs)} ${isLong ? "s" : "ms"}`];
}

/** How full a queue is, in steps of 5%. */
function formatFill({ depth, capacity }: QueueFill): string {
  return `${Math.round((20 * depth) / capacity) * 5}%`;
}

function formatShort(count: number): string {
  if (count < 9_999.5) return count.toFixed(0);
  return count < 999_500 ? `${(count / 1000).toFixed(0)}k` : `${formatFixed(count / 1e6, 1)}M`;
}

function deviceText(device: string | undefined, missed: string | undefined): string {
  if (device === undefined) return "–";
  const name = device.toUpperCase();
  return missed === undefined
    ? name
    : text("alive.device.missed", { device: name, wanted: missed.toUpperCase() });
}

function shown(shownText: string, tone: Tone): Shown {
  return { text: shownText, tone: shownText === "" ? "" : tone };
}

function quiet(shownText: string): Shown {
  return { text: shownText, tone: "" };
}
