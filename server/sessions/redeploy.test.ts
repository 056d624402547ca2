import { afterAll, expect, test } from "vitest";
import type { Flow, FlowNode } from "#engine/flow/schema.ts";
import { createDeviceManager } from "#runtime-workers/devices/device-manager.ts";
import { captions, expectWhole, hello, sampleRateHz, setUp, speak } from "./testing.ts";

const tasks = createDeviceManager();
afterAll(() => tasks.close());

/** The flow with other settings of some nodes, or without them. */
function change(flow: Flow, changes: Readonly<Record<string, Partial<FlowNode> | null>>): Flow {
  const isThere = (id: string) => changes[id] !== null;
  return {
    ...flow,
    nodes: flow.nodes.filter(({ id }) => isThere(id)).map((node) => ({ ...node, ...changes[node.id] })),
    edges: flow.edges.filter(({ from, to }) => isThere(from.node) && isThere(to.node)),
  };
}

test("sessions go on with a deployment in the middle of speech: every word and speaker comes out, once", async () => {
  const { store, published, log, flow, deploy, manager } = setUp(tasks);
  const attachment = await manager.attach({ ...hello, targetLanguages: ["de"] });
  const { sessionId } = attachment;
  await speak(attachment, 0, 7_700); // within "The train station is on the left."
  deploy(
    change(flow, {
      vad: { config: { minSilenceMs: 310 } },
      diarize: { config: { maxSpeakers: 7 } },
      translate: { config: { targetLanguages: ["es"] } },
      session: { devices: ["cpu"] },
      captions: null,
    }),
  );
  const deploying = manager.deployed("live-translate");
  await speak(attachment, 7_700, 12_000);
  const [deployed] = await deploying;
  expect(deployed).toEqual({
    sessionId,
    report: {
      kept: ["source", "resample", "vad", "transcribe", "translate"],
      tuned: [{ nodeId: "vad", fields: ["minSilenceMs"] }],
      restarted: ["diarize", "session"],
      added: [],
      removed: ["captions"],
    },
  });
  expect(manager.live()).toMatchObject([{ revision: 4 }]);
  await speak(attachment, 12_000, 22_000);
  await attachment.stop();
  const stored = await store.read(sessionId, 0);
  expect(published).toEqual(stored);
  expectWhole(captions(stored), 22_000);
  expect(
    new Set(captions(stored).flatMap((each) => (each.kind === "translation" ? [each.language] : []))),
  ).toEqual(new Set(["de"]));
  expect(log.map(({ message, fields }) => [message, fields["flowId"], fields["revision"]])).toEqual([
    ["session started", "live-translate", 3],
    ["session goes on with a new revision", "live-translate", 4],
    ["session ended", "live-translate", 4],
  ]);
});

test("a session that was killed after a deployment is taken up with that revision, and its numbers go on", async () => {
  const { store, flow, deploy, manager, newManager } = setUp(tasks);
  const first = await manager.attach(hello);
  await speak(first, 0, 6_000);
  deploy(change(flow, { diarize: { config: { maxSpeakers: 7 } } }));
  await manager.deployed("live-translate");
  await speak(first, 6_000, 9_000);
  const { sessionId, secret } = first;
  expect(await store.get(sessionId)).toMatchObject({
    revision: 4,
    checkpoint: { clockRateHz: sampleRateHz },
  });
  const next = newManager();
  await manager.close();
  await next.recover();
  const second = await next.attach({ ...hello, resume: { sessionId, secret } });
  expect(next.nodes(sessionId)?.find(({ nodeId }) => nodeId === "diarize")?.config).toMatchObject({
    maxSpeakers: 7,
  });
  await speak(second, (second.offsetSamples / sampleRateHz) * 1000, 22_000);
  await second.stop();
  expectWhole(captions(await store.read(sessionId, 0)), 22_000);
});

test("a session that cannot take a deployment goes on with its revision, and takes the next", async () => {
  const { store, log, flow, deploy, manager } = setUp(tasks);
  const attachment = await manager.attach(hello);
  await speak(attachment, 0, 3_000);
  const { sessionId } = attachment;
  deploy(
    change(flow, { transcribe: { config: { model: "none" } }, diarize: { config: { maxSpeakers: 7 } } }),
  );
  expect(await manager.deployed("live-translate")).toMatchObject([
    { sessionId, failure: { code: "model.missing", nodeId: "transcribe", hint: expect.any(String) } },
  ]);
  expect((await store.get(sessionId))?.revision).toBe(3);
  expect(log.at(-1)).toMatchObject({
    level: "warn",
    fields: { sessionId, revision: 4, code: "model.missing" },
  });
  await speak(attachment, 3_000, 6_000);
  deploy(change(flow, { diarize: { config: { maxSpeakers: 7 } } }));
  expect(await manager.deployed("live-translate")).toMatchObject([{ report: { restarted: ["diarize"] } }]);
  await speak(attachment, 6_000, 11_800);
  await attachment.stop();
  expect((await store.get(sessionId))?.revision).toBe(5);
  expectWhole(captions(await store.read(sessionId, 0)), 11_800);
});

test("a deployment while a session is being made reaches it; other flows' sessions are left alone", async () => {
  const { store, flow, deploy, manager } = setUp(tasks);
  const { create } = store;
  store.create = async (session, leaseMs) => {
    const created = await create.call(store, session, leaseMs);
    deploy(change(flow, { captions: null }));
    expect(await manager.deployed("live-translate")).toEqual([]);
    return created;
  };
  const attachment = await manager.attach(hello);
  expect(manager.live()).toMatchObject([{ revision: 4 }]);
  expect(await store.get(attachment.sessionId)).toMatchObject({ revision: 4 });
  await attachment.stop();
});

test("a live setting is turned at once in one session, the others keep theirs, and a deployment brings the flow's", async () => {
  const { flow, deploy, manager } = setUp(tasks);
  const [one, other] = [await manager.attach(hello), await manager.attach(hello)];
  const threshold = (sessionId: string) =>
    manager.nodes(sessionId)?.find(({ nodeId }) => nodeId === "vad")?.config["threshold"];
  expect(manager.tune(one.sessionId, "vad", { threshold: 0.9 })).toMatchObject({ threshold: 0.9 });
  expect([threshold(one.sessionId), threshold(other.sessionId)]).toEqual([0.9, 0.5]);
  expect(() => manager.tune(one.sessionId, "vad", { model: "x" })).toThrow(
    expect.objectContaining({ code: "config.not-live", nodeId: "vad", field: "model" }),
  );
  deploy(change(flow, { vad: { config: { threshold: 0.6 } } }));
  await manager.deployed("live-translate");
  expect([threshold(one.sessionId), threshold(other.sessionId)]).toEqual([0.6, 0.6]);
  await Promise.all([one.stop(), other.stop()]);
  expect(manager.tune(one.sessionId, "vad", { threshold: 0.9 })).toBeUndefined();
});
