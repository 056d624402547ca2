import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { smallFlow } from "#server/flows/fixtures/flows.ts";
import { ApiError } from "../api/client.ts";
import { DraftStore } from "./draft-store.ts";
import { listDrafts, readDraft, saveDraft } from "./drafts.ts";
import { FlowTab } from "./flow-tab.ts";
import { loadTab } from "./load-tab.ts";
import { createWorkspaceStore } from "./workspace.ts";

/** What a browser's storage does, with an end to its room. */
class FakeStorage {
  [key: string]: unknown;
  getItem = (key: string) => (Object.hasOwn(this, key) ? (this[key] as string) : null);
  setItem = (key: string, value: string) => {
    if (this.#room < value.length) throw new DOMException("full", "QuotaExceededError");
    this[key] = value;
  };
  removeItem = (key: string) => void delete this[key];
  #room = Number.POSITIVE_INFINITY;
  fill(): void {
    this.#room = 0;
  }
  empty(): void {
    this.#room = Number.POSITIVE_INFINITY;
  }
}

let storage: FakeStorage;
const stores: DraftStore[] = [];
beforeEach(() => {
  storage = new FakeStorage();
  vi.stubGlobal("localStorage", storage);
});
afterEach(() => {
  for (const store of stores.splice(0)) store.close();
  vi.unstubAllGlobals();
});

const deployed = { flow: smallFlow("f", 1), revision: 1 };

/** One page with the flow open. */
function openPage() {
  const workspace = createWorkspaceStore();
  const tab = new FlowTab({ flow: deployed.flow, deployed, baseRevision: 1 });
  tab.sync.setState({ onServer: deployed.flow });
  const events = { full: vi.fn(), openTwice: vi.fn() };
  const store = new DraftStore(workspace, events);
  stores.push(store);
  workspace.setState({ tabs: [tab], activeId: "f" });
  const edit = (every: number) => tab.change(() => smallFlow("f", every));
  return { workspace, tab, events, store, edit };
}

test("a change is saved by itself, with the revision that it was made to", async () => {
  const { edit } = openPage();
  edit(2);
  await vi.waitFor(() => expect(readDraft("f")).toMatchObject({ flow: smallFlow("f", 2), baseRevision: 1 }));
});

test("a page that closes keeps what waits", () => {
  const { edit, store } = openPage();
  edit(2);
  store.flush();
  expect(readDraft("f")?.flow).toEqual(smallFlow("f", 2));
  expect(store.isLosing).toBe(false);
});

test("a tab that closes keeps what waits, too", () => {
  const { edit, workspace } = openPage();
  edit(2);
  workspace.setState({ tabs: [], activeId: undefined });
  expect(readDraft("f")?.flow).toEqual(smallFlow("f", 2));
});

test("a draft that is as deployed is thrown away", () => {
  const { edit, store } = openPage();
  edit(2);
  store.flush();
  edit(1);
  store.flush();
  expect(readDraft("f")).toBeUndefined();
});

test("a full storage is reported once until there is room again, and closing then would lose work", () => {
  const { edit, store, events } = openPage();
  storage.fill();
  for (const every of [2, 3]) {
    edit(every);
    store.flush();
  }
  expect(events.full).toHaveBeenCalledTimes(1);
  expect(store.isLosing).toBe(true);
  storage.empty();
  edit(4);
  store.flush();
  expect(store.isLosing).toBe(false);
});

test("the second page of a browser with the same flow says so", async () => {
  const [, later] = [openPage(), openPage()];
  await vi.waitFor(() => expect(later.events.openTwice).toHaveBeenCalledTimes(1), 5_000);
});

test("a page does not save its draft over another page's until a person has chosen", async () => {
  const [one, two] = [openPage(), openPage()];
  one.edit(2);
  one.store.flush();
  await vi.waitFor(() => expect(two.tab.sync.getState().isSavedElsewhere).toBe(true), 5_000);
  two.edit(3);
  two.store.flush();
  expect(readDraft("f")?.flow).toEqual(smallFlow("f", 2));
  expect(two.store.isLosing).toBe(true);
  two.store.saveOwn(two.tab);
  expect(readDraft("f")?.flow).toEqual(smallFlow("f", 3));
  await vi.waitFor(() => expect(one.tab.sync.getState().isSavedElsewhere).toBe(true), 5_000);
  one.store.takeOther(one.tab);
  expect(one.tab.flow).toEqual(smallFlow("f", 3));
  one.tab.undo();
  expect(one.tab.flow).toEqual(smallFlow("f", 2));
});

test("drafts are listed newest first, and what is broken is passed over", () => {
  saveDraft({ flow: smallFlow("a"), baseRevision: 0, savedMs: 1 });
  saveDraft({ flow: smallFlow("b"), baseRevision: 0, savedMs: 2 });
  storage.setItem("patchbay.draft.c", "{");
  storage.setItem("other", "1");
  expect(listDrafts().map(({ flow }) => flow.id)).toEqual(["b", "a"]);
});

const server = {
  get: async () => ({ flow: deployed.flow, revision: 1, hasChanges: false, updatedMs: 1, problems: [] }),
  revision: async () => deployed.flow,
};
const away = (status: number) => ({
  get: async () => Promise.reject(new ApiError(status, undefined)),
  revision: server.revision,
});

test("a flow opens with the draft that is saved, at the revision that it was begun from", async () => {
  saveDraft({ flow: smallFlow("f", 5), baseRevision: 0, savedMs: 1 });
  const tab = await loadTab("f", server);
  expect(tab.store.getState()).toEqual({ flow: smallFlow("f", 5), deployed, baseRevision: 0 });
});

test("a saved draft that has been deployed meanwhile is no draft any more", async () => {
  saveDraft({ flow: deployed.flow, baseRevision: 0, savedMs: 1 });
  expect((await loadTab("f", server)).store.getState().baseRevision).toBe(1);
  expect(readDraft("f")).toBeUndefined();
});

test("a draft opens without the server, and one that it does not know as a new flow", async () => {
  saveDraft({ flow: smallFlow("f", 5), baseRevision: 3, savedMs: 1 });
  expect((await loadTab("f", away(0))).store.getState()).toMatchObject({ baseRevision: 3 });
  expect((await loadTab("f", away(404))).store.getState()).toMatchObject({ baseRevision: 0 });
});

test("without a draft, a server that is away is an error", async () => {
  await expect(loadTab("f", away(0))).rejects.toThrow("not reached");
});

test("a draft that an older page saved is read with the node types of today", () => {
  const old = { id: "out", type: "websocket-output", version: 1, config: { port: 0 } };
  const flow = { ...smallFlow("f", 2), nodes: [...smallFlow("f", 2).nodes, old] };
  saveDraft({ flow, baseRevision: 1, savedMs: 5 });
  expect(readDraft("f")?.flow.nodes.at(-1)).toMatchObject({ id: "out", type: "session-output" });
  expect(listDrafts()[0]?.flow).toEqual(readDraft("f")?.flow);
});
