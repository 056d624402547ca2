import { afterEach, expect, test } from "vitest";
import { FlowError } from "#engine/errors.ts";
import type { SessionEvent } from "#engine/protocol/session-event.ts";
import type { LiveSessionInfo } from "#server/sessions/service.ts";
import { owner, startApp, storedSession } from "./testing.ts";

const running: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.close()));
});

async function start() {
  const started = await startApp();
  running.push(started);
  const get = async (url: string) => (await started.app.inject({ url })).json();
  return { ...started, get };
}

const times = (segmentId: number) => ({ startMs: segmentId * 1000, endMs: segmentId * 1000 + 800 });

function final(segmentId: number, language: string, text: string, speaker = 1): SessionEvent {
  return {
    type: "caption",
    event: {
      kind: "final",
      segmentId,
      speaker,
      language,
      text,
      ...times(segmentId),
      averageLogProbability: -0.25,
      languageProbability: 0.9,
      noSpeechProbability: 0.01,
    },
  };
}

function translation(segmentId: number, language: string, text: string): SessionEvent {
  return {
    type: "caption",
    event: {
      kind: "translation",
      hypothesis: "final",
      segmentId,
      speaker: 1,
      language,
      text,
      ...times(segmentId),
      averageLogProbability: -0.5,
      sourceLanguage: "en",
      sourceText: "source",
    },
  };
}

const speaker: SessionEvent = {
  type: "speaker",
  segmentId: 2,
  speaker: 2,
  similarity: 0.5,
  isNew: true,
  ...times(2),
};

/** Said in English, answered in Spanish; the first is translated to Spanish and French, the second to French. */
const conversation = [
  final(1, "en", "Good <morning>"),
  translation(1, "es", "Buenos días"),
  translation(1, "fr", "Bonjour"),
  speaker,
  final(2, "es", "Hola", 2),
  translation(2, "fr", "Salut"),
  { type: "state", state: "ended" },
] satisfies SessionEvent[];

function liveInfo(sessionId: string): LiveSessionInfo {
  const processMs = { p50: 1, p95: 2, max: 3 };
  const node = {
    nodeId: "vad",
    nodeType: "vad",
    packetsIn: 1,
    packetsOut: 1,
    errors: 0,
    retries: 0,
    processMs,
    busyMs: 1,
    wanted: [],
  };
  const nodes = [{ ...node, realTimeFactor: 0.1, lagMs: 5 }];
  const edges = [
    {
      ...{ from: { node: "a", port: "b" }, to: { node: "c", port: "d" } },
      ...{ packets: 1, dropped: 0, queue: { depth: 0, capacity: 8, policy: "block" } },
    },
  ];
  const snapshot = {
    mediaMs: 100,
    inputDroppedMs: 0,
    nodes,
    edges,
    verdicts: [],
  } as LiveSessionInfo["snapshot"];
  return { sessionId, flowId: "live-translate", revision: 1, state: "live", startedMs: 0, snapshot };
}

test("sessions are listed newest first, by state and up to a limit, without secret or checkpoint", async () => {
  const { store, get } = await start();
  for (const [at, state] of (["ended", "failed", "ended"] as const).entries()) {
    const createdMs = 1_700_000_000_000 + at;
    await store.create(
      storedSession(`s${at}`, { state, createdMs, updatedMs: createdMs, language: "en" }),
      1000,
    );
  }
  const ids = async (query: string) =>
    (await get(`/api/sessions${query}`)).sessions.map(({ sessionId }: { sessionId: string }) => sessionId);
  expect(await ids("")).toEqual(["s2", "s1", "s0"]);
  expect(await ids("?state=ended")).toEqual(["s2", "s0"]);
  expect(await ids("?limit=1")).toEqual(["s2"]);
  const [session] = (await get("/api/sessions")).sessions;
  expect(Object.keys(session).sort()).toEqual(
    ["createdMs", "flowId", "isRunning", "language", "revision", "sessionId", "state", "updatedMs"].sort(),
  );
});

test.each(["?limit=0", "?limit=1001", "?limit=x", "?state=asleep", "?nonsense=1"])(
  "a list with a wrong query is 400 and names the field: %s",
  async (query) => {
    const { get } = await start();
    const { error } = await get(`/api/sessions${query}`);
    expect([error.code, error.field]).toEqual(["request.invalid", query.slice(1).split("=")[0]]);
  },
);

test("a session tells its speakers, languages and captions, and its metrics while it runs", async () => {
  const { store, live, get } = await start();
  await store.create(storedSession("s", { state: "live", targetLanguages: ["es", "fr"] }), 1000);
  await store.append("s", owner, conversation);
  const known = { captionCount: 2, speakers: [1, 2], languages: ["en", "es", "fr"], lastSequence: 7 };
  expect(await get("/api/sessions/s")).toMatchObject({ ...known, isRunning: false });
  expect(await get("/api/sessions/s")).not.toHaveProperty("metrics");
  live.push(liveInfo("s"));
  const { mediaMs, nodes, edges } = liveInfo("s").snapshot;
  expect(await get("/api/sessions/s")).toMatchObject({ isRunning: true, metrics: { mediaMs, nodes, edges } });
});

test("events come in order after a number, and the answer says how far they go", async () => {
  const { store, get } = await start();
  await store.create(storedSession("s"), 1000);
  const stored = await store.append("s", owner, conversation);
  expect(await get("/api/sessions/s/events")).toEqual({ events: stored, lastSequence: 7 });
  const part = await get("/api/sessions/s/events?after=2&limit=3");
  expect(part).toEqual({ events: stored.slice(2, 5), lastSequence: 7 });
});

async function transcripts() {
  const { store, app } = await start();
  await store.create(storedSession("s"), 1000);
  await store.append("s", owner, conversation);
  return async (file: string) => app.inject({ url: `/api/sessions/s/transcript.${file}` });
}

test("a transcript is what was said, in each form", async () => {
  const read = await transcripts();
  expect((await read("txt")).body).toBe("00:00:01 Speaker 1: Good <morning>\n00:00:02 Speaker 2: Hola\n");
  expect((await read("srt")).body).toBe(
    "1\n00:00:01,000 --> 00:00:01,800\n[Speaker 1] Good <morning>\n\n2\n00:00:02,000 --> 00:00:02,800\n[Speaker 2] Hola\n\n",
  );
  expect((await read("vtt")).body).toContain("<v Speaker 1>Good &lt;morning&gt;");
  const lines = (await read("jsonl")).body
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines).toEqual(conversation.flatMap((event) => (event.type === "caption" ? [event.event] : [])));
});

test("a transcript in a language takes what was said in it, and the translation of everything else", async () => {
  const read = await transcripts();
  expect((await read("txt?language=es")).body).toBe(
    "00:00:01 Speaker 1: Buenos días\n00:00:02 Speaker 2: Hola\n",
  );
  expect((await read("txt?language=fr")).body).toBe(
    "00:00:01 Speaker 1: Bonjour\n00:00:02 Speaker 1: Salut\n",
  );
  expect((await read("txt?language=en")).body).toBe("00:00:01 Speaker 1: Good <morning>\n");
  expect((await read("txt?language=de")).body).toBe("");
});

test("a transcript is a file with its media type and a name that cannot break the header", async () => {
  const read = await transcripts();
  const { headers } = await read("vtt?language=es");
  expect(headers["content-type"]).toBe("text/vtt; charset=utf-8");
  expect(headers["content-disposition"]).toBe('attachment; filename="transcript.es.vtt"');
  const odd = await read(`txt?language=${encodeURIComponent('e"\r\nx: y')}`);
  expect(odd.headers["content-disposition"]).toBe('attachment; filename="transcript.e___x__y.txt"');
});

test("a transcript of more events than are read at once is whole", async () => {
  const { store, app } = await start();
  await store.create(storedSession("s"), 1000);
  await store.append(
    "s",
    owner,
    Array.from({ length: 2500 }, (_, at) => final(at + 1, "en", `line ${at}`)),
  );
  const { body } = await app.inject({ url: "/api/sessions/s/transcript.txt" });
  expect(body.trim().split("\n")).toHaveLength(2500);
});

test("a session that runs is stopped, and not removed before it has ended", async () => {
  const { store, live, stopped, app } = await start();
  await store.create(storedSession("s", { state: "live", owner: undefined }), 1000);
  live.push(liveInfo("s"));
  const remove = () => app.inject({ method: "DELETE", url: "/api/sessions/s" });
  const refused = await remove();
  expect([refused.statusCode, refused.json().error.code]).toEqual([409, "session.running"]);
  const stop = () => app.inject({ method: "POST", url: "/api/sessions/s/stop" });
  expect((await stop()).statusCode).toBe(202);
  expect(stopped).toEqual(["s"]);
  live.pop();
  const over = await stop();
  expect([over.statusCode, over.json().error.code]).toEqual([409, "session.over"]);
  expect((await remove()).statusCode).toBe(204);
  expect(await store.get("s")).toBeUndefined();
});

test("a session that another server has is neither stopped nor removed here", async () => {
  const { store, app } = await start();
  await store.create(storedSession("s", { state: "live" }), 1000);
  const stop = await app.inject({ method: "POST", url: "/api/sessions/s/stop" });
  const remove = await app.inject({ method: "DELETE", url: "/api/sessions/s" });
  for (const refused of [stop, remove]) {
    expect([refused.statusCode, refused.json().error.code]).toEqual([409, "session.elsewhere"]);
  }
  expect(await store.get("s")).toMatchObject({ state: "live", owner });
});

test.each([
  ["GET", ""],
  ["GET", "/events"],
  ["GET", "/transcript.srt"],
  ["POST", "/stop"],
  ["DELETE", ""],
] as const)("%s %s of a session that is not there is 404", async (method, rest) => {
  const { app } = await start();
  const response = await app.inject({ method, url: `/api/sessions/none${rest}` });
  expect([response.statusCode, response.json().error.code]).toEqual([404, "session.unknown"]);
});

test("a store that does not answer is 503", async () => {
  const { store, app } = await start();
  store.list = () => Promise.reject(new FlowError("store.unavailable"));
  const response = await app.inject({ url: "/api/sessions" });
  expect([response.statusCode, response.json().error.code]).toEqual([503, "store.unavailable"]);
});
