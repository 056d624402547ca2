import { perLanguage } from "../texts/fill.ts";
import { currentLanguage } from "../texts/texts.ts";

/** Digits after the point, as the language writes it. */
function digits(options: Intl.NumberFormatOptions): (value: number) => string {
  const formats = perLanguage((language) => new Intl.NumberFormat(language, options));
  return (value) => formats(currentLanguage()).format(value);
}

const whole = digits({ maximumFractionDigits: 0 });
const significant = digits({ maximumSignificantDigits: 2, useGrouping: false });
const fixed = [0, 1, 2, 3].map((count) =>
  digits({ minimumFractionDigits: count, maximumFractionDigits: count, useGrouping: false }),
);
const percent = digits({ style: "percent", maximumFractionDigits: 0, useGrouping: false });

/** A count with thousands set apart: 12,345. */
export function formatCount(count: number): string {
  return whole(Math.round(count));
}

/** So many digits after the point, from 0 to 3: 0.120. */
export function formatFixed(value: number, count: 0 | 1 | 2 | 3): string {
  return fixed[count]?.(value) ?? String(value);
}

/** One digit after the point at most: 0.5, 3. */
export const formatTenths = digits({ maximumFractionDigits: 1, useGrouping: false });

/** Two digits after the point at most: 0.25, 0.5, 3. */
export const formatHundredths = digits({ maximumFractionDigits: 2, useGrouping: false });

/** A percentage, from 0 to 100 and more: 45%. */
export function formatPercent(value: number): string {
  return percent(value / 100);
}

const byteUnits = ["byte", "kilobyte", "megabyte", "gigabyte"].map((unit, at) => {
  const style = { style: "unit", unit, unitDisplay: at === 0 ? "long" : "short" } as const;
  return {
    whole: digits({ ...style, maximumFractionDigits: 0 }),
    tenths: digits({ ...style, minimumFractionDigits: 1, maximumFractionDigits: 1 }),
  };
});

/** Bytes for people, in powers of a thousand: 912 bytes, 2.3 MB, 3.1 GB. */
export function formatSize(bytes: number): string {
  let value = bytes;
  let at = 0;
  while (value >= 999.5 && at < byteUnits.length - 1) {
    value /= 1000;
    at++;
  }
  const unit = byteUnits[at];
  return (at === 0 || value >= 99.5 ? unit?.whole : unit?.tenths)?.(value) ?? String(bytes);
}

/** Media time as m:ss or h:mm:ss. */
export function formatMediaTime(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const tail = String(seconds % 60).padStart(2, "0");
  return hours === 0 ? `${minutes}:${tail}` : `${hours}:${String(minutes).padStart(2, "0")}:${tail}`;
}

/** A duration in the unit that suits it: 0.004 ms, 1.2 ms, 340 ms, 2.5 s. */
export function formatDuration(ms: number): string {
  if (ms === 0) return "0 ms";
  if (ms < 0.0995) return `${formatFixed(ms, 3)} ms`;
  if (ms < 9.95) return `${formatFixed(ms, 1)} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  return `${formatFixed(ms / 1000, 1)} s`;
}

/** A ratio with two digits that count: 0.0031, 0.12, 1.4. */
export function formatRatio(ratio: number): string {
  if (ratio === 0) return "0";
  return ratio < 0.00005 ? `<${significant(0.0001)}` : significant(ratio);
}

/**
 * Date and time of day in the reader's way, in their time zone.
 * @param language - of the page, such as `de`
 */
export function formatDateTime(timeMs: number, language: string = currentLanguage()): string {
  // Of one language there are several ways: en-GB has the day first.
  const locale = navigator.languages.find((tag) => tag.split("-")[0] === language) ?? language;
  return new Date(timeMs).toLocaleString(locale, { dateStyle: "medium", timeStyle: "short" });
}

const clocks = perLanguage(
  (language) => new Intl.DateTimeFormat(language, { timeStyle: "medium", hourCycle: "h23" }),
);

/** Time of day with seconds, from 0 to 23 h: 14:03:27. */
export function formatClock(timeMs: number): string {
  return clocks(currentLanguage()).format(timeMs);
}

/** The first part of an id: enough to tell sessions apart. */
export function shortId(id: string): string {
  return id.slice(0, 8);
}
