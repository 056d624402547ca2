import { Errors } from "typebox/schema";
import { expect, test } from "vitest";
import { editorStreamMessageSchema } from "#engine/protocol/editor-stream.ts";
import { measuredSession } from "#monitoring/testing.ts";
import { createCollector } from "./ops-metrics.ts";

const session = { ...measuredSession("s1", 50), state: "live" as const, revision: 1, startedMs: 0 };
const pool = { device: "cpu", pid: 1, running: 1, waiting: 2, completed: 3, crashes: 0 };

test("a message has the shape that the editor stream promises, with real figures of the process", () => {
  const collect = createCollector({
    sessions: { live: () => [session] },
    devices: { snapshot: () => [pool] },
    listeners: () => 7,
  });
  const message = collect();
  expect(Errors(editorStreamMessageSchema, message)).toEqual([true, []]);
  expect(message.sessions[0]).toMatchObject({
    sessionId: "s1",
    listeners: 7,
    mediaMs: 1000,
    inputDroppedMs: 0,
  });
  expect(message.devices).toEqual([{ device: "cpu", running: 1, waiting: 2, completed: 3, crashes: 0 }]);
  expect(message.process.rssBytes).toBeGreaterThan(10_000_000);
});

test("CPU and event-loop lag are those since the last message", async () => {
  const collect = createCollector({
    sessions: { live: () => [] },
    devices: { snapshot: () => [] },
    listeners: () => 0,
  });
  collect();
  await new Promise((resolve) => setTimeout(resolve, 50));
  const untilMs = performance.now() + 200;
  while (performance.now() < untilMs); // holds the event loop
  await new Promise((resolve) => setTimeout(resolve, 30));
  const busy = collect().process;
  await new Promise((resolve) => setTimeout(resolve, 200));
  const idle = collect().process;
  expect(busy.eventLoopLagMs).toBeGreaterThan(100);
  expect(idle.eventLoopLagMs).toBeLessThan(busy.eventLoopLagMs);
  expect(idle.cpuPercent).toBeLessThan(busy.cpuPercent);
});
