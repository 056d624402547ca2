import { expect, test } from "vitest";
import { microphoneHelp } from "./microphone-help.ts";

test("every way in which a microphone can fail has a hint, a working one has none", () => {
  for (const problem of ["denied", "missing", "busy", "lost", "unsupported"] as const)
    expect(microphoneHelp(problem)?.hint).toMatch(/\.$/);
  for (const fine of ["off", "opening", "on"] as const) expect(microphoneHelp(fine)).toBeUndefined();
});
