import { formatCount } from "../data/format.ts";
import type { Series } from "../data/sample-ring.ts";
import { Chart } from "./chart.tsx";

/** A chart of the page. */
export interface ChartSpec {
  readonly series: Series;
  readonly title: string;
  /** The value of now, with its unit. */
  readonly format: (value: number) => string;
  /** A value at the axis: short. */
  readonly tick: (value: number) => string;
  /** The axis ends here at least, so that noise near 0 does not look like a storm. */
  readonly minimumTop: number;
  /** Number of the colour among the tokens `--series-1` to `--series-6`. */
  readonly colour: 1 | 2 | 3 | 4 | 5 | 6;
}

const perSecond = (value: number) => `${value < 9.95 ? Number(value.toFixed(1)) : formatCount(value)}/s`;

const charts: readonly ChartSpec[] = [
  {
    series: "cpuPercent",
    title: "CPU of one core",
    format: (value) => `${value.toFixed(0)}%`,
    tick: (value) => `${value}%`,
    minimumTop: 100,
    colour: 1,
  },
  {
    series: "rssMib",
    title: "Memory",
    format: (value) => `${formatCount(value)} MiB`,
    tick: formatCount,
    minimumTop: 128,
    colour: 3,
  },
  {
    series: "eventLoopLagMs",
    title: "Event-loop lag",
    format: (value) => `${value.toFixed(1)} ms`,
    tick: (value) => `${value} ms`,
    minimumTop: 20,
    colour: 5,
  },
  { series: "sessions", title: "Sessions", format: formatCount, tick: formatCount, minimumTop: 4, colour: 6 },
  {
    series: "packetsPerSecond",
    title: "Packets",
    format: perSecond,
    tick: formatCount,
    minimumTop: 50,
    colour: 1,
  },
  {
    series: "dropsPerSecond",
    title: "Drops",
    format: perSecond,
    tick: formatCount,
    minimumTop: 4,
    colour: 4,
  },
  {
    series: "queueDepth",
    title: "Tasks waiting for a device",
    format: formatCount,
    tick: formatCount,
    minimumTop: 4,
    colour: 2,
  },
];

/** What the server did in the last five minutes. */
export function ChartsPanel() {
  return (
    <section className="charts" aria-label="The last five minutes">
      {charts.map((spec) => (
        <Chart key={spec.series} spec={spec} />
      ))}
    </section>
  );
}
