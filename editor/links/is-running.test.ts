import { expect, test } from "vitest";
import type { LinkState } from "./audio-link.ts";
import { isRunning } from "./is-running.ts";

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
  expect(links.map((link) => isRunning({ link }))).toEqual([false, true, true, true, true, false, false]);
});
