import { afterAll, expect, test } from "vitest";
import type { Flow } from "#engine/flow/schema.ts";
import { createDeviceManager } from "#runtime-workers/devices/device-manager.ts";
import { hello, setUp, speak } from "./testing.ts";

const tasks = createDeviceManager(1);
afterAll(() => tasks.close());

/** A source whose sound is shown twice a second. */
const metered = (flow: Flow): Flow => ({
  ...{ format: flow.format, id: flow.id, name: flow.name },
  nodes: [
    { id: "source", type: "audio-socket" },
    { id: "meter", type: "debug", config: { every: 5 } },
  ],
  edges: [{ from: { node: "source", port: "audio" }, to: { node: "meter", port: "in" } }],
});

test("what a debug node shows reaches whoever watches and the session's events, and no log", async () => {
  const { store, flow, deploy, log, shown, manager } = setUp(tasks);
  deploy(metered(flow));
  const attachment = await manager.attach(hello);
  await speak(attachment, 0, 2_000);
  await attachment.stop();
  const { sessionId } = attachment;
  const events = (await store.read(sessionId, 0)).map(({ event }) => event);
  const stored = events.filter(({ type }) => type === "shown");
  expect(stored.length).toBeGreaterThan(2);
  expect(stored[0]).toMatchObject({ nodeId: "meter", port: "in", startMs: 0 });
  expect(stored[0]).toHaveProperty(
    "text",
    expect.stringMatching(/^audio samples=\d+ samples at -[\d.]+ dBFS/),
  );
  const from = { sessionId, flowId: "live-translate" };
  expect(shown).toEqual(stored.map(({ type: _, ...line }) => ({ ...from, ...line })));
  expect(JSON.stringify(log)).not.toContain("dBFS");
});
