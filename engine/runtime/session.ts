import { FlowError, toFlowError } from "../errors.ts";
import type { NodeVerdicts } from "../graph/verdict.ts";
import type { Plan } from "../plan/compile.ts";
import { hasSameWires, planUpdate, type UpdateReport } from "../plan/plan-update.ts";
import { MediaClock } from "./clock.ts";
import { HotSwap, type SwapTarget } from "./hot-swap.ts";
import { tuneNode } from "./live-config.ts";
import { type EdgeSnapshot, type NodeSnapshot, Timing } from "./metrics.ts";
import type { NodeInstance } from "./node-instance.ts";
import { NodeMaker, type NodeServices } from "./node-maker.ts";
import type { LinkDecorator } from "./outlet.ts";
import { SourceInstance } from "./source-instance.ts";
import { wireNodes } from "./wiring.ts";

/** What a session needs beside its plan. */
export interface SessionOptions extends NodeServices {
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
  /** The latest verdicts of every node that has any, oldest first. */
  readonly verdicts: readonly NodeVerdicts[];
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
  readonly #maker: NodeMaker;
  readonly #abort = new AbortController();
  readonly #stopSources = new AbortController();
  /** Rejects on an abort, so that a node that hangs while it opens cannot hold it up. */
  readonly #aborted: Promise<never>;
  #plan: Plan;
  #decorate: LinkDecorator | undefined;
  #nodes: readonly NodeInstance[];
  #unfinished: Set<NodeInstance>;
  #settle: { resolve(): void; reject(error: FlowError): void };
  #ended = false;
  readonly #begun = Promise.withResolvers<void>();
  /** The start, then one update after the other; never rejects. */
  #turn: Promise<unknown> = this.#begun.promise;
  #swapping: Promise<unknown> = Promise.resolve();

  constructor(plan: Plan, options: SessionOptions) {
    this.#options = options;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.done = promise;
    this.done.catch(() => {}); // whoever awaits it sees the error; nobody has to
    this.#settle = { resolve, reject };
    const { signal } = this.#abort;
    this.#aborted = new Promise((_, refuse) => signal.addEventListener("abort", () => refuse(signal.reason)));
    this.#aborted.catch(() => {});
    const handle = {
      clock: this.clock,
      timing: new Timing(),
      fail: (error: FlowError) => void this.#end(error),
      finished: (node: NodeInstance) => this.#finished(node),
    };
    const stopSources = this.#stopSources.signal;
    this.#maker = new NodeMaker({
      options,
      session: handle,
      abort: signal,
      stopSources,
      plan: () => this.#plan,
    });
    this.#plan = plan;
    this.#nodes = plan.nodes.map((node) => this.#maker.make(node, options.restore?.nodes[node.id]));
    this.#unfinished = new Set(this.#nodes);
    wireNodes(plan, this.#nodes);
  }

  /**
   * Opens every node, receivers first, then starts the sources.
   * @throws {FlowError} the first failure, with the node's id; everything opened is closed again.
   */
  start(): Promise<void> {
    return this.#start().finally(() => this.#begun.resolve());
  }

  /**
   * Goes on with another plan: nodes that are the same go on, with all that they hold, and live settings change in
   * place; the others are flushed and begin anew. No packet is lost or reordered; meanwhile the sources wait. Updates
   * are done one after the other. One that comes when the session ends, or its input has ended, changes nothing: it
   * answers that all is kept.
   * @throws {FlowError} what a new node cannot open with; the session goes on under the plan that it had
   */
  update(plan: Plan): Promise<UpdateReport> {
    const updating = this.#turn.then(() => this.#update(plan));
    this.#turn = updating.catch(() => {});
    return updating;
  }

  /**
   * Changes live settings of one node, at once, all or none; the next update brings the plan's again.
   * @returns all settings of the node that are in force
   * @throws {FlowError} `flow.unknown-node`, `config.not-live`, `config.invalid`, with node, field and hint
   */
  tune(nodeId: string, fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
    const node = this.#nodes.find(({ plan }) => plan.id === nodeId);
    if (node !== undefined) return tuneNode(node, fields);
    const message = `The session has no node "${nodeId}" that runs.`;
    const hint = `Its nodes: ${this.#nodes.map(({ plan }) => plan.id).join(", ")}.`;
    throw new FlowError("flow.unknown-node", { nodeId, message, hint });
  }

  /** What the session runs now, with the settings in force. */
  get plan(): Plan {
    const nodes = this.#nodes.map(({ plan, config }) => ({
      ...plan,
      config: structuredClone({ ...config.current }),
    }));
    return { ...this.#plan, nodes };
  }

  /**
   * Puts decoration around all wires, at once and for the wires of later plans; undefined takes it off. Counts go on, and
   * a packet on its way goes on over the wires that it was sent over.
   */
  decorate(decorate: LinkDecorator | undefined): void {
    this.#decorate = decorate;
    for (const { outlet } of this.#nodes) outlet.decorate(decorate);
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
      nodes: this.#nodes.map((node) => node.metrics.snapshot(node.plan, this.clock)),
      edges: this.#nodes.flatMap(({ outlet }) => outlet.links.map((link) => link.snapshot())),
      verdicts: this.#nodes.flatMap(({ plan: { id: nodeId }, metrics }) => {
        const latest = [...metrics.verdicts.recent];
        return latest.length === 0 ? [] : [{ nodeId, latest }];
      }),
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

  async #start(): Promise<void> {
    try {
      for (const node of [...this.#nodes].reverse()) await this.#orAbort(this.#maker.open(node));
    } catch (error) {
      const cause = error as FlowError;
      await this.#end(cause);
      throw cause;
    }
    this.#setGoing(this.#nodes);
  }

  async #update(after: Plan): Promise<UpdateReport> {
    const before = this.plan;
    const report = planUpdate(before, after);
    if (this.#ended) return planUpdate(before, before);
    const restarts = report.restarted.length + report.added.length + report.removed.length > 0;
    if (!restarts && hasSameWires(before, after)) {
      this.#adopt(after, this.#nodes);
      return report;
    }
    const swapping = new HotSwap(this.#swapTarget(), { before, after, report }).run();
    this.#swapping = swapping.catch(() => {});
    try {
      return (await swapping) ? report : planUpdate(before, before);
    } catch (error) {
      if (this.#ended) return planUpdate(before, before);
      throw error;
    }
  }

  #swapTarget(): SwapTarget {
    const nodes = () => this.#nodes;
    return {
      get nodes() {
        return nodes();
      },
      make: (plan, restored) => this.#maker.make(plan, restored, true),
      open: (node) => this.#maker.open(node),
      close: (node) => this.#maker.close(node),
      orAbort: (work) => this.#orAbort(work),
      stateOf: (node) => node.runtime.state?.(this.clock.capturedSamples),
      take: (plan, fresh) => this.#take(plan, fresh),
      fail: (error) => void this.#end(error),
    };
  }

  /** Takes new nodes and wires in one step. All nodes are at rest. */
  #take(plan: Plan, fresh: ReadonlyMap<string, NodeInstance>): void {
    const { edges } = this.snapshot();
    const old = new Map(this.#nodes.map((node) => [node.plan.id, node]));
    for (const [id, node] of fresh) {
      const before = old.get(id);
      if (before !== undefined) node.metrics.countOn(before.metrics);
    }
    for (const node of this.#nodes) node.unwire();
    this.#adopt(plan, [...this.#nodes.filter(({ plan: { id } }) => !fresh.has(id)), ...fresh.values()]);
    const nodes = this.#nodes;
    this.#unfinished = new Set(nodes.filter(({ hasEnded }) => !hasEnded));
    wireNodes(plan, nodes, { counted: edges, decorate: this.#decorate });
    for (const node of nodes.filter(({ hasEnded }) => hasEnded))
      for (const link of node.outlet.links) link.end();
    this.#setGoing(nodes);
  }

  /** Goes on under a plan, each of whose nodes is among those given. */
  #adopt(plan: Plan, instances: readonly NodeInstance[]): void {
    const byId = new Map(instances.map((node) => [node.plan.id, node]));
    this.#plan = plan;
    this.#nodes = plan.nodes.map((node) => byId.get(node.id) as NodeInstance);
    for (const [at, node] of plan.nodes.entries()) this.#nodes[at]?.adopt(node);
  }

  /** Starts the sources that do not run yet, and ends what has nothing to wait for. */
  #setGoing(nodes: readonly NodeInstance[]): void {
    for (const node of nodes) {
      if (node instanceof SourceInstance) node.control.running ??= this.#runSource(node);
      else node.finishIfEnded();
    }
  }

  async #orAbort<Result>(work: Promise<Result>): Promise<Result> {
    const result = await Promise.race([work, this.#aborted]);
    this.#abort.signal.throwIfAborted();
    return result;
  }

  async #runSource(node: SourceInstance): Promise<void> {
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
    node.control.ended();
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
    this.#begun.resolve();
    await Promise.all([...this.#nodes.map((node) => node.idle()), this.#swapping]);
    for (const node of [...this.#nodes].reverse()) await this.#maker.close(node);
    if (error === undefined) this.#settle.resolve();
    else this.#settle.reject(error);
  }
}
