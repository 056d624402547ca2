import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { ChartSpec } from "./charts-panel.tsx";

/** Time that a chart shows, in s. */
const windowS = 300;

/** A chart in an element, as wide as the element is and as high as its style says. Colours are those of now. */
export function drawChart(element: HTMLElement, spec: ChartSpec): uPlot {
  const style = getComputedStyle(document.documentElement);
  const colour = (token: string) => style.getPropertyValue(token).trim();
  const line = colour(`--speaker-${spec.colour}`);
  const axis = { stroke: colour("--text-muted"), font: `11px ${colour("--font")}`, ticks: { show: false } };
  const grid = { stroke: colour("--line"), width: 1 };
  return new uPlot(
    {
      width: element.clientWidth,
      height: element.clientHeight,
      padding: [6, 14, 0, 0],
      legend: { show: false },
      cursor: { show: false },
      scales: {
        x: { time: true, range: (_chart, _min, max) => [max - windowS, max] },
        y: { range: (_chart, _min, max) => [0, Math.max(spec.minimumTop, (max ?? 0) * 1.1)] },
      },
      axes: [
        { ...axis, size: 18, gap: 3, grid: { show: false }, space: 44, values: "{HH}:{mm}" },
        { ...axis, size: 44, gap: 6, grid, space: 28, values: (_chart, ticks) => ticks.map(spec.tick) },
      ],
      series: [{}, { stroke: line, width: 1.5, fill: translucent(line), points: { show: false } }],
    },
    [[], []],
    element,
  );
}

/** A colour of the tokens, `#rrggbb`, to be seen through. */
function translucent(hex: string): string {
  return `${hex}22`;
}
