import { FlowError, toFlowError } from "../errors.ts";
import { isEqual } from "../flow/equal.ts";
import type { Plan, PlanNode } from "../plan/compile.ts";
import { cutText } from "../protocol/shown-line.ts";
import { continueClock } from "./continue-clock.ts";
import type { NodeContext } from "./define-runtime.ts";
import { type DeviceChange, DeviceWatch, describeChange } from "./device-watch.ts";
import { silentLogger, type TaskOptions, type TaskRequest } from "./host.ts";
import { type InstanceHost, NodeInstance } from "./node-instance.ts";
import type { SessionOptions } from "./session.ts";
import { taskPriority } from "./task-priority.ts";

/** What the nodes of a session have in common. */
export interface NodeSurroundings {
  readonly options: SessionOptions;
  readonly host: InstanceHost;
  /** Drops what is in progress. */
  readonly abort: AbortSignal;
  /** Ends the sources. */
  readonly stopSources: AbortSignal;
  /** What the session runs now. */
  readonly plan: () => Plan;
}

/** What a node itself says of a task. */
type AskedTask = TaskOptions & Pick<TaskRequest, "module" | "input" | "isWarmUp">;

/** Makes, opens and closes the node instances of one session. */
export class NodeMaker {
  readonly #around: NodeSurroundings;
  readonly #watch = new DeviceWatch();

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
        this.#runTask(node, { module, input, ...options }) as Promise<Output>,
      warmUp: <Ready>(module: string, input: unknown, options?: TaskOptions) =>
        this.#runTask(node, { module, input, isWarmUp: true, ...options }) as Promise<Ready>,
      show: (shown) =>
        show?.(shown.kind === "line" ? { ...shown, nodeId: id, text: cutText(shown.text) } : shown),
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

  async #runTask(node: NodeInstance, asked: AskedTask): Promise<unknown> {
    const { devices, definition } = node.plan;
    // The compiler hands on the list of the type itself where the node names none.
    const isDefault = devices === definition.devices;
    const { abort: signal, plan } = this.#around;
    const priority = taskPriority(plan(), asked.priority);
    const request = { ...asked, nodeType: definition.type, devices, isDefault, signal, priority };
    const outcome = await this.#around.options.tasks.run(request);
    const change = this.#watch.note(node.plan.id, outcome);
    if (change !== undefined) this.#noteDevice(change, node.plan);
    node.metrics.ran(outcome);
    return outcome.output;
  }

  /** A node that goes to another device tells the session's log; where it begins is no news, its figures show it. */
  #noteDevice(change: DeviceChange, { devices, definition }: PlanNode): void {
    const { log = silentLogger, deviceChanged } = this.#around.options;
    const { nodeId, device, before, missed } = change;
    deviceChanged?.(change, !isEqual(devices, definition.devices));
    if (before === undefined && missed === undefined) return;
    const level = missed === undefined ? "info" : before === undefined ? "debug" : "warn";
    log[level](describeChange(change), {
      ...{ nodeId, device },
      ...(before === undefined ? {} : { before }),
      ...(missed === undefined ? {} : { wanted: missed.device, reason: missed.reason }),
    });
  }
}
