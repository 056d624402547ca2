const counts = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

/** A count with thousands set apart: 12,345. */
export function formatCount(count: number): string {
  return counts.format(Math.round(count));
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
  if (ms < 0.0995) return `${ms.toFixed(3)} ms`;
  if (ms < 9.95) return `${ms.toFixed(1)} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  return `${(ms / 1000).toFixed(1)} s`;
}

/** A ratio with two digits that count: 0.0031, 0.12, 1.4. */
export function formatRatio(ratio: number): string {
  if (ratio === 0) return "0";
  return ratio < 0.00005 ? "<0.0001" : String(Number(ratio.toPrecision(2)));
}

/**
 * Date and time of day in the reader's way, in their time zone.
 * @param language - of the page, such as `de`; without one the browser's
 */
export function formatDateTime(timeMs: number, language?: string): string {
  // Of one language there are several ways: en-GB has the day first.
  const locale = language && (navigator.languages.find((tag) => tag.split("-")[0] === language) ?? language);
  return new Date(timeMs).toLocaleString(locale, { dateStyle: "medium", timeStyle: "short" });
}

/** Time of day with seconds: 14:03:27. */
export function formatClock(timeMs: number): string {
  return new Date(timeMs).toLocaleTimeString("en-GB");
}

/** The first part of an id: enough to tell sessions apart. */
export function shortId(id: string): string {
  return id.slice(0, 8);
}
