import { expect, test } from "vitest";
import type { LinkState } from "../links/audio-link.ts";
import { initialState, isRunning, microphoneHelp } from "./live-state.ts";

const state = initialState({ deviceId: "", language: "auto", targetLanguages: [] });
const error = { code: "x", message: "x", hint: "x" };

test("a session runs from connecting to stopping, also while it reconnects", () => {
  const links: (LinkState | undefined)[] = [
    undefined,
    { phase: "connecting" },
    { phase: "live" },
    { phase: "reconnecting", sinceMs: 0 },
    { phase: "stopping" },
    { phase: "ended" },
    { phase: "failed", error },
  ];
  expect(links.map((link) => isRunning({ ...state, link }))).toEqual([
    false,
    true,
    true,
    true,
    true,
    false,
    false,
  ]);
});

test("every way in which a microphone can fail has a hint, a working one has none", () => {
  for (const problem of ["denied", "missing", "busy", "lost", "unsupported"] as const)
    expect(microphoneHelp(problem)?.hint).toMatch(/\.$/);
  for (const fine of ["off", "opening", "on"] as const) expect(microphoneHelp(fine)).toBeUndefined();
});
