import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const css = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");
const [light = "", dark = ""] = css.split(':root[data-theme="dark"]');
const textColours = [
  "text",
  "text-muted",
  "accent",
  "danger",
  "good",
  "warn",
  ...[1, 2, 3, 4, 5, 6].map((n) => `speaker-${n}`),
];

/** Relative luminance (WCAG 2.2) of a token of the form #rrggbb. */
function luminance(theme: string, token: string): number {
  const hex = new RegExp(`--${token}: #([0-9a-f]{6});`).exec(theme)?.[1] ?? "";
  const [r = 0, g = 0, b = 0] = [0, 2, 4].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(theme: string, a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(theme, a), luminance(theme, b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

describe.each([
  ["light", light],
  ["dark", dark],
])("%s", (_name, theme) => {
  test.each(textColours)("%s has AA contrast on page, card and raised ground", (colour) => {
    for (const ground of ["bg", "surface", "raised"])
      expect(contrast(theme, colour, ground), ground).toBeGreaterThanOrEqual(4.5);
  });

  test.each(["danger", "good", "warn"])("%s has AA contrast on its own soft ground", (tone) => {
    expect(contrast(theme, tone, `${tone}-soft`)).toBeGreaterThanOrEqual(4.5);
  });

  test("the focus ring can be told from every ground", () => {
    for (const ground of ["bg", "surface", "raised"])
      expect(contrast(theme, "focus", ground)).toBeGreaterThanOrEqual(3);
  });
});
