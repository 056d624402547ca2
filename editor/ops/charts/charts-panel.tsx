import "./charts-panel.css";
import { useContext, useMemo } from "react";
import { type TextKey, useLanguage, useText } from "../../texts/texts.ts";
import { Chart, type ChartSource } from "../../ui/chart/chart.tsx";
import type { ChartSpec } from "../../ui/chart/draw.ts";
import { formatCount, formatFixed, formatPercent, formatTenths } from "../../ui/format.ts";
import type { Series } from "../data/figures.ts";
import { StoreContext } from "../data/store-context.ts";

const perSecond = (value: number) => `${value < 9.95 ? formatTenths(value) : formatCount(value)}/s`;

const charts: readonly (ChartSpec<Series> & { readonly title: TextKey })[] = [
  {
    lines: [{ series: "cpuPercent", colour: 1 }],
    title: "ops.chart.cpu",
    format: (value) => formatPercent(value),
    tick: formatPercent,
    minimumTop: 100,
  },
  {
    lines: [{ series: "rssMib", colour: 3 }],
    title: "ops.chart.memory",
    format: (value) => `${formatCount(value)} MiB`,
    tick: formatCount,
    minimumTop: 128,
  },
  {
    lines: [{ series: "eventLoopLagMs", colour: 5 }],
    title: "ops.chart.eventLoopLag",
    format: (value) => `${formatFixed(value, 1)} ms`,
    tick: (value) => `${formatTenths(value)} ms`,
    minimumTop: 20,
  },
  {
    lines: [{ series: "sessions", colour: 6 }],
    title: "ops.chart.sessions",
    format: formatCount,
    tick: formatCount,
    minimumTop: 4,
  },
  {
    lines: [{ series: "packetsPerSecond", colour: 1 }],
    title: "ops.chart.packets",
    format: perSecond,
    tick: formatCount,
    minimumTop: 50,
  },
  {
    lines: [{ series: "dropsPerSecond", colour: 4 }],
    title: "ops.chart.drops",
    format: perSecond,
    tick: formatCount,
    minimumTop: 4,
  },
  {
    lines: [{ series: "queueDepth", colour: 2 }],
    title: "ops.chart.queue",
    format: formatCount,
    tick: formatCount,
    minimumTop: 4,
  },
];

/** What the server did in the last five minutes. */
export function ChartsPanel() {
  const t = useText();
  const language = useLanguage();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the titles are those of the language
  const specs = useMemo(() => charts.map((spec) => ({ ...spec, title: t(spec.title) })), [language]);
  const store = useContext(StoreContext);
  const source = useMemo(
    (): ChartSource<Series> => ({
      subscribe: (update) => store.subscribe("samples", update),
      columns: (...series) => store.samples.columns(...series),
    }),
    [store],
  );
  return (
    <section className="charts-panel" aria-label={t("ops.charts")}>
      {specs.map((spec) => (
        <Chart key={spec.lines[0].series} spec={spec} source={source} />
      ))}
    </section>
  );
}
