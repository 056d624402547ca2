import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { FlowError } from "#engine/errors.ts";
import { transcriptFormats } from "#engine/protocol/rest/sessions.ts";
import { verdictReports } from "#engine/protocol/verdict-report.ts";
import { type PromptStore, promptStore } from "#server/sessions/prompt-store.ts";
import type { LiveSessionInfo, SessionService } from "#server/sessions/service.ts";
import { elsewhere, isOver, type StoredEvent, type StoredSession } from "#server/sessions/store.ts";
import { sessionRouteSchemas as schemas, transcriptSchema } from "./session-schemas.ts";
import { renderTranscript, transcriptFiles } from "./transcript.ts";

/** What the routes of sessions work with. */
export interface SessionRoutesOptions {
  readonly store: PromptStore;
  readonly sessions: Pick<SessionService, "live" | "stop" | "nodes" | "tune">;
}

/** Events read at once. */
const pageSize = 1000;

/** /api/sessions: what runs, what ran, and what was said. */
export const sessionRoutes: FastifyPluginAsyncTypebox<SessionRoutesOptions> = async (
  app,
  { store: patientStore, sessions },
) => {
  const store = promptStore(patientStore);
  app.get("/api/sessions", { schema: schemas.list }, async ({ query: { limit, state } }) => {
    const running = new Map(sessions.live().map((info) => [info.sessionId, info]));
    const found = await store.list(state === undefined ? { limit } : { limit, state });
    return { sessions: found.map((session) => toInfo(session, running.get(session.sessionId))) };
  });

  app.get("/api/sessions/:id", { schema: schemas.get }, async ({ params }) => {
    const session = await find(store, params.id);
    const running = sessions.live().find(({ sessionId }) => sessionId === params.id);
    const events = await readAll(store, params.id);
    return { ...toInfo(session, running), ...describeEvents(events), ...metricsOf(running) };
  });

  app.get("/api/sessions/:id/events", { schema: schemas.events }, async ({ params, query }) => {
    await find(store, params.id);
    const events = await store.read(params.id, query.after, query.limit);
    return { events, lastSequence: await store.lastSequence(params.id) };
  });

  app.post("/api/sessions/:id/stop", { schema: schemas.stop }, async ({ params }, reply) => {
    await findRunning(params.id, sessions.stop(params.id) || undefined);
    return reply.code(202).send(null);
  });

  const findRunning = async <Found>(sessionId: string, found: Found | undefined): Promise<Found> => {
    if (found !== undefined) return found;
    refuseElsewhere(await find(store, sessionId));
    throw new FlowError("session.over");
  };

  app.get("/api/sessions/:id/nodes", { schema: schemas.nodes }, async ({ params }) => {
    return { nodes: await findRunning(params.id, sessions.nodes(params.id)) };
  });

  const { tune } = schemas;
  app.patch("/api/sessions/:id/nodes/:node/config", { schema: tune }, async ({ params, body }) => {
    const config = await findRunning(params.id, sessions.tune(params.id, params.node, body));
    return { nodeId: params.node, config };
  });

  app.delete("/api/sessions/:id", { schema: schemas.remove }, async ({ params }, reply) => {
    const session = await find(store, params.id);
    if (sessions.live().some(({ sessionId }) => sessionId === params.id))
      throw new FlowError("session.running");
    refuseElsewhere(session);
    await store.remove(params.id);
    return reply.code(204).send(null);
  });

  for (const format of transcriptFormats) {
    const schema = transcriptSchema(format);
    app.get(`/api/sessions/:id/transcript.${format}`, { schema }, async ({ params, query }, reply) => {
      await find(store, params.id);
      const text = renderTranscript(format, await readAll(store, params.id), query.language);
      const name = ["transcript", query.language?.replace(/[^\w-]/g, "_"), format];
      return reply
        .header("content-disposition", `attachment; filename="${name.filter(Boolean).join(".")}"`)
        .header("content-type", transcriptFiles[format].mediaType)
        .serializer(String)
        .send(text);
    });
  }
};

async function find(store: PromptStore, sessionId: string): Promise<StoredSession> {
  const session = await store.get(sessionId);
  if (session !== undefined) return session;
  throw new FlowError("session.unknown", { message: `There is no session "${sessionId}".` });
}

/** For sessions that do not run here. */
function refuseElsewhere(session: StoredSession): void {
  if (session.owner !== undefined && !isOver(session)) throw elsewhere(session.sessionId);
}

async function readAll(store: PromptStore, sessionId: string): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  for (;;) {
    const page = await store.read(sessionId, events.at(-1)?.sequence ?? 0, pageSize);
    events.push(...page);
    if (page.length < pageSize) return events;
  }
}

/** What may be shown of a session: not its secret's hash, and no checkpoint. */
function toInfo(session: StoredSession, running: LiveSessionInfo | undefined) {
  const { sessionId, flowId, revision, language, targetLanguages, createdMs, updatedMs } = session;
  return {
    sessionId,
    flowId,
    revision,
    state: running?.state ?? session.state,
    isRunning: running !== undefined,
    ...(language === undefined ? {} : { language }),
    ...(targetLanguages === undefined ? {} : { targetLanguages: [...targetLanguages] }),
    createdMs,
    updatedMs,
  };
}

function describeEvents(events: readonly StoredEvent[]) {
  const captions = events.flatMap(({ event }) => (event.type === "caption" ? [event.event] : []));
  const numbered = events.flatMap(({ event }) => (event.type === "speaker" ? [event.speaker] : []));
  const named = captions.flatMap(({ speaker }) => (speaker === undefined ? [] : [speaker]));
  return {
    lastSequence: events.at(-1)?.sequence ?? 0,
    captionCount: captions.filter(({ kind }) => kind === "final").length,
    languages: [...new Set(captions.map(({ language }) => language))].sort(),
    speakers: [...new Set([...numbered, ...named])].sort((a, b) => a - b),
  };
}

function metricsOf(running: LiveSessionInfo | undefined) {
  if (running === undefined) return {};
  const { mediaMs, inputDroppedMs, nodes, edges, verdicts } = running.snapshot;
  const figures = { mediaMs, inputDroppedMs, nodes: [...nodes], edges: [...edges] };
  return { metrics: { ...figures, verdicts: verdictReports(verdicts) } };
}
