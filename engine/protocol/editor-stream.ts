import { type Static, Type } from "typebox";
import { type VerdictCounts, verdictKinds } from "../graph/verdict.ts";
import { longestName } from "./person-name.ts";
import { sessionStates } from "./session-event.ts";
import { shownLineSchema } from "./shown-line.ts";

/** Version of the messages below; it counts up with breaking changes. */
export const editorStreamVersion = 2;

/** A model that is kept from a device. */
export interface BreakerFigures {
  readonly model: string;
  readonly state: string;
  readonly sinceMs: number;
  readonly reason: string;
}

const edgeEnd = Type.Object({ node: Type.String(), port: Type.String() });
const edge = Type.Object({
  from: edgeEnd,
  to: edgeEnd,
  packets: Type.Integer(),
  dropped: Type.Integer(),
  queue: Type.Optional(
    Type.Object({ depth: Type.Integer(), capacity: Type.Integer(), policy: Type.String() }),
  ),
});
const node = Type.Object({
  nodeId: Type.String(),
  nodeType: Type.String(),
  packetsIn: Type.Integer(),
  packetsOut: Type.Integer(),
  errors: Type.Integer(),
  verdicts: Type.Optional(
    Type.Unsafe<VerdictCounts>(
      Type.Record(Type.Enum([...verdictKinds]), Type.Integer(), {
        description: "What became of its results, so far; absent where none was judged.",
      }),
    ),
  ),
  retries: Type.Integer(),
  device: Type.Optional(Type.String({ description: "Of its last task." })),
  wanted: Type.Unsafe<readonly string[]>(
    Type.Array(Type.String(), { description: "Devices wanted, best first; empty where it needs none." }),
  ),
  missed: Type.Optional(
    Type.Object(
      { device: Type.String(), reason: Type.String() },
      { description: "The best device that its last task did not run on, and why." },
    ),
  ),
  processMs: Type.Object({ p50: Type.Number(), p95: Type.Number(), max: Type.Number() }),
  busyMs: Type.Number(),
  realTimeFactor: Type.Number(),
  lagMs: Type.Number(),
});

const presence = {
  flowId: Type.String({ minLength: 1, maxLength: 128, description: "The flow that is open." }),
  name: Type.String({
    minLength: 1,
    maxLength: longestName,
    description: "Whoever works on it, as others see it.",
  }),
  dirty: Type.Boolean({ description: "Whether it has changes that are not deployed." }),
};

/**
 * What a client of `/ws/editor` may send: who it is and what it works on, when that changes. More than four a second
 * and what is not understood are passed over; more than 1 KB ends the connection.
 */
export const editorClientMessageSchema = Type.Object(
  { type: Type.Literal("presence"), ...presence },
  { additionalProperties: false },
);

/**
 * What `/ws/editor` sends: first `hello` and `editors`, then one `metrics` message at 4 Hz for all live sessions
 * together, and one `shown` message a session where nodes showed something; `editors` again when that changes, and `flow-changed` after every change of a flow, whoever made it.
 */
export const editorStreamMessageSchema = Type.Union([
  Type.Object({
    type: Type.Literal("hello"),
    version: Type.Literal(editorStreamVersion),
    editorId: Type.String({ description: "This connection, as `editors` names it." }),
  }),
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
        inputDroppedMs: Type.Number({ description: "Media time lost because the flow did not keep up." }),
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
        fallbacks: Type.Optional(Type.Integer({ description: "Tasks that went on to another device." })),
        breakers: Type.Optional(
          Type.Unsafe<readonly BreakerFigures[]>(
            Type.Array(
              Type.Object({
                model: Type.String(),
                state: Type.String({ description: "open, or half-open: one task tries the device again." }),
                sinceMs: Type.Number({ description: "Wall time, ms since 1970." }),
                reason: Type.String(),
              }),
              { description: "Models that are kept from the device since it failed; absent for none." },
            ),
          ),
        ),
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
  Type.Object({
    type: Type.Literal("shown"),
    sessionId: Type.String(),
    flowId: Type.String(),
    lines: Type.Array(shownLineSchema, {
      description: "What nodes showed since the message before, the newest lines of each node.",
    }),
  }),
  Type.Object({
    type: Type.Literal("editors"),
    editors: Type.Array(Type.Object({ editorId: Type.String(), ...presence }), {
      description:
        "All that have announced their presence, the receiver among them, in the order in which they came.",
    }),
  }),
  Type.Object({
    type: Type.Literal("flow-changed"),
    flowId: Type.String(),
    revision: Type.Optional(Type.Integer({ description: "The one that was deployed." })),
    author: Type.Optional(Type.String({ description: "Whoever deployed it." })),
    reason: Type.Enum(["deployed", "saved", "removed"]),
  }),
]);

/** A message of the editor WebSocket; `type` tells them apart. */
export type EditorStreamMessage = Static<typeof editorStreamMessageSchema>;

/** Figures of all live sessions, the devices and the server's process at one moment. */
export type MetricsMessage = Extract<EditorStreamMessage, { type: "metrics" }>;

/** A line of the server's log. */
export type LogMessage = Extract<EditorStreamMessage, { type: "log" }>;

/** A message of an editor to the server. */
export type EditorClientMessage = Static<typeof editorClientMessageSchema>;
