import { afterAll, expect, test } from "vitest";
import type { AudioHello } from "#engine/protocol/audio-stream.ts";
import { scoreConversation } from "#engine/quality/conversation.ts";
import { createDeviceManager } from "#runtime-workers/devices/device-manager.ts";
import { captions, expectWhole, hello, reference, sampleRateHz, samples, setUp, speak } from "./testing.ts";

const tasks = createDeviceManager();
afterAll(() => tasks.close());

test("a session's captions are stored before they are published, numbered without a gap, and right", async () => {
  const { store, published, ended, manager } = setUp(tasks);
  const attachment = await manager.attach(hello);
  expect(attachment).toMatchObject({ offsetSamples: 0, clockRateHz: 0 });
  const acks: number[] = [];
  attachment.onAck = (safeSamples) => acks.push(safeSamples);
  await speak(attachment, 0, 40_000);
  await attachment.stop();
  const { sessionId } = attachment;
  const stored = await store.read(sessionId, 0);
  expect(published).toEqual(stored);
  expect(stored.map(({ sequence }) => sequence)).toEqual(stored.map((_, at) => at + 1));
  expect(stored[0]?.event).toEqual({ type: "state", state: "live" });
  expect(stored.at(-1)?.event).toEqual({ type: "state", state: "ended" });
  expect(scoreConversation(reference, captions(stored)).wordErrorRate).toBeLessThan(0.1);
  expect(acks.length).toBeGreaterThan(1);
  expect(acks).toEqual([...acks].sort((a, b) => a - b));
  expect(ended).toEqual([sessionId]);
  expect(await store.get(sessionId)).toMatchObject({ state: "ended", revision: 3 });
  expect(manager.live()).toEqual([]);
});

test("a client that drops comes back to the same session, and nothing is lost or doubled", async () => {
  const { store, manager } = setUp(tasks);
  const first = await manager.attach(hello);
  await speak(first, 0, 11_000);
  first.detach();
  expect(manager.live()).toMatchObject([{ state: "waiting" }]);
  const { sessionId, secret } = first;
  const second = await manager.attach({ ...hello, resume: { sessionId, secret } });
  expect(second.offsetSamples).toBe(11 * sampleRateHz);
  first.push(samples.slice(0, 4800), sampleRateHz); // a late frame of the old socket counts for nothing
  await speak(second, 11_000, 22_000);
  await second.stop();
  expectWhole(captions(await store.read(sessionId, 0)), 22_000);
});

test("a session that a killed server left is taken up by the next, from its checkpoint, with its speakers", async () => {
  const { store, newManager, manager } = setUp(tasks);
  const first = await manager.attach(hello);
  await speak(first, 0, 9_000);
  const { sessionId, secret } = first;
  const safeSamples = async () => (await store.get(sessionId))?.checkpoint?.safeSamples ?? 0;
  await expect.poll(safeSamples, { timeout: 10_000 }).toBeGreaterThan(6 * sampleRateHz);
  const next = newManager();
  await manager.close();
  expect(await next.recover()).toBe(1);
  const second = await next.attach({ ...hello, resume: { sessionId, secret } });
  await speak(second, (second.offsetSamples / sampleRateHz) * 1000, 22_000);
  await second.stop();
  expectWhole(captions(await store.read(sessionId, 0)), 22_000);
  const events = captions(await store.read(sessionId, 0));
  const finals = events.filter(({ kind }) => kind === "final").map(({ segmentId }) => segmentId);
  expect(finals).toEqual([...new Set(finals)].sort((a, b) => a - b));
});

test("a session whose client stays away is ended, with everything that was said", async () => {
  const { store, manager } = setUp(tasks, { waitMs: 50 });
  const attachment = await manager.attach(hello);
  await speak(attachment, 0, 4_000);
  attachment.detach();
  while (manager.live().length > 0) await new Promise((wake) => setTimeout(wake, 20));
  const stored = await store.read(attachment.sessionId, 0);
  expect(captions(stored).filter(({ kind }) => kind === "final")).toHaveLength(2);
  expect(stored.at(-1)?.event).toEqual({ type: "state", state: "ended" });
});

test("a second client takes the place of the first, which learns why", async () => {
  const { manager } = setUp(tasks);
  const first = await manager.attach(hello);
  const reasons: (string | undefined)[] = [];
  first.onEnd = (failure) => reasons.push(failure?.code);
  const { sessionId, secret } = first;
  const second = await manager.attach({ ...hello, resume: { sessionId, secret } });
  expect(reasons).toEqual(["session.replaced"]);
  first.detach(); // its socket closes: the session is not its own any more
  expect(manager.live()).toMatchObject([{ state: "live" }]);
  await second.stop();
});

test("clients ask for languages; what the flow, the secret or the session does not allow is refused", async () => {
  const { store, manager } = setUp(tasks);
  const attachment = await manager.attach({ ...hello, language: "en", targetLanguages: ["de"] });
  await speak(attachment, 0, 3_000);
  await attachment.stop();
  const { sessionId, secret } = attachment;
  const languages = captions(await store.read(sessionId, 0)).map(({ language }) => language);
  expect(new Set(languages)).toEqual(new Set(["en", "de"]));
  const refused = (change: Partial<AudioHello>) => expect(manager.attach({ ...hello, ...change })).rejects;
  await refused({ flow: "none" }).toMatchObject({ code: "flow.not-deployed" });
  await refused({ language: "xx" }).toMatchObject({ code: "language.unknown", field: "language" });
  await refused({ resume: { sessionId: "none", secret } }).toMatchObject({ code: "session.unknown" });
  await refused({ resume: { sessionId, secret: "wrong" } }).toMatchObject({ code: "session.secret" });
  await refused({ resume: { sessionId, secret } }).toMatchObject({ code: "session.over" });
});

test("a session that cannot start is refused, and leaves nothing behind", async () => {
  const { store, manager } = setUp(tasks);
  const refused = manager.attach({ ...hello, targetLanguages: ["xx"] });
  await expect(refused).rejects.toMatchObject({ code: "language.unknown" });
  expect(await store.list({ limit: 10 })).toEqual([]);
  expect(manager.live()).toEqual([]);
});

test("a server that is ended politely mid-word keeps no half word: the next one recognises it again, whole", async () => {
  const { store, newManager, manager } = setUp(tasks);
  const first = await manager.attach(hello);
  const midWordMs = 7_700; // within "The train station is on the left."
  await speak(first, 0, midWordMs);
  await manager.close();
  const { sessionId, secret } = first;
  expect(await store.get(sessionId)).toMatchObject({ state: "waiting" });
  const next = newManager();
  await next.recover();
  const second = await next.attach({ ...hello, resume: { sessionId, secret } });
  await speak(second, (second.offsetSamples / sampleRateHz) * 1000, 11_800);
  await second.stop();
  expectWhole(captions(await store.read(sessionId, 0)), 11_800);
});

test("a store that fails for a moment costs a session nothing, and the process lives", async () => {
  const { store, published, manager } = setUp(tasks);
  const attachment = await manager.attach(hello);
  let failures = 0;
  const fail = () => Promise.reject(new Error(`the disk is full (${++failures})`));
  const { append, update } = store;
  store.append = fail;
  store.update = fail;
  await speak(attachment, 0, 3_000);
  await new Promise((wake) => setTimeout(wake, 1_200)); // meanwhile a caption and a checkpoint are to be stored
  store.append = append;
  store.update = update;
  await attachment.stop();
  expect(failures).toBeGreaterThan(1);
  expect(captions(published).filter(({ kind }) => kind === "final").length).toBeGreaterThanOrEqual(1);
  expect(published.map(({ sequence }) => sequence)).toEqual(published.map((_, at) => at + 1));
});

test("a resume that fails leaves the session to its end, not waiting for ever", async () => {
  const { store, newManager, manager } = setUp(tasks, { waitMs: 300 });
  const { sessionId, secret } = await manager.attach(hello);
  await manager.close();
  const next = newManager();
  await next.recover();
  const broken = { ...hello, resume: { sessionId, secret } };
  const { read } = store;
  store.read = () => Promise.reject(new Error("away"));
  await expect(next.attach(broken)).rejects.toThrow("away");
  store.read = read;
  await expect.poll(async () => (await store.get(sessionId))?.state, { timeout: 5000 }).toBe("ended");
});
