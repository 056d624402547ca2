import "./node-charts.css";
import { useMemo } from "react";
import { useEditor } from "../document/editor-context.tsx";
import { formatRate, formatSpread } from "../figures/badge-text.ts";
import type { HistorySeries } from "../figures/history.ts";
import type { LiveFigures } from "../figures/live-figures.ts";
import { text, useLanguage } from "../texts/texts.ts";
import { Chart, type ChartSource } from "../ui/chart/chart.tsx";
import type { ChartSpec } from "../ui/chart/draw.ts";
import type { Columns } from "../ui/chart/sample-ring.ts";
import { formatCount, formatDuration, formatFixed, formatHundredths } from "../ui/format.ts";

/** The history of a node: a chart a figure. */
export function NodeCharts({ nodeId }: { readonly nodeId: string }) {
  const { figures } = useEditor();
  const language = useLanguage();
  const source = useMemo(() => sourceOf(figures, nodeId), [figures, nodeId]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the texts are those of the language
  const specs = useMemo(() => charts(), [language]);
  return (
    <div className="node-charts">
      {specs.map((spec) => (
        <Chart key={spec.lines[0].series} spec={spec} source={source} />
      ))}
    </div>
  );
}

function sourceOf(figures: LiveFigures, nodeId: string): ChartSource<HistorySeries> {
  return {
    subscribe: (update) => figures.subscribe("watched", update),
    columns: (first, ...more) =>
      figures.history(nodeId)?.columns(first, ...more) ?? ([[], [], ...more.map(() => [])] satisfies Columns),
  };
}

const perSecond = (value: number) => `${formatRate(value)}/s`;

function charts(): readonly ChartSpec<HistorySeries>[] {
  return [
    {
      title: text("alive.charts.packets"),
      lines: [{ series: "packetsPerSecond", colour: 1 }],
      format: perSecond,
      tick: formatRate,
      minimumTop: 10,
    },
    {
      title: text("alive.charts.process"),
      lines: [
        { series: "p50Ms", colour: 3 },
        { series: "p95Ms", colour: 2 },
      ],
      format: (p50 = 0, p95 = 0) => formatSpread(p50, p95),
      tick: formatTick,
      minimumTop: 1,
    },
    {
      title: text("alive.charts.queue"),
      lines: [
        { series: "queueDepth", colour: 6 },
        { series: "queueCapacity", colour: 4, isBound: true },
      ],
      format: (depth = 0, capacity = 0) =>
        capacity === 0 ? text("alive.charts.noQueue") : `${formatCount(depth)} / ${formatCount(capacity)}`,
      tick: formatCount,
      minimumTop: 2,
    },
    {
      title: text("alive.charts.drops"),
      lines: [{ series: "dropsPerSecond", colour: 4 }],
      format: perSecond,
      tick: formatRate,
      minimumTop: 4,
    },
    {
      title: text("alive.charts.factor"),
      lines: [{ series: "realTimeFactor", colour: 5 }],
      format: (factor = 0) => `×${formatFixed(factor, 2)}`,
      tick: (factor) => `×${formatHundredths(factor)}`,
      minimumTop: 0.1,
    },
    {
      title: text("alive.charts.lag"),
      lines: [{ series: "lagMs", colour: 2 }],
      format: (lagMs = 0) => formatDuration(lagMs),
      tick: formatTick,
      minimumTop: 100,
    },
  ];
}

/** A duration at an axis: round, so no digits are made up. */
function formatTick(ms: number): string {
  return ms < 1000 ? `${Number(ms.toPrecision(3))} ms` : `${Number((ms / 1000).toPrecision(3))} s`;
}
