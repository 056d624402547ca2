import type {
  ConfigOf,
  InputName,
  InputPacket,
  NodeDefinition,
  OutputName,
  OutputPacket,
} from "../graph/definition.ts";
import type { Packet } from "../graph/packets.ts";
import type { Verdict } from "../graph/verdict.ts";
import type { CaptionEvent } from "../protocol/caption-event.ts";
import type { ShownLine } from "../protocol/shown-line.ts";
import type { AudioFeed } from "./audio-feed.ts";
import type { Logger } from "./logger.ts";
import type { TaskOptions } from "./task-runner.ts";
import type { WallClock } from "./wall-clock.ts";

/** What a node gets from the engine. */
export interface NodeContext<D extends NodeDefinition = NodeDefinition> {
  readonly nodeId: string;
  readonly sessionId: string;
  /** Fires when work in progress is to be dropped; for a source also when it is to stop. */
  readonly signal: AbortSignal;
  /** Sends a packet. Answers undefined, or a promise to await when a queue downstream is full. */
  emit<P extends OutputName<D>>(port: P, packet: OutputPacket<D, P>): Promise<void> | undefined;
  /**
   * Runs `module` (file URL of a task.ts) in a worker on the best device of the node's list.
   * @throws {FlowError} a `task.*`, `model.*`, `pool.*` or `device.*` code.
   */
  runTask<Output>(module: string, input: unknown, options?: TaskOptions): Promise<Output>;
  /**
   * Has a worker load what the task needs and run it once: for `open`, so that the first packet waits for nothing.
   * @returns what the task's own `warmUp` gives
   * @throws {FlowError} as `runTask`
   */
  warmUp<Ready>(module: string, settings: unknown, options?: TaskOptions): Promise<Ready>;
  /** Tells what became of a result and what decided, so that whoever asks why there is no caption gets an answer. */
  verdict(verdict: Verdict): void;
  /**
   * Shows something to the person in front. Captions reach the terminal; lines, cut where they are long, also the
   * editor and the session's events. Nothing of it reaches logs.
   */
  show(shown: Shown): void;
  readonly log: Logger;
  /** Wall time, for a source that plays in real time. */
  readonly wallClock: WallClock;
  /** Audio from outside, for the session's live source; absent where nobody pushes any. */
  readonly input?: AudioFeed;
  /** Hands a packet to whoever runs the session, who passes it on to its listeners; absent where there can be none. */
  readonly publish?: (packet: Packet) => void | Promise<void>;
  /** What this node's `state()` gave before the session was interrupted or the node restarted; else undefined. */
  readonly restored?: unknown;
}

/** What `show` takes: a caption event, or a line about a packet; the engine adds the node's id. */
export type Shown = CaptionEvent | ({ readonly kind: "line" } & Omit<ShownLine, "nodeId">);

/** What comes of it to whoever runs the session. */
export type ShownEvent = CaptionEvent | ({ readonly kind: "line" } & ShownLine);

/** The life cycle of a node in one session: open, then run or process, then flush, then close. */
export interface NodeRuntime<D extends NodeDefinition = NodeDefinition> {
  /**
   * Set where only one instance can hold what it opens: a port, a file, a sound device. When a deployment restarts the
   * node, the old instance is closed before the new one opens; else it is the other way round.
   */
  readonly isExclusive?: boolean;
  /** Load and warm up. A failure names the node and what to do. */
  open?(): void | Promise<void>;
  /** Sources only: emit until the input ends or the signal fires. */
  run?(): Promise<void>;
  /** Handle one packet. A node of `execution: "sync"` must not return a promise. */
  process?(port: InputName<D>, packet: InputPacket<D>): void | Promise<void>;
  /** End of stream: everything held comes out, in order. */
  flush?(): void | Promise<void>;
  /**
   * What has to outlive a restart of the server, as JSON data: speakers known, numbers given. The session will go
   * on from `safeSamples`, and this node will be sent again what lies behind.
   */
  state?(safeSamples: number): unknown;
  /** Start, in media time, of what the node still holds outside of process(); undefined when it holds nothing. */
  heldSince?(): number | undefined;
  /** Give everything back. May be called twice, and without open having been called. */
  close?(): void | Promise<void>;
}

/**
 * The settings of a node in one session. `current` is replaced as a whole when a setting marked `live` changes, never
 * changed in place: a runtime reads it where it uses it, and hands this, not `current`, to what has to see the change.
 */
export interface LiveConfig<Config = Readonly<Record<string, unknown>>> {
  readonly current: Readonly<Config>;
}

/** A node type with its behaviour, its port and config types erased. */
export interface NodeType {
  readonly definition: NodeDefinition;
  readonly create: (ctx: NodeContext, config: LiveConfig) => NodeRuntime;
}

/**
 * Joins a definition with the factory of its runtime; the factory is called once a session. The types are
 * erased here, once: a flow is validated against the definition before a runtime sees its config, and wires
 * carry only what their ports allow.
 */
export function defineRuntime<D extends NodeDefinition>(
  definition: D,
  create: (ctx: NodeContext<D>, config: LiveConfig<ConfigOf<D>>) => NodeRuntime<D>,
): NodeType {
  return { definition, create: create as unknown as NodeType["create"] };
}

/** Node types by name. Their configs are validated against the definition before `create` sees them. */
export type NodeRegistry = ReadonlyMap<string, NodeType>;
