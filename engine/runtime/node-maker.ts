import { FlowError, toFlowError } from "../errors.ts";
import { isEqual } from "../flow/equal.ts";
import type { Packet } from "../graph/packets.ts";
import type { Plan, PlanNode } from "../plan/compile.ts";
import { cutText } from "../protocol/shown-line.ts";
import { AsyncInstance } from "./async-instance.ts";
import type { AudioFeed } from "./audio-feed.ts";
import { continueClock } from "./continue-clock.ts";
import type { NodeContext, NodeRegistry, ShownEvent } from "./define-runtime.ts";
import { type DeviceChange, DeviceWatch, describeChange } from "./device-watch.ts";
import { type Logger, silentLogger } from "./logger.ts";
import type { Emit, NodeInstance, SessionHandle } from "./node-instance.ts";
import { SourceInstance } from "./source-instance.ts";
import { SyncInstance } from "./sync-instance.ts";
import { taskPriority } from "./task-priority.ts";
import type { TaskOptions, TaskRequest, TaskRunner } from "./task-runner.ts";
import { systemClock, type WallClock } from "./wall-clock.ts";

/** What a session gives its nodes. */
export interface NodeServices {
  readonly sessionId: string;
  readonly registry: NodeRegistry;
  /** Runs accelerator tasks. */
  readonly tasks: TaskRunner;
  /** Takes what nodes show to people. Default: nothing is shown. */
  readonly show?: (event: ShownEvent) => void;
  /** Default: silent. */
  readonly log?: Logger;
  /** Wall time of sources that play in real time. Default: this machine's. */
  readonly wallClock?: WallClock;
  /** Audio for the live source. */
  readonly input?: AudioFeed;
  /** Keeps and passes on what output nodes publish. */
  readonly publish?: (packet: Packet) => void | Promise<void>;
  /** Called where nodes begin and where they go; `hasOwnPreferences`: the node's list of devices is another than its type's. */
  readonly deviceChanged?: (change: DeviceChange, hasOwnPreferences: boolean) => void;
}

/** What the nodes of a session have in common. */
export interface NodeSurroundings {
  readonly options: NodeServices;
  readonly session: SessionHandle;
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
    const { options, session } = this.#around;
    const type = options.registry.get(plan.definition.type);
    if (type === undefined) {
      throw new FlowError("flow.unknown-node-type", { nodeId: plan.id, field: "type" });
    }
    const node = instanceOf(plan, session);
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
    const { sessionId, show, log, wallClock, input, publish } = options;
    const isSource = node instanceof SourceInstance;
    return {
      nodeId: node.plan.id,
      sessionId,
      signal: isSource ? AbortSignal.any([abort, stopSources, node.control.retired]) : abort,
      emit: this.#emitOf(node, joins),
      runTask: <Output>(module: string, input: unknown, options?: TaskOptions) =>
        this.#runTask(node, { module, input, ...options }) as Promise<Output>,
      warmUp: <Ready>(module: string, input: unknown, options?: TaskOptions) =>
        this.#runTask(node, { module, input, isWarmUp: true, ...options }) as Promise<Ready>,
      verdict: (verdict) => node.metrics.verdicts.add(verdict),
      show: (shown) =>
        show?.(shown.kind === "line" ? { ...shown, nodeId: node.plan.id, text: cutText(shown.text) } : shown),
      log: log ?? silentLogger,
      wallClock: wallClock ?? systemClock,
      ...(input === undefined ? {} : { input }),
      ...(publish === undefined ? {} : { publish }),
      restored,
    };
  }

  #emitOf(node: NodeInstance, joins: boolean): Emit {
    if (!(joins && node instanceof SourceInstance)) return node.emit;
    const placed = continueClock(this.#around.session.clock);
    return (port, packet) => node.emit(port, placed(packet));
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

  /** A node that goes to another device is in the session's log; where it begins is no news, its figures show it. */
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

function instanceOf(plan: PlanNode, session: SessionHandle): NodeInstance {
  const { source, execution } = plan.definition;
  if (source !== undefined) return new SourceInstance(plan, session);
  return execution === "async" ? new AsyncInstance(plan, session) : new SyncInstance(plan, session);
}
