import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Flow } from "#engine/flow/schema.ts";
import { Editor } from "../document/editor.ts";
import { FlowTab } from "../document/flow-tab.ts";
import { LiveFigures } from "../figures/live-figures.ts";
import { fakeNetwork } from "../links/fake-socket.ts";
import { type FedSession, fedSession } from "./fed-session.ts";
import { OwnSession } from "./own-session.ts";

const flow: Flow = {
  format: "patchbay.flow/1",
  id: "captions",
  name: "Captions",
  nodes: [{ id: "source", type: "mic-input" }],
  edges: [],
};
const left: FedSession = {
  sessionId: "s1",
  secret: "hush",
  flowId: "captions",
  startedMs: 5000,
  source: "microphone",
};
const ready = {
  type: "ready",
  version: 1,
  sessionId: "s1",
  secret: "hush",
  offsetSamples: 0,
  clockRateHz: 0,
};

/** The parts of a browser that a session touches; its microphone is silent. */
function stubBrowser() {
  const stored = new Map<string, string>();
  const storage = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
    removeItem: (key: string) => void stored.delete(key),
  };
  const source = { connect: () => {}, disconnect: () => {} };
  class Context {
    sampleRate = 48_000;
    audioWorklet = { addModule: async () => {} };
    createMediaStreamSource = () => source;
    close = async () => {};
  }
  class Worklet {
    port = { onmessage: null };
  }
  const getUserMedia = vi.fn(async () => ({ getAudioTracks: () => [], getTracks: () => [] }));
  vi.stubGlobal("navigator", { mediaDevices: { getUserMedia, enumerateDevices: async () => [] } });
  vi.stubGlobal("AudioContext", Context);
  vi.stubGlobal("AudioWorkletNode", Worklet);
  vi.stubGlobal("sessionStorage", storage);
  vi.stubGlobal("localStorage", storage);
  vi.stubGlobal("location", { protocol: "http:", host: "test" });
  vi.stubGlobal("addEventListener", () => {});
  return { getUserMedia };
}

function open() {
  const network = fakeNetwork();
  const editor = new Editor(new LiveFigures());
  const tab = new FlowTab({ flow, deployed: { flow, revision: 1 }, baseRevision: 1 });
  editor.workspace.setState({ tabs: [tab], activeId: tab.id });
  const session = new OwnSession(editor, network.open);
  const notices = () => editor.view.getState().notices.map(({ text }) => text);
  return { ...network, editor, tab, session, notices };
}

let browser: ReturnType<typeof stubBrowser>;
beforeEach(() => {
  vi.useFakeTimers();
  browser = stubBrowser();
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test("a session runs the flow in front with its own languages, is watched, and is kept for a reload", async () => {
  const { session, last, editor } = open();
  await session.speak();
  last().opens();
  expect(last().texts[0]).toMatchObject({ type: "hello", flow: "captions", sampleRateHz: 48_000 });
  expect(last().texts[0]).not.toHaveProperty("language");
  expect(last().texts[0]).not.toHaveProperty("targetLanguages");
  last().says(ready);
  expect(editor.view.getState()).toMatchObject({ watchedSession: "s1", dock: "captions" });
  expect(fedSession.read()).toMatchObject({ sessionId: "s1", flowId: "captions", source: "microphone" });
  session.stop();
  last().says({ type: "ended", sessionId: "s1" });
  expect(fedSession.read()).toBeUndefined();
  expect(session.store.getState()).toMatchObject({ link: { phase: "ended" }, microphone: "off" });
});

test("after a reload the session is taken up with its ticket, and its time goes on", async () => {
  fedSession.write(left);
  const { session, last } = open();
  await session.begin();
  last().opens();
  expect(last().texts[0]).toMatchObject({ resume: { sessionId: "s1", secret: "hush" } });
  last().says(ready);
  expect(session.store.getState().session).toMatchObject({ sessionId: "s1", startedMs: 5000 });
  session.stop();
});

test("a session that ended while the page was away ends without a word", async () => {
  fedSession.write(left);
  const { session, last, notices } = open();
  await session.begin();
  last().opens();
  last().says({ type: "error", code: "session.over", message: "Over.", hint: "Start anew." });
  expect(session.store.getState().link).toEqual({ phase: "ended" });
  expect(fedSession.read()).toBeUndefined();
  expect(notices()).toEqual([]);
});

test("a file is gone after a reload: its session is ended, not fed with a microphone", async () => {
  fedSession.write({ ...left, source: "file" });
  const fetched = vi.fn(async () => new Response(null, { status: 204 }));
  vi.stubGlobal("fetch", fetched);
  const { session, sockets, notices } = open();
  await session.begin();
  expect(fetched).toHaveBeenCalledWith("/api/sessions/s1/stop", expect.objectContaining({ method: "POST" }));
  expect(sockets).toHaveLength(0);
  expect(browser.getUserMedia).not.toHaveBeenCalled();
  expect(notices()).toHaveLength(1);
});

test("what cannot be spoken into says why, and opens no microphone", async () => {
  const { session, tab, notices } = open();
  tab.setStanding({ deployed: undefined });
  await session.speak();
  expect(session.startProblem()).toBe("deployFirst");
  expect(notices()).toHaveLength(1);
  expect(browser.getUserMedia).not.toHaveBeenCalled();
});

test("a microphone that is refused leaves nothing running, and says what to do about it", async () => {
  browser.getUserMedia.mockRejectedValue(new DOMException("no", "NotAllowedError"));
  const { session, sockets, notices } = open();
  await session.speak();
  expect(session.store.getState().link).toBeUndefined();
  expect(sockets).toHaveLength(0);
  expect(notices()[0]).toMatch(/blocked/);
});

test("stopped while the browser still asks, nothing starts", async () => {
  const { session, sockets } = open();
  const asked = session.speak();
  session.stop();
  await asked;
  expect(sockets).toHaveLength(0);
  expect(session.store.getState()).toMatchObject({ link: undefined, microphone: "off" });
});

test("a file that is too large is refused before it is read", async () => {
  const { session, notices } = open();
  const file = { name: "day.wav", size: 51 * 2 ** 20, arrayBuffer: vi.fn() };
  await session.playFile(file as unknown as File);
  expect(notices()[0]).toMatch(/day\.wav.*50 MB/);
  expect(file.arrayBuffer).not.toHaveBeenCalled();
  expect(session.store.getState().link).toBeUndefined();
});

test("figures follow the session that the view says is watched", () => {
  const { editor } = open();
  const watch = vi.spyOn(editor.figures, "watch");
  editor.view.setState({ watchedSession: "s7" });
  editor.view.setState({ dock: "outline" });
  expect(watch.mock.calls).toEqual([["s7"]]);
});
