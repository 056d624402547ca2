import "./charts-panel.css";
import { useContext, useMemo } from "react";
import { Chart, type ChartSource } from "../../ui/chart/chart.tsx";
import type { ChartSpec } from "../../ui/chart/draw.ts";
import { formatCount } from "../../ui/format.ts";
import type { Series } from "../data/figures.ts";
import { StoreContext } from "../data/store-context.ts";

const perSecond = (value: number) => `${value < 9.95 ? Number(value.toFixed(1)) : formatCount(value)}/s`;

const charts: readonly ChartSpec<Series>[] = [
  {
    lines: [{ series: "cpuPercent", colour: 1 }],
    title: "CPU of one core",
    format: (value) => `${value.toFixed(0)}%`,
    tick: (value) => `${value}%`,
    minimumTop: 100,
  },
  {
    lines: [{ series: "rssMib", colour: 3 }],
    title: "Memory",
    format: (value) => `${formatCount(value)} MiB`,
    tick: formatCount,
    minimumTop: 128,
  },
  {
    lines: [{ series: "eventLoopLagMs", colour: 5 }],
    title: "Event-loop lag",
    format: (value) => `${value.toFixed(1)} ms`,
    tick: (value) => `${value} ms`,
    minimumTop: 20,
  },
  {
    lines: [{ series: "sessions", colour: 6 }],
    title: "Sessions",
    format: formatCount,
    tick: formatCount,
    minimumTop: 4,
  },
  {
    lines: [{ series: "packetsPerSecond", colour: 1 }],
    title: "Packets",
    format: perSecond,
    tick: formatCount,
    minimumTop: 50,
  },
  {
    lines: [{ series: "dropsPerSecond", colour: 4 }],
    title: "Drops",
    format: perSecond,
    tick: formatCount,
    minimumTop: 4,
  },
  {
    lines: [{ series: "queueDepth", colour: 2 }],
    title: "Tasks waiting for a device",
    format: formatCount,
    tick: formatCount,
    minimumTop: 4,
  },
];

/** What the server did in the last five minutes. */
export function ChartsPanel() {
  const store = useContext(StoreContext);
  const source = useMemo(
    (): ChartSource<Series> => ({
      subscribe: (update) => store.subscribe("samples", update),
      columns: (...series) => store.samples.columns(...series),
    }),
    [store],
  );
  return (
    <section className="charts" aria-label="The last five minutes">
      {charts.map((spec) => (
        <Chart key={spec.title} spec={spec} source={source} />
      ))}
    </section>
  );
}
