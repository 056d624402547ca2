import { expect, test } from "vitest";
import { formatBytes } from "./format-bytes.ts";

test.each([
  [0, "0 bytes"],
  [999, "999 bytes"],
  [1000, "1.0 kB"],
  [99_500, "100 kB"],
  [999_499, "999 kB"],
  [999_500, "1.0 MB"],
  [2_327_524, "2.3 MB"],
  [2_547_875_840, "2.5 GB"],
  [3_626_086_400_000, "3626 GB"],
])("%i is %s", (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});
