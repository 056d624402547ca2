import { expect, test } from "vitest";
import type { Flow } from "#engine/flow/schema.ts";
import type { StoredFlow } from "#engine/protocol/rest/flows.ts";
import { smallFlow } from "#server/flows/fixtures/flows.ts";
import { ApiError } from "../api/client.ts";
import { type DeployApi, deployTab, refreshTab, rollBackTab, saveTab } from "./deploying.ts";
import { FlowTab, isDirty, isStale } from "./flow-tab.ts";

/** The server's rules about revisions, with answers that a test may lose on their way. */
class FakeServer implements DeployApi {
  readonly deployments: Flow[] = [];
  draft: Flow | undefined;
  /** `before`: the request is lost; `after`: its answer. */
  lose: "before" | "after" | undefined;
  isGone = false;
  /** Holds the answer of a deploy back while set. */
  gate: Promise<void> | undefined;

  get = async (): Promise<StoredFlow> => {
    this.#reach();
    if (this.draft === undefined) throw error(404, "flow.unknown");
    const revision = this.deployments.length;
    return { flow: this.draft, revision, hasChanges: false, updatedMs: 1, problems: [] };
  };

  revision = async (_id: string, revision: number): Promise<Flow> => {
    this.#reach();
    const flow = this.deployments[revision - 1];
    if (flow === undefined) throw error(404, "flow.unknown-revision");
    return flow;
  };

  deploy = async (flow: Flow, baseRevision: number) => {
    this.#reach();
    const lost = this.lose;
    this.lose = undefined;
    if (lost === "before") throw new ApiError(0, undefined);
    if (baseRevision !== this.deployments.length) throw error(409, "flow.stale-revision");
    this.put(flow);
    await this.gate;
    if (lost === "after") throw new ApiError(0, undefined);
    return { id: flow.id, revision: this.deployments.length, sessions: [] };
  };

  rollback = async (_id: string, revision: number, baseRevision: number) => {
    if (baseRevision !== this.deployments.length) throw error(409, "flow.stale-revision");
    this.deployments.push(this.deployments[revision - 1] as Flow);
    return { id: "f", revision: this.deployments.length, sessions: [] };
  };

  save = async (flow: Flow): Promise<StoredFlow> => {
    this.draft = flow;
    return this.get();
  };

  create = async (flow: Flow): Promise<StoredFlow> => {
    if (this.draft !== undefined) throw error(409, "flow.exists");
    return this.save(flow);
  };

  /** Somebody deploys. */
  put(flow: Flow): void {
    this.draft = flow;
    this.deployments.push(flow);
  }

  #reach(): void {
    if (this.isGone) throw new ApiError(0, undefined);
  }
}

function error(status: number, code: string): ApiError {
  return new ApiError(status, { error: { code, message: code, hint: "" } });
}

/** A tab at revision 1 of a server that has it. */
function setUp() {
  const server = new FakeServer();
  server.put(smallFlow("f", 1));
  const flow = server.deployments[0] as Flow;
  const tab = new FlowTab({ flow, deployed: { flow, revision: 1 }, baseRevision: 1 });
  tab.sync.setState({ onServer: flow });
  const edit = (every: number) => tab.change(() => smallFlow("f", every));
  return { server, tab, edit };
}

test("a deploy makes the draft the new revision", async () => {
  const { server, tab, edit } = setUp();
  edit(2);
  expect(await deployTab(tab, "", server)).toMatchObject({ kind: "deployed", revision: 2 });
  expect(isDirty(tab.store.getState())).toBe(false);
  expect(tab.store.getState().baseRevision).toBe(2);
});

test("a double click deploys once", async () => {
  const { server, tab, edit } = setUp();
  edit(2);
  let open = () => {};
  server.gate = new Promise((resolve) => {
    open = resolve;
  });
  const first = deployTab(tab, "", server);
  const second = await deployTab(tab, "", server);
  open();
  expect([(await first).kind, second.kind]).toEqual(["deployed", "busy"]);
  expect(server.deployments).toHaveLength(2);
});

test("after a lost answer the server is asked, and what has arrived is not deployed again", async () => {
  const { server, tab, edit } = setUp();
  edit(2);
  server.lose = "after";
  expect((await deployTab(tab, "", server)).kind).toBe("unsure");
  expect(await deployTab(tab, "", server)).toEqual({ kind: "deployed", revision: 2, sessions: undefined });
  expect(server.deployments).toHaveLength(2);
  expect(isStale(tab.store.getState())).toBe(false);
});

test("after a lost request the same deploy goes through once", async () => {
  const { server, tab, edit } = setUp();
  edit(2);
  server.lose = "before";
  expect((await deployTab(tab, "", server)).kind).toBe("unsure");
  expect(await deployTab(tab, "", server)).toMatchObject({ kind: "deployed", revision: 2 });
  expect(server.deployments).toHaveLength(2);
});

test("nothing is sent while the server cannot be asked what became of a lost deploy", async () => {
  const { server, tab, edit } = setUp();
  edit(2);
  server.lose = "after";
  await deployTab(tab, "", server);
  server.isGone = true;
  expect((await deployTab(tab, "", server)).kind).toBe("unsure");
  server.isGone = false;
  await refreshTab(tab, server);
  expect(tab.sync.getState().isUnsure).toBe(false);
  expect(isDirty(tab.store.getState())).toBe(false);
});

test("what a look at the server has settled is not deployed again", async () => {
  const { server, tab, edit } = setUp();
  edit(2);
  server.lose = "after";
  await deployTab(tab, "", server);
  await refreshTab(tab, server);
  expect(await deployTab(tab, "", server)).toMatchObject({ kind: "deployed", revision: 2 });
  expect(server.deployments).toHaveLength(2);
});

test("work that went on after a lost answer is a change to what arrived, not to what was before", async () => {
  const { server, tab, edit } = setUp();
  edit(2);
  server.lose = "after";
  await deployTab(tab, "", server);
  edit(3);
  expect(await deployTab(tab, "", server)).toMatchObject({ kind: "deployed", revision: 3 });
  expect(server.deployments).toHaveLength(3);
});

test("what somebody deployed behind a lost deploy of ours is a conflict with them only", async () => {
  const { server, tab, edit } = setUp();
  edit(2);
  server.lose = "after";
  await deployTab(tab, "", server);
  server.put(smallFlow("f", 7));
  expect((await deployTab(tab, "", server)).kind).toBe("stale");
  expect(tab.store.getState()).toMatchObject({ baseRevision: 2, deployed: { revision: 3 } });
});

test("a deploy over somebody else's is refused, and shows theirs beside the untouched draft", async () => {
  const { server, tab, edit } = setUp();
  edit(2);
  server.put(smallFlow("f", 9));
  expect((await deployTab(tab, "", server)).kind).toBe("stale");
  expect(tab.flow).toEqual(smallFlow("f", 2));
  expect(tab.store.getState()).toMatchObject({ baseRevision: 1, deployed: { revision: 2 } });
});

test("when somebody deployed the very same, there is nothing left to do", async () => {
  const { server, tab, edit } = setUp();
  edit(2);
  server.put(smallFlow("f", 2));
  expect(await deployTab(tab, "", server)).toMatchObject({ kind: "deployed", revision: 2 });
  expect(server.deployments).toHaveLength(2);
});

test("a draft without changes follows a deploy, and undo goes back behind it", async () => {
  const { server, tab } = setUp();
  server.put(smallFlow("f", 9));
  expect(await refreshTab(tab, server)).toBe("followed");
  expect(tab.flow).toEqual(smallFlow("f", 9));
  expect(isStale(tab.store.getState())).toBe(false);
  tab.undo();
  expect(tab.flow).toEqual(smallFlow("f", 1));
});

test("a flow that was removed on the server stays here, and deploys as a new one", async () => {
  const { server, tab } = setUp();
  server.draft = undefined;
  server.deployments.length = 0;
  expect(await refreshTab(tab, server)).toBe("removed");
  expect(tab.flow).toEqual(smallFlow("f", 1));
  expect(await deployTab(tab, "", server)).toMatchObject({ kind: "deployed", revision: 1 });
});

test("a rollback leaves a draft with changes, and takes one without along", async () => {
  const { server, tab, edit } = setUp();
  edit(2);
  await deployTab(tab, "", server);
  await rollBackTab(tab, 1, server);
  expect([tab.flow, tab.store.getState().baseRevision]).toEqual([smallFlow("f", 1), 3]);
  edit(5);
  await rollBackTab(tab, 2, server);
  expect(tab.flow).toEqual(smallFlow("f", 5));
  expect(tab.store.getState()).toMatchObject({ baseRevision: 4, deployed: { revision: 4 } });
});

test("saving makes a flow that the server has not, and changes one that it has", async () => {
  const server = new FakeServer();
  const tab = new FlowTab({ flow: smallFlow("f", 1), deployed: undefined, baseRevision: 0 });
  await saveTab(tab, server);
  tab.change(() => smallFlow("f", 2));
  await saveTab(tab, server);
  expect([server.draft, tab.sync.getState().onServer]).toEqual([smallFlow("f", 2), smallFlow("f", 2)]);
});
