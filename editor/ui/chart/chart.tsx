import "./chart.css";
import { useEffect, useRef, useSyncExternalStore } from "react";
import { currentTheme, onThemeChange } from "../theme.ts";
import { type ChartSpec, drawChart } from "./draw.ts";
import type { Columns } from "./sample-ring.ts";

/** Where a chart gets its lines from. The same object for as long as it is the same source. */
export interface ChartSource<Name extends string> {
  /** Calls back when there is something new; the answer ends it. */
  subscribe(update: () => void): () => void;
  columns(first: Name, ...more: readonly Name[]): Columns;
}

/** People who want less motion get a new picture this often, in ms. */
const calmMs = 1000;

/**
 * Figures over the last five minutes, and their values of now. It draws by itself whenever its source has something
 * new; React has no part in that.
 */
export function Chart<Name extends string>(props: {
  readonly spec: ChartSpec<Name>;
  readonly source: ChartSource<Name>;
}) {
  const { spec, source } = props;
  const theme = useSyncExternalStore(onThemeChange, currentTheme);
  const plot = useRef<HTMLDivElement>(null);
  const value = useRef<HTMLSpanElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are those of the theme
  useEffect(() => {
    const element = plot.current as HTMLDivElement;
    const chart = drawChart(element, spec);
    const resize = new ResizeObserver(() => {
      chart.setSize({ width: element.clientWidth, height: element.clientHeight });
    });
    const [first, ...more] = spec.lines;
    let drawnMs = Number.NEGATIVE_INFINITY;
    const update = () => {
      const nowMs = performance.now();
      if (document.visibilityState === "hidden" || (wantsCalm() && nowMs - drawnMs < calmMs)) return;
      drawnMs = nowMs;
      const columns = source.columns(first.series, ...more.map(({ series }) => series));
      chart.setData(columns);
      if (value.current !== null) value.current.textContent = valueOfNow(spec, columns);
    };
    const stop = source.subscribe(update);
    update();
    resize.observe(element);
    return () => {
      stop();
      resize.disconnect();
      chart.destroy();
    };
  }, [source, spec, theme]);
  return (
    <figure className="chart">
      <figcaption>
        <span className="chart-title">{spec.title}</span>
        <span className="chart-value figures" ref={value}>
          –
        </span>
      </figcaption>
      <div className="chart-plot" ref={plot} aria-hidden />
    </figure>
  );
}

function wantsCalm(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

function valueOfNow<Name extends string>({ format }: ChartSpec<Name>, [, ...lines]: Columns): string {
  const values = lines.map((line) => line.at(-1)).filter((value) => typeof value === "number");
  return values.length < lines.length ? "–" : format(...values);
}
