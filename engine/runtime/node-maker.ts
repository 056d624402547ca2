import { FlowError, toFlowError } from "../errors.ts";
import type { PlanNode } from "../graph/compile.ts";
import { continueClock } from "./continue-clock.ts";
import type { NodeContext } from "./define-runtime.ts";
import { silentLogger, type TaskOptions, type TaskOutcome } from "./host.ts";
import { type InstanceHost, NodeInstance } from "./node-instance.ts";
import type { SessionOptions } from "./session.ts";

/** What the nodes of a session have in common. */
export interface NodeSurroundings {
  readonly options: SessionOptions;
  readonly host: InstanceHost;
  /** Drops what is in progress. */
  readonly abort: AbortSignal;
  /** Ends the sources. */
  readonly stopSources: AbortSignal;
}

/** Makes, opens and closes the node instances of one session. */
export class NodeMaker {
  readonly #around: NodeSurroundings;

  constructor(surroundings: NodeSurroundings) {
    this.#around = surroundings;
  }

  /**
   * A new instance, without wires.
   * @param restored what a node of its type gave as its state, to go on with
   * @param joins whether it joins a session that runs: a source then goes on where the one before ended
   * @throws {FlowError} `flow.unknown-node-type`
   */
  make(plan: PlanNode, restored: unknown, joins = false): NodeInstance {
    const { options, host } = this.#around;
    const type = options.registry.get(plan.definition.type);
    if (type === undefined) {
      throw new FlowError("flow.unknown-node-type", { nodeId: plan.id, field: "type" });
    }
    const node = new NodeInstance(plan, host);
    node.runtime = type.create(this.#context(node, restored, joins), node.config);
    return node;
  }

  /** @throws {FlowError} what the node cannot open with, or `node.open-failed`, with its id */
  async open(node: NodeInstance): Promise<void> {
    try {
      await node.runtime.open?.();
    } catch (error) {
      throw toFlowError(error, "node.open-failed", { nodeId: node.plan.id });
    }
  }

  /** Closes a node. It may have been closed before; a failure is for the log. */
  async close(node: NodeInstance): Promise<void> {
    try {
      await node.runtime.close?.();
    } catch (error) {
      const { message } = toFlowError(error, "node.failed");
      this.#around.options.log?.warn("node did not close cleanly", { nodeId: node.plan.id, message });
    }
  }

  #context(node: NodeInstance, restored: unknown, joins: boolean): NodeContext {
    const { options, abort, stopSources } = this.#around;
    const { definition, id } = node.plan;
    const { sessionId, show, log, input, publish } = options;
    const isSource = definition.source !== undefined;
    return {
      nodeId: id,
      sessionId,
      signal: isSource ? AbortSignal.any([abort, stopSources, node.control.retired]) : abort,
      emit: this.#emitOf(node, joins),
      runTask: <Output>(module: string, input: unknown, options?: TaskOptions) =>
        this.#runTask(node, module, input, options) as Promise<Output>,
      show: (event) => show?.(event),
      log: log ?? silentLogger,
      ...(input === undefined ? {} : { input }),
      ...(publish === undefined ? {} : { publish }),
      restored,
    };
  }

  #emitOf(node: NodeInstance, joins: boolean): NodeContext["emit"] {
    const { source, execution } = node.plan.definition;
    if (source !== undefined && joins) {
      const placed = continueClock(this.#around.host.clock);
      return (port, packet) => node.emitFromSource(port, placed(packet));
    }
    if (source !== undefined) return (port, packet) => node.emitFromSource(port, packet);
    if (execution === "async") return (port, packet) => node.emitFromAsync(port, packet);
    return (port, packet) => node.emit(port, packet);
  }

  async #runTask(
    node: NodeInstance,
    module: string,
    input: unknown,
    options?: TaskOptions,
  ): Promise<unknown> {
    const { devices, definition } = node.plan;
    // The compiler hands on the list of the type itself where the node names none.
    const isDefault = devices === definition.devices;
    const request = { module, input, devices, isDefault, signal: this.#around.abort, ...options };
    const outcome = await this.#around.options.tasks.run(request);
    if (outcome.device !== node.metrics.device) this.#noteDevice(node, outcome);
    node.metrics.ran(outcome);
    return outcome.output;
  }

  /** A node that goes to another device tells the session's log; where it begins is no news, its figures show it. */
  #noteDevice(
    { plan: { id: nodeId }, metrics }: NodeInstance,
    { device, passedOver = [] }: TaskOutcome,
  ): void {
    const log = this.#around.options.log ?? silentLogger;
    const [missed] = passedOver;
    const fields = { nodeId, device, ...(metrics.device === undefined ? {} : { before: metrics.device }) };
    if (missed === undefined) {
      if (metrics.device !== undefined) log.info(`node ${nodeId} runs on ${device} again`, fields);
      return;
    }
    const level = metrics.device === undefined ? "debug" : "warn";
    const { device: wanted, reason } = missed;
    log[level](`node ${nodeId} runs on ${device}, not on ${wanted}`, { ...fields, wanted, reason });
  }
}
