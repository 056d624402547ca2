import { FlowError, toFlowError } from "../errors.ts";
import type { Plan, PlanEdge, PlanNode } from "../graph/compile.ts";
import type { Packet } from "../graph/packets.ts";
import type { AudioFeed } from "./audio-feed.ts";
import { MediaClock } from "./clock.ts";
import type { NodeContext, NodeRegistry, ShownEvent } from "./define-runtime.ts";
import { type Logger, silentLogger, type TaskHost, type TaskOptions } from "./host.ts";
import { CheckedLink, DirectLink, type Link, QueuedLink } from "./link.ts";
import { type EdgeSnapshot, type NodeSnapshot, Timing } from "./metrics.ts";
import { NodeInstance } from "./node-instance.ts";

/** What a session needs beside its plan. */
export interface SessionOptions {
  readonly sessionId: string;
  readonly registry: NodeRegistry;
  /** Runs accelerator tasks. */
  readonly tasks: TaskHost;
  /** Takes what nodes show to people. Default: nothing is shown. */
  readonly show?: (event: ShownEvent) => void;
  /** Default: silent. */
  readonly log?: Logger;
  /** Audio for the live source. */
  readonly input?: AudioFeed;
  /** Keeps and passes on what output nodes publish. */
  readonly publish?: (packet: Packet) => void | Promise<void>;
  /** The checkpoint that a session is taken up from. */
  readonly restore?: Checkpoint;
}

/** What a session needs to be taken up again after its process died. */
export interface Checkpoint {
  /** All audio before this point has been worked off, and what came of it was published. */
  readonly safeSamples: number;
  readonly clockRateHz: number;
  /** State by node id, of the nodes that have one. */
  readonly nodes: Readonly<Record<string, unknown>>;
}

/** Metrics of a whole session. */
export interface SessionSnapshot {
  /** Media time that the source has sent, in ms. */
  readonly mediaMs: number;
  /** Media time that a live source lost because the flow did not keep up, in ms. */
  readonly inputDroppedMs: number;
  readonly nodes: readonly NodeSnapshot[];
  readonly edges: readonly EdgeSnapshot[];
}

/**
 * One run of a plan: node instances with state of their own, wired by links.
 * `start()` opens the nodes and sets the sources going; `done` settles when the last node has flushed.
 */
export class Session {
  /** Resolves at the end of the input; rejects with the FlowError that ended the session. */
  readonly done: Promise<void>;
  readonly clock = new MediaClock();
  readonly #options: SessionOptions;
  readonly #nodes: readonly NodeInstance[];
  readonly #timing = new Timing();
  readonly #abort = new AbortController();
  readonly #stopSources = new AbortController();
  /** Rejects on an abort, so that a node that hangs while it opens cannot hold it up. */
  readonly #aborted: Promise<never>;
  readonly #unfinished: Set<NodeInstance>;
  #settle: { resolve(): void; reject(error: FlowError): void };
  #ended = false;

  constructor(plan: Plan, options: SessionOptions) {
    this.#options = options;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.done = promise;
    this.done.catch(() => {}); // whoever awaits it sees the error; nobody has to
    this.#settle = { resolve, reject };
    const { signal } = this.#abort;
    this.#aborted = new Promise((_, refuse) => signal.addEventListener("abort", () => refuse(signal.reason)));
    this.#aborted.catch(() => {});
    this.#nodes = plan.nodes.map((node) => this.#instantiate(node));
    this.#unfinished = new Set(this.#nodes);
    const byId = new Map(this.#nodes.map((node) => [node.plan.id, node]));
    for (const edge of plan.edges) wire(edge, byId);
  }

  /**
   * Opens every node, receivers first, then starts the sources.
   * @throws {FlowError} the first failure, with the node's id; everything opened is closed again.
   */
  async start(): Promise<void> {
    try {
      for (const node of [...this.#nodes].reverse()) await Promise.race([this.#open(node), this.#aborted]);
    } catch (error) {
      const cause = error as FlowError;
      await this.#end(cause);
      throw cause;
    }
    for (const node of this.#nodes) {
      if (node.plan.definition.source !== undefined) void this.#runSource(node);
      else node.finishIfEnded();
    }
  }

  /** Ends the sources; what was captured so far goes all the way through, then `done` resolves. */
  stop(): void {
    this.#stopSources.abort();
  }

  /** Ends the session at once and drops what is in progress; `done` rejects with `error`. */
  abort(error = new FlowError("session.aborted")): Promise<void> {
    return this.#end(error);
  }

  /** Metrics of now. */
  snapshot(): SessionSnapshot {
    return {
      mediaMs: this.clock.elapsedMs,
      inputDroppedMs: this.#options.input?.droppedMs ?? 0,
      nodes: this.#nodes.map((node) => node.metrics.snapshot(node.plan.id, this.clock)),
      edges: this.#nodes.flatMap((node) => node.links.map((link) => link.snapshot())),
    };
  }

  /** Whether a packet waits or is worked on anywhere; nodes may still hold something, such as an open segment. */
  get isBusy(): boolean {
    return this.#nodes.some((node) => node.isBusy);
  }

  /** The low watermark of the session (as stream processors call it), with the state of its nodes. */
  checkpoint(): Checkpoint {
    const held = this.#nodes.map((node) => node.heldSince()).filter((start) => start !== undefined);
    const safeSamples = Math.min(this.clock.capturedSamples, ...held);
    const states = this.#nodes.map((node) => [node.plan.id, node.runtime.state?.(safeSamples)] as const);
    return {
      safeSamples,
      clockRateHz: this.clock.rateHz,
      nodes: Object.fromEntries(states.filter(([, state]) => state !== undefined)),
    };
  }

  #instantiate(plan: PlanNode): NodeInstance {
    const type = this.#options.registry.get(plan.definition.type);
    if (type === undefined) {
      throw new FlowError("flow.unknown-node-type", { nodeId: plan.id, field: "type" });
    }
    const instance = new NodeInstance(plan, {
      clock: this.clock,
      timing: this.#timing,
      fail: (error) => void this.#end(error),
      finished: (node) => this.#finished(node),
    });
    instance.runtime = type.create(this.#context(instance), plan.config);
    return instance;
  }

  #context(node: NodeInstance): NodeContext {
    const { definition, id } = node.plan;
    const { show, log, input, publish, restore } = this.#options;
    const isSource = definition.source !== undefined;
    const signal = isSource
      ? AbortSignal.any([this.#abort.signal, this.#stopSources.signal])
      : this.#abort.signal;
    return {
      nodeId: id,
      sessionId: this.#options.sessionId,
      signal,
      emit: isSource
        ? (port, packet) => node.emitFromSource(port, packet)
        : definition.execution === "async"
          ? (port, packet) => node.emitFromAsync(port, packet)
          : (port, packet) => node.emit(port, packet),
      runTask: <Output>(module: string, input: unknown, options?: TaskOptions) =>
        this.#runTask(node, module, input, options) as Promise<Output>,
      show: (event) => show?.(event),
      log: log ?? silentLogger,
      ...(input === undefined ? {} : { input }),
      ...(publish === undefined ? {} : { publish }),
      restored: restore?.nodes[id],
    };
  }

  async #runTask(
    node: NodeInstance,
    module: string,
    input: unknown,
    options?: TaskOptions,
  ): Promise<unknown> {
    const { devices } = node.plan;
    const request = { module, input, devices, signal: this.#abort.signal, ...options };
    const outcome = await this.#options.tasks.run(request);
    node.metrics.device = outcome.device;
    node.metrics.retries += outcome.attempts - 1;
    return outcome.output;
  }

  async #open(node: NodeInstance): Promise<void> {
    try {
      await node.runtime.open?.();
    } catch (error) {
      throw toFlowError(error, "node.open-failed", { nodeId: node.plan.id });
    }
  }

  async #runSource(node: NodeInstance): Promise<void> {
    try {
      await node.runtime.run?.();
    } catch (error) {
      if (!this.#abort.signal.aborted) {
        node.reject(toFlowError(error, "node.failed", { nodeId: node.plan.id }), {
          startSamples: this.clock.capturedSamples,
          endSamples: this.clock.capturedSamples,
          clockRateHz: this.clock.rateHz,
        });
      }
    }
    node.finishIfEnded();
  }

  #finished(node: NodeInstance): void {
    this.#unfinished.delete(node);
    if (this.#unfinished.size === 0) void this.#end();
  }

  async #end(error?: FlowError): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    if (error !== undefined) {
      for (const node of this.#nodes) node.detach();
    }
    this.#abort.abort(error);
    await Promise.all(this.#nodes.map((node) => node.idle()));
    for (const node of [...this.#nodes].reverse()) await this.#close(node);
    if (error === undefined) this.#settle.resolve();
    else this.#settle.reject(error);
  }

  async #close(node: NodeInstance): Promise<void> {
    try {
      await node.runtime.close?.();
    } catch (error) {
      const { message } = toFlowError(error, "node.failed");
      this.#options.log?.warn("node did not close cleanly", { nodeId: node.plan.id, message });
    }
  }
}

function wire(edge: PlanEdge, byId: ReadonlyMap<string, NodeInstance>): void {
  const from = byId.get(edge.from) as NodeInstance;
  const to = byId.get(edge.to) as NodeInstance;
  let link: Link;
  if (edge.queue === undefined) {
    link = new DirectLink(edge, to);
    to.addInput();
  } else {
    const queued = new QueuedLink(edge, to);
    link = queued;
    to.addInput(queued);
  }
  from.connect(edge.fromPort, edge.accepts === undefined ? link : new CheckedLink(edge, link, to));
}
