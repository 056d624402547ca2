import "./chart.css";
import { useContext, useEffect, useRef, useSyncExternalStore } from "react";
import { currentTheme, onThemeChange } from "../../ui/theme.ts";
import { StoreContext } from "../data/store-context.ts";
import type { ChartSpec } from "./charts-panel.tsx";
import { drawChart } from "./draw.ts";

/**
 * One figure over the last five minutes, and its value of now. It draws by itself four times a second, or once for
 * people who want less motion; React has no part in that.
 */
export function Chart({ spec }: { readonly spec: ChartSpec }) {
  const store = useContext(StoreContext);
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
    const update = () => {
      if (document.visibilityState === "hidden") return;
      const columns = store.samples.columns(spec.series);
      chart.setData(columns);
      const now = columns[1].at(-1);
      if (value.current !== null) value.current.textContent = now == null ? "–" : spec.format(now);
    };
    const wantsLessMotion = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const stop = store.subscribe(wantsLessMotion ? "tables" : "samples", update);
    update();
    resize.observe(element);
    return () => {
      stop();
      resize.disconnect();
      chart.destroy();
    };
  }, [store, spec, theme]);
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
