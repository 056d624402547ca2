import { type Static, Type } from "typebox";
import { sessionStates } from "./session-event.ts";

/** Version of the messages below; it counts up with breaking changes. */
export const editorStreamVersion = 1;

const edge = Type.Object({
  label: Type.String({ description: "from.port -> to.port" }),
  packets: Type.Integer(),
  dropped: Type.Integer(),
  queue: Type.Optional(
    Type.Object({ depth: Type.Integer(), capacity: Type.Integer(), policy: Type.String() }),
  ),
});
const node = Type.Object({
  nodeId: Type.String(),
  packetsIn: Type.Integer(),
  packetsOut: Type.Integer(),
  errors: Type.Integer(),
  retries: Type.Integer(),
  device: Type.Optional(Type.String()),
  processMs: Type.Object({ p50: Type.Number(), p95: Type.Number(), max: Type.Number() }),
  busyMs: Type.Number(),
  realTimeFactor: Type.Number(),
  lagMs: Type.Number(),
});

/** What `/ws/editor` sends: first `hello`, then one `metrics` message at 4 Hz for all live sessions together. */
export const editorStreamMessageSchema = Type.Union([
  Type.Object({ type: Type.Literal("hello"), version: Type.Literal(editorStreamVersion) }),
  Type.Object({
    type: Type.Literal("metrics"),
    timeMs: Type.Number({ description: "Wall time, ms since 1970." }),
    sessions: Type.Array(
      Type.Object({
        sessionId: Type.String(),
        flowId: Type.String(),
        state: Type.Enum([...sessionStates]),
        listeners: Type.Integer(),
        mediaMs: Type.Number(),
        nodes: Type.Array(node),
        edges: Type.Array(edge),
      }),
    ),
    devices: Type.Array(
      Type.Object({
        device: Type.String(),
        running: Type.Integer(),
        waiting: Type.Integer(),
        completed: Type.Integer(),
        crashes: Type.Integer(),
      }),
    ),
    process: Type.Object({
      cpuPercent: Type.Number({ description: "Of one core, since the last message." }),
      rssBytes: Type.Integer(),
      eventLoopLagMs: Type.Number(),
    }),
  }),
  Type.Object({
    type: Type.Literal("log"),
    timeMs: Type.Number(),
    level: Type.Enum(["info", "warn", "error"]),
    message: Type.String(),
    sessionId: Type.Optional(Type.String()),
    nodeId: Type.Optional(Type.String()),
  }),
]);

/** A message of the editor WebSocket; `type` tells them apart. */
export type EditorStreamMessage = Static<typeof editorStreamMessageSchema>;
