import { expect, test } from "vitest";
import { metricsMessage, sessionFigures } from "../../links/testing.ts";
import { toSample } from "./figures.ts";

test("the first sample has levels but no rates", () => {
  const sample = toSample(metricsMessage(1000, sessionFigures("a", 50)), undefined);
  expect(sample).toMatchObject({ cpuPercent: 12, rssMib: 64, sessions: 1, queueDepth: 3 });
  expect(sample.packetsPerSecond).toBeNaN();
});

test("packets and drops are those of all sessions, a second", () => {
  const before = metricsMessage(1000, sessionFigures("a", 50), sessionFigures("b", 10, 1));
  const now = metricsMessage(1500, sessionFigures("a", 75), sessionFigures("b", 20, 5));
  expect(toSample(now, before)).toMatchObject({ packetsPerSecond: 70, dropsPerSecond: 8 });
});
