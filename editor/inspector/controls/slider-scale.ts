import type { SettingSchema } from "#engine/graph/setting.ts";
import { tidy } from "./numbers.ts";

/** How a slider's positions, 0 to `positions`, stand for values. */
export interface SliderScale {
  readonly positions: number;
  toValue(position: number): number;
  /** Nearest position; values beyond the range are at its ends. */
  toPosition(value: number): number;
}

/** Positions that a slider has about: one for every second pixel. */
const positionsAbout = 100;
/** From this ratio of the ends on, with ends so large, small values would have no room on a linear slider. */
const logarithmicFrom = { ratio: 25, maximum: 1000 };

/** The scale of a number's range: steps of 1, 2 or 5, or logarithmic with values of two digits where it is wide. */
export function sliderScale({ minimum = 0, maximum = 1, type }: SettingSchema): SliderScale {
  const isInteger = type === "integer";
  const isWide = maximum / minimum >= logarithmicFrom.ratio && maximum >= logarithmicFrom.maximum;
  if (minimum > 0 && isWide) return logScale(minimum, maximum, isInteger);
  const step = Math.max(isInteger ? 1 : 0, roundStep((maximum - minimum) / positionsAbout));
  const positions = Math.ceil(tidy((maximum - minimum) / step));
  return {
    positions,
    toValue: (position) =>
      position >= positions ? maximum : tidy(Math.round(tidy(minimum / step + position)) * step),
    toPosition: (value) =>
      value >= maximum ? positions : clamp(Math.round((value - minimum) / step), 0, positions),
  };
}

/** The value so many steps away on its slider. */
export function stepped(scale: SliderScale, value: number, by: number): number {
  return scale.toValue(clamp(scale.toPosition(value) + by, 0, scale.positions));
}

function logScale(minimum: number, maximum: number, isInteger: boolean): SliderScale {
  const ratio = Math.log(maximum / minimum);
  const rounded = Array.from({ length: positionsAbout }, (_, position) => {
    const value = Number((minimum * Math.exp((ratio * position) / positionsAbout)).toPrecision(2));
    return clamp(isInteger ? Math.round(value) : value, minimum, maximum);
  });
  // Rounding makes some of the small ones equal; a slider that did not move the value would seem stuck.
  const values = [...new Set([minimum, ...rounded, maximum])];
  return {
    positions: values.length - 1,
    toValue: (position) => values[clamp(Math.round(position), 0, values.length - 1)] ?? minimum,
    toPosition: (value) => {
      const above = values.findIndex((each) => each >= value);
      if (above <= 0) return above === 0 ? 0 : values.length - 1;
      const [low = 0, high = 0] = values.slice(above - 1, above + 1);
      return value - low < high - value ? above - 1 : above;
    },
  };
}

/** The nearest of 1, 2, 5, 10… times a power of ten. */
function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  const factor = [1, 2, 5, 10].find((each) => tidy(step / power) <= each * 1.25) ?? 10;
  return tidy(factor * power);
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}
