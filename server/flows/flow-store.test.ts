import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Type } from "typebox";
import { afterEach, expect, test } from "vitest";
import { defineNode } from "#engine/graph/definition.ts";
import { type Logger, silentLogger } from "#engine/runtime/logger.ts";
import { catalogue } from "#nodes/registry.ts";
import { smallFlow } from "./fixtures/flows.ts";
import { InvalidFlow, StaleRevision } from "./flow-errors.ts";
import { type FlowChange, FlowStore } from "./flow-store.ts";

const open: FlowStore[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((store) => store.close()));
});

const makeFolder = () => mkdtempSync(join(tmpdir(), "patchbay-flows-"));
const noExamples = makeFolder();

async function openStore({ folder = makeFolder(), examples = noExamples, log = silentLogger } = {}) {
  const store = await FlowStore.open({ folder, examples, catalogue, log });
  open.push(store);
  return store;
}

function warnings(): { log: Logger; messages: string[] } {
  const messages: string[] = [];
  return { log: { ...silentLogger, warn: (message) => messages.push(message) }, messages };
}

const everyOf = (store: FlowStore, id: string) => store.deployment(id)?.flow.nodes[1]?.config?.["every"];

test("a new store begins with the project's flows, each deployed at revision 1", async () => {
  const store = await FlowStore.open({ folder: makeFolder(), catalogue, log: silentLogger });
  open.push(store);
  expect(store.list().map(({ flow }) => flow.id)).toEqual(
    expect.arrayContaining(["captions", "live-translate"]),
  );
  for (const { flow, revision, hasChanges } of store.list()) {
    expect({ revision, hasChanges }).toEqual({ revision: 1, hasChanges: false });
    expect(store.deployment(flow.id)).toEqual({ flow, revision: 1 });
  }
});

test("a data folder that it makes is its owner's alone", async () => {
  const folder = join(makeFolder(), "made");
  await openStore({ folder });
  expect((statSync(folder).mode & 0o777).toString(8)).toBe("700");
});

test("a store that is not new gets no examples, also when all its flows were removed", async () => {
  const folder = makeFolder();
  const examples = makeFolder();
  writeFileSync(join(examples, "small.json"), JSON.stringify(smallFlow("small")));
  const first = await openStore({ folder, examples });
  expect(await first.remove("small")).toBe(true);
  await first.close();
  const second = await openStore({ folder, examples });
  expect(second.list()).toEqual([]);
});

test("an example that may not run is left out with a warning, and the others are there", async () => {
  const examples = makeFolder();
  writeFileSync(join(examples, "a.json"), JSON.stringify({ ...smallFlow("a"), edges: [] }));
  writeFileSync(join(examples, "b.json"), JSON.stringify(smallFlow("b")));
  const { log, messages } = warnings();
  const store = await openStore({ examples, log });
  expect(store.list().map(({ flow }) => flow.id)).toEqual(["b"]);
  expect(messages).toHaveLength(1);
});

test("a restart keeps drafts, deployments and revisions", async () => {
  const folder = makeFolder();
  const first = await openStore({ folder });
  await first.deploy("small", smallFlow("small", 1), 0, { note: "first", author: "Ada" });
  await first.deploy("small", smallFlow("small", 2), 1);
  await first.put(smallFlow("small", 3));
  const before = [first.list(), first.revisions("small"), first.deployment("small")];
  await first.close();
  const second = await openStore({ folder });
  expect([second.list(), second.revisions("small"), second.deployment("small")]).toEqual(before);
});

test("a draft changes nothing that is deployed", async () => {
  const store = await openStore();
  await store.deploy("small", smallFlow("small", 1), 0);
  const stored = await store.put(smallFlow("small", 2));
  expect(stored).toMatchObject({ revision: 1, hasChanges: true });
  expect(everyOf(store, "small")).toBe(1);
  await store.deploy("small", undefined, 1);
  expect(store.get("small")).toMatchObject({ revision: 2, hasChanges: false });
  expect(everyOf(store, "small")).toBe(2);
});

test("a draft may be unfinished, a deployment may not, and the old one goes on", async () => {
  const store = await openStore();
  await store.deploy("small", smallFlow("small"), 0);
  const unfinished = { ...smallFlow("small"), edges: [] };
  const { flow } = await store.put(unfinished);
  expect(store.problems(flow).map(({ code }) => code)).toEqual(["port.unconnected"]);
  await expect(store.deploy("small", undefined, 1)).rejects.toBeInstanceOf(InvalidFlow);
  expect(store.deployment("small")?.revision).toBe(1);
});

test("a document of a wrong shape is not even a draft, and every problem is named", async () => {
  const store = await openStore();
  const wrong = { ...smallFlow("small"), nodes: [{ id: "a" }, { id: "", type: "debug" }], extra: 1 };
  const error = await store.put(wrong).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(InvalidFlow);
  const fields = (error as InvalidFlow).problems.map(({ field }) => field);
  expect(fields).toEqual(expect.arrayContaining(["/", "/nodes/0", "/nodes/1/id"]));
  expect(store.list()).toEqual([]);
});

test("a stale base is refused with both revisions, and one of two deployments at once wins", async () => {
  const store = await openStore();
  const results = await Promise.allSettled([
    store.deploy("small", smallFlow("small", 1), 0),
    store.deploy("small", smallFlow("small", 2), 0),
  ]);
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
  const error = (results[1] as PromiseRejectedResult).reason;
  expect(error).toBeInstanceOf(StaleRevision);
  expect(error).toMatchObject({ code: "flow.stale-revision", baseRevision: 0, currentRevision: 1 });
  expect(everyOf(store, "small")).toBe(1);
});

test("every revision tells its number, note, author and what changed, newest first", async () => {
  const store = await openStore();
  await store.deploy("small", smallFlow("small", 1), 0, { note: "first", author: "Ada" });
  await store.deploy("small", smallFlow("small", 2), 1);
  await store.rollback("small", 1, 2, "Zoë");
  expect(store.revisions("small")).toMatchObject([
    { revision: 3, note: "Rollback to revision 1.", author: "Zoë" },
    { revision: 2, note: "", diff: { changed: [{ nodeId: "show", fields: ["config.every"] }], added: [] } },
    {
      revision: 1,
      note: "first",
      author: "Ada",
      diff: { added: ["source", "show"], edgesAdded: ["source.audio -> show.in"] },
    },
  ]);
});

test("a rollback is a new revision with the old flow", async () => {
  const store = await openStore();
  for (const every of [1, 2]) await store.deploy("small", smallFlow("small", every), every - 1);
  expect(await store.rollback("small", 1, 2)).toMatchObject({ revision: 3 });
  expect(everyOf(store, "small")).toBe(1);
  expect(store.get("small")).toMatchObject({ revision: 3, hasChanges: false });
  await expect(store.rollback("small", 9, 3)).rejects.toMatchObject({ code: "flow.unknown-revision" });
  await expect(store.rollback("small", 1, 2)).rejects.toMatchObject({ code: "flow.stale-revision" });
});

test("a rollback keeps a draft with changes that are not deployed", async () => {
  const store = await openStore();
  for (const every of [1, 2]) await store.deploy("small", smallFlow("small", every), every - 1);
  await store.put(smallFlow("small", 7));
  await store.rollback("small", 1, 2);
  expect(store.get("small")?.flow.nodes[1]?.config).toEqual({ every: 7 });
});

test("the last 50 revisions are stored, numbers go on, and an earlier one can still be had", async () => {
  const store = await openStore();
  const deployments = Array.from({ length: 60 }, (_, at) =>
    store.deploy("small", smallFlow("small", at + 1), at),
  );
  await Promise.all(deployments);
  const numbers = store.revisions("small")?.map(({ revision }) => revision);
  expect(numbers).toEqual(Array.from({ length: 50 }, (_, at) => 60 - at));
  expect(store.deployment("small", 11)?.flow.nodes[1]?.config).toEqual({ every: 11 });
  expect(store.deployment("small", 10)).toBeUndefined();
});

test("ids that every object has are unknown flows like any other", async () => {
  const store = await openStore();
  expect(store.get("constructor")).toBeUndefined();
  await store.deploy("constructor", smallFlow("constructor"), 0);
  expect(store.get("constructor")?.revision).toBe(1);
});

test("a flow deployed under another id is refused", async () => {
  const store = await openStore();
  await expect(store.deploy("a", smallFlow("b"), 0)).rejects.toMatchObject({ problems: [{ field: "/id" }] });
});

test.each(["", "{", '{"format":"patchbay.flows/1","flows":[{}]}', "null"])(
  "a corrupt file is set aside with a warning and the last good backup is used: %s",
  async (garbage) => {
    const folder = makeFolder();
    const first = await openStore({ folder });
    await first.deploy("small", smallFlow("small", 1), 0);
    await first.deploy("small", smallFlow("small", 2), 1);
    await first.close();
    writeFileSync(join(folder, "flows.json"), garbage);
    const { log, messages } = warnings();
    const second = await openStore({ folder, log });
    expect(second.deployment("small")?.revision).toBe(1);
    expect(messages).toEqual(["a data file is corrupt and was set aside"]);
    const aside = readdirSync(folder).find((name) => name.startsWith("flows.json.corrupt-"));
    expect(readFileSync(join(folder, aside ?? ""), "utf8")).toBe(garbage);
    await second.deploy("small", smallFlow("small", 3), 1);
    await second.close();
    expect((await openStore({ folder })).deployment("small")?.revision).toBe(2);
  },
);

test("the file of a newer Patchbay is refused and left alone", async () => {
  const folder = makeFolder();
  const text = '{"format":"patchbay.flows/2"}';
  writeFileSync(join(folder, "flows.json"), text);
  await expect(openStore({ folder })).rejects.toMatchObject({ code: "flow.version" });
  expect(readFileSync(join(folder, "flows.json"), "utf8")).toBe(text);
});

test("a save that fails is reported, undone in memory, and the next one works again", async () => {
  const folder = makeFolder();
  const store = await openStore({ folder });
  await store.deploy("small", smallFlow("small", 1), 0);
  rmSync(folder, { recursive: true });
  await expect(store.deploy("small", smallFlow("small", 2), 1)).rejects.toMatchObject({
    code: "file.write-failed",
  });
  expect(store.failure?.code).toBe("file.write-failed");
  expect(everyOf(store, "small")).toBe(1);
});

test("listeners get every change that is stored, and nothing else", async () => {
  const store = await openStore();
  const changes: FlowChange[] = [];
  const stop = store.onChange((change) => changes.push(change));
  await store.put(smallFlow("small"));
  await store.deploy("small", undefined, 0);
  await store.deploy("small", smallFlow("small", 3), 1, { author: "Ada" });
  await store.rollback("small", 1, 2);
  await expect(store.deploy("small", undefined, 1)).rejects.toThrow(StaleRevision);
  await expect(store.put({ id: "broken" })).rejects.toThrow(InvalidFlow);
  expect(await store.remove("none")).toBe(false);
  await store.remove("small");
  stop();
  await store.put(smallFlow("small"));
  expect(changes).toEqual([
    { flowId: "small", reason: "saved" },
    { flowId: "small", reason: "deployed", revision: 1 },
    { flowId: "small", reason: "deployed", revision: 2, author: "Ada" },
    { flowId: "small", reason: "deployed", revision: 3 },
    { flowId: "small", reason: "removed" },
  ]);
});

test("what an older Patchbay stored is read with the node types of today: drafts, deployments and revisions", async () => {
  const folder = makeFolder();
  const saved = (every: number) => {
    const flow = smallFlow("small", every);
    return { ...flow, nodes: [...flow.nodes, { id: "out", type: "websocket-output", config: { port: 0 } }] };
  };
  const diff = { added: [], removed: [], changed: [], edgesAdded: [], edgesRemoved: [] };
  const revisions = [1, 2].map((revision) => ({
    ...{ revision, timeMs: 5, note: "", diff, flow: saved(revision) },
  }));
  const record = { draft: saved(2), updatedMs: 5, revisions };
  writeFileSync(join(folder, "flows.json"), JSON.stringify({ format: "patchbay.flows/1", flows: [record] }));
  const store = await openStore({ folder });
  const out = { id: "out", type: "session-output", version: 1, config: {} };
  expect(store.get("small")).toMatchObject({ revision: 2, hasChanges: false });
  expect(store.revisions("small")?.[0]).not.toHaveProperty("author");
  for (const flow of [store.get("small")?.flow, store.deployment("small")?.flow])
    expect(flow?.nodes.at(-1)).toEqual(out);
  expect(store.deployment("small", 1)?.flow.nodes.at(-1)).toEqual(out);
  const unfinished = { ...saved(3), edges: [] };
  expect((await store.put(unfinished)).flow.nodes.at(-1)).toEqual(out);
});

test("a draft that holds a secret instead of its name is not kept, anywhere, and nothing repeats it", async () => {
  const mail = defineNode({
    ...{ type: "mail", version: 1, category: "output", title: "Mail", summary: "S", docs: "D" },
    ...{ execution: "async", inputs: {}, outputs: {} },
    config: Type.Object({ key: Type.String({ title: "Key", default: "", secret: true }) }),
  });
  const folder = makeFolder();
  const withMail = new Map([...catalogue, [mail.type, mail]]);
  const store = await FlowStore.open({
    folder,
    examples: noExamples,
    catalogue: withMail,
    log: silentLogger,
  });
  open.push(store);
  const draft = (key: string, disabled = false) => {
    const small = smallFlow("small");
    return { ...small, nodes: [...small.nodes, { id: "mail", type: "mail", disabled, config: { key } }] };
  };
  for (const disabled of [false, true]) {
    const refused = await store.put(draft("sk-abc123", disabled)).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(InvalidFlow);
    expect(JSON.stringify(refused)).not.toContain("abc123");
    await expect(store.deploy("small", draft("sk-abc123", disabled), 0)).rejects.toThrow(InvalidFlow);
  }
  expect((await store.put(draft("HUB_KEY"))).flow.nodes[2]?.config).toEqual({ key: "HUB_KEY" });
  await store.flush();
  const kept = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
  expect(kept.join()).toContain("HUB_KEY");
  expect(kept.join()).not.toContain("abc123");
});
