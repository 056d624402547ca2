/** Multiples of a unit that people type: `1.5 s` in a field of milliseconds. */
const multiples: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  ms: { s: 1000, min: 60_000, h: 3_600_000 },
  s: { ms: 0.001, min: 60, h: 3600 },
  Hz: { khz: 1000, k: 1000 },
};

/**
 * A number as a person types it, in the field's unit: with a point or a comma, thousands set apart, and the unit or
 * a multiple of it behind. Undefined when it is no number.
 */
export function parseNumber(text: string, unit = ""): number | undefined {
  const [, digits = "", suffix = ""] =
    /^([-+]?[\d\s.,'_]*(?:e[-+]?\d+)?)\s*(\p{L}*|%)$/iu.exec(clean(text)) ?? [];
  const factor = factorOf(suffix.toLowerCase(), unit);
  const plain = digits.replace(/[\s'_]/g, "");
  const number = withPoint(plain);
  if (factor === undefined || !/\d/.test(number)) return undefined;
  const value = Number(number) * factor;
  return Number.isFinite(value) ? tidy(value) : undefined;
}

/** A number for its box, in the reader's way but without thousands set apart, so that it can be typed over. */
export function boxNumber(value: unknown, language: string): string {
  if (typeof value !== "number") return value === undefined ? "" : String(value);
  const maximumSignificantDigits = Number.isInteger(value) ? 15 : 6;
  return new Intl.NumberFormat(language, { useGrouping: false, maximumSignificantDigits }).format(value);
}

/** A number with its unit to be read: `20,000 ms`. */
export function readNumber(value: number, unit: string | undefined, language: string): string {
  const number = new Intl.NumberFormat(language, { maximumSignificantDigits: 6 }).format(value);
  return unit === undefined ? number : `${number}\u00a0${unit}`;
}

/** Takes away what binary fractions leave behind: 0.30000000000000004. */
export function tidy(value: number): number {
  return Number(value.toPrecision(12));
}

function clean(text: string): string {
  return text.trim().replace(/[\u2212\u2013]/g, "-");
}

function factorOf(suffix: string, unit: string): number | undefined {
  if (suffix === "" || suffix === unit.toLowerCase()) return 1;
  return multiples[unit]?.[suffix];
}

/** A mark that comes once parts the fraction off; one that comes again, or before another, parts thousands. */
function withPoint(digits: string): string {
  const last = digits.search(/[.,](?=[^.,]*$)/);
  if (last === -1) return digits;
  const mark = digits.charAt(last);
  if (digits.indexOf(mark) !== last)
    return /^[-+]?\d{1,3}([.,])\d{3}(\1\d{3})+$/.test(digits) ? digits.replace(/[.,]/g, "") : "";
  return `${digits.slice(0, last).replace(/[.,]/g, "")}.${digits.slice(last + 1)}`;
}
