import uPlot from "uplot";
import "./uplot.css";

/** A chart: one line or more over the last five minutes. */
export interface ChartSpec<Name extends string> {
  readonly title: string;
  readonly lines: readonly [ChartLine<Name>, ...ChartLine<Name>[]];
  /** The values of now, a line each, with their unit. */
  readonly format: (...values: readonly number[]) => string;
  /** A value at the axis: short. */
  readonly tick: (value: number) => string;
  /** The axis ends here at least, so that noise near 0 does not look like a storm. */
  readonly minimumTop: number;
}

/** A line of a chart. */
export interface ChartLine<Name extends string> {
  readonly series: Name;
  /** Number of the colour among the tokens `--series-1` to `--series-6`. */
  readonly colour: 1 | 2 | 3 | 4 | 5 | 6;
  /** A bound that another line stays under: dashed, without a filled area. */
  readonly isBound?: boolean;
}

/** Time that a chart shows, in s. */
const windowS = 300;

/** A chart in an element, as wide as the element is and as high as its style says. Colours are those of now. */
export function drawChart(element: HTMLElement, spec: ChartSpec<string>): uPlot {
  const style = getComputedStyle(document.documentElement);
  const colour = (token: string) => style.getPropertyValue(token).trim();
  const axis = { stroke: colour("--text-muted"), font: `11px ${colour("--font")}`, ticks: { show: false } };
  const grid = { stroke: colour("--line"), width: 1 };
  const lines = spec.lines.map((line) => toSeries(line, colour(`--speaker-${line.colour}`)));
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
      series: [{}, ...lines],
    },
    [[], ...spec.lines.map(() => [])],
    element,
  );
}

function toSeries({ isBound = false }: ChartLine<string>, stroke: string): uPlot.Series {
  const line = { stroke, width: 1.5, points: { show: false } };
  return isBound ? { ...line, dash: [4, 4] } : { ...line, fill: translucent(stroke) };
}

/** A colour of the tokens, `#rrggbb`, to be seen through. */
function translucent(hex: string): string {
  return `${hex}22`;
}
