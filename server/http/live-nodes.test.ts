import { afterAll, expect, test } from "vitest";
import { createDeviceManager } from "#runtime-workers/devices/device-manager.ts";
import { hello, setUp } from "#server/sessions/testing.ts";
import { startApp, storedSession } from "./testing.ts";

const tasks = createDeviceManager();
const closing: (() => Promise<unknown>)[] = [() => tasks.close()];
afterAll(async () => {
  for (const close of closing.reverse()) await close();
});

/** The app over real sessions, one of which runs. */
async function start() {
  const { manager, store, flow, deploy } = setUp(tasks);
  const started = await startApp({ sessions: manager, store });
  closing.push(started.close, () => manager.close());
  const { sessionId } = await manager.attach(hello);
  const ask = async (method: "GET" | "PATCH" | "POST", url: string, payload?: object) => {
    const response = await started.app.inject({ method, url, ...(payload === undefined ? {} : { payload }) });
    return { status: response.statusCode, body: response.json() };
  };
  const tune = (node: string, fields: object, session = sessionId) =>
    ask("PATCH", `/api/sessions/${session}/nodes/${node}/config`, fields);
  return { ...started, manager, store, flow, deploy, sessionId, ask, tune };
}

test("the nodes of a live session come with the settings in force; turning one shows at once", async () => {
  const { sessionId, ask, tune } = await start();
  const nodes = async () => (await ask("GET", `/api/sessions/${sessionId}/nodes`)).body.nodes;
  const vad = async () => (await nodes()).find(({ nodeId }: { nodeId: string }) => nodeId === "vad");
  expect((await nodes()).map(({ nodeId }: { nodeId: string }) => nodeId)).toContain("session");
  expect(await vad()).toMatchObject({
    type: "vad",
    name: "Voice activity",
    wanted: ["npu", "cpu"],
    config: { threshold: 0.5, model: "silero-vad" },
  });
  const { status, body } = await tune("vad", { threshold: 0.75, minSilenceMs: 400 });
  expect([status, body.nodeId]).toEqual([200, "vad"]);
  expect(body.config).toMatchObject({ threshold: 0.75, minSilenceMs: 400, model: "silero-vad" });
  expect((await vad()).config).toEqual(body.config);
});

test("what cannot be turned is refused with node, field and hint, and nothing changes", async () => {
  const { tune, ask, sessionId, store } = await start();
  const refused = async (node: string, fields: object, session = sessionId) => {
    const { status, body } = await tune(node, fields, session);
    expect(body.error.hint).toMatch(/./);
    return [status, body.error.code, body.error.nodeId, body.error.field];
  };
  expect(await refused("none", { threshold: 1 })).toEqual([404, "flow.unknown-node", "none", undefined]);
  expect(await refused("vad", { model: "x" })).toEqual([409, "config.not-live", "vad", "model"]);
  expect(await refused("vad", { threshold: 0.9, nonsense: 1 })).toEqual([
    422,
    "config.invalid",
    "vad",
    "nonsense",
  ]);
  expect(await refused("vad", { threshold: 7 })).toEqual([422, "config.invalid", "vad", "threshold"]);
  expect(await refused("vad", { __proto__: null, constructor: 1 })).toEqual([
    422,
    "config.invalid",
    "vad",
    "constructor",
  ]);
  expect(await refused("vad", [])).toEqual([400, "request.invalid", undefined, "body"]);
  const { nodes } = (await ask("GET", `/api/sessions/${sessionId}/nodes`)).body;
  expect(nodes[2].config).toMatchObject({ threshold: 0.5, model: "silero-vad" });
  await store.create(storedSession("over"), 1000);
  expect(await refused("vad", { threshold: 0.9 }, "over")).toEqual([
    409,
    "session.over",
    undefined,
    undefined,
  ]);
  expect(await refused("vad", { threshold: 0.9 }, "none")).toEqual([
    404,
    "session.unknown",
    undefined,
    undefined,
  ]);
  for (const [session, status] of [
    ["over", 409],
    ["none", 404],
  ] as const)
    expect((await ask("GET", `/api/sessions/${session}/nodes`)).status).toBe(status);
});

test("a deployment and a rollback tell what they did to each session, and which could not take them", async () => {
  const { flow, flows, ask, manager, sessionId, deploy } = await start();
  // The manager has deployments of its own: each is made there as it is made here.
  flows.onChange(({ flowId }) => {
    const deployed = flows.deployment(flowId);
    if (deployed !== undefined) deploy(deployed.flow);
  });
  const withModel = (model: string) => ({
    ...flow,
    nodes: flow.nodes.map((node) => (node.id === "diarize" ? { ...node, config: { model } } : node)),
  });
  const post = async (rest: string, payload: object) =>
    (await ask("POST", `/api/flows/live-translate/${rest}`, payload)).body;
  const unchanged = ["source", "resample", "vad", "transcribe", "translate", "captions", "session"];
  expect(await post("deploy", { baseRevision: 0, flow })).toEqual({
    id: "live-translate",
    revision: 1,
    sessions: [
      {
        sessionId,
        kept: expect.arrayContaining(unchanged),
        tuned: [],
        restarted: [],
        added: [],
        removed: [],
      },
    ],
  });
  const { sessions } = await post("deploy", { baseRevision: 1, flow: withModel("none") });
  expect(sessions).toEqual([
    { sessionId, failure: expect.objectContaining({ code: "model.missing", nodeId: "diarize" }) },
  ]);
  expect(await post("rollback", { revision: 1, baseRevision: 2 })).toMatchObject({
    revision: 3,
    sessions: [{ sessionId, restarted: [] }],
  });
  expect(manager.live()).toHaveLength(1);
});
