import type { FlowError } from "../errors.ts";
import type { Plan, PlanNode } from "../plan/compile.ts";
import type { UpdateReport } from "../plan/plan-update.ts";
import type { NodeInstance } from "./node-instance.ts";
import { SourceInstance } from "./source-instance.ts";

/** What a swap needs of its session. */
export interface SwapTarget {
  /** The nodes that the session has now. */
  readonly nodes: readonly NodeInstance[];
  make(plan: PlanNode, restored: unknown): NodeInstance;
  open(node: NodeInstance): Promise<void>;
  close(node: NodeInstance): Promise<void>;
  /** Waits for work, and rejects as soon as the session is ended. */
  orAbort<Result>(work: Promise<Result>): Promise<Result>;
  /** What a node would be restored with if it began anew here. */
  stateOf(node: NodeInstance): unknown;
  /** Takes the nodes and wires of a plan, at once: fresh instances where there are, else those of now. */
  take(plan: Plan, fresh: ReadonlyMap<string, NodeInstance>): void;
  /** Ends the session. */
  fail(error: FlowError): void;
}

/** What is swapped. */
export interface SwapPlan {
  readonly before: Plan;
  readonly after: Plan;
  readonly report: UpdateReport;
}

/**
 * Brings a running session from one plan to another without losing or reordering a packet:
 *
 *     open the new nodes -> hold the sources -> work off what is on the way -> flush the nodes that leave
 *       -> make those anew that carry state or hold a port -> take the new wires -> let the sources go
 *
 * Until the first flush a failure leaves the session untouched. After it, the nodes that were flushed begin anew under
 * the old plan.
 */
export class HotSwap {
  readonly #target: SwapTarget;
  readonly #plan: SwapPlan;
  readonly #leaving: readonly NodeInstance[];
  readonly #fresh = new Map<string, NodeInstance>();
  /** Everything that was ever made here or left, to be closed at the end unless the session has it. */
  readonly #mortal: NodeInstance[];

  constructor(target: SwapTarget, plan: SwapPlan) {
    this.#target = target;
    this.#plan = plan;
    const { kept } = plan.report;
    this.#leaving = target.nodes.filter((node) => !kept.includes(node.plan.id));
    this.#mortal = [...this.#leaving];
  }

  /**
   * Does it all.
   * @returns false when the input ended before the sources could be held: the session finishes as it is
   * @throws {FlowError} what a node could not open with; the session goes on under the old plan
   */
  async run(): Promise<boolean> {
    try {
      await this.#openFresh();
      if (!(await this.#stopSources())) return false;
      await this.#workOff();
      for (const node of this.#leaving) await this.#flush(node);
      await this.#renew();
      this.#target.take(this.#plan.after, this.#fresh);
      return true;
    } finally {
      for (const { control } of sourcesOf(this.#target.nodes)) control.release();
      const alive = new Set(this.#target.nodes);
      for (const node of this.#mortal) if (!alive.has(node)) await this.#target.close(node);
    }
  }

  async #openFresh(): Promise<void> {
    const { after, report } = this.#plan;
    for (const plan of after.nodes.filter(({ id }) => !report.kept.includes(id)).reverse()) {
      const node = this.#make(plan, undefined);
      const mustWait = node.runtime.isExclusive === true && this.#predecessorOf(node) !== undefined;
      if (!mustWait) await this.#open(node);
    }
  }

  /** Holds the sources that stay and ends those that leave. False when one has ended by itself. */
  async #stopSources(): Promise<boolean> {
    const sources = sourcesOf(this.#target.nodes);
    if (sources.some(({ hasEnded }) => hasEnded)) return false;
    const leaving = sources.filter((node) => this.#leaving.includes(node));
    for (const { control } of sources.filter((node) => !leaving.includes(node))) control.hold();
    for (const { control } of leaving) control.retire();
    await this.#target.orAbort(Promise.all(leaving.map(({ control }) => control.running)));
    return true;
  }

  /** Waits until no packet waits or is worked on. Nothing new comes in: no source sends. */
  async #workOff(): Promise<void> {
    const busy = () => this.#target.nodes.filter(({ isAtRest }) => !isAtRest);
    for (let nodes = busy(); nodes.length > 0; nodes = busy()) {
      await this.#target.orAbort(Promise.all(nodes.map((node) => node.settled())));
    }
  }

  async #flush(node: NodeInstance): Promise<void> {
    if (node.hasEnded) return;
    await this.#target.orAbort(node.flush());
    await this.#workOff();
  }

  /** Makes those of the fresh nodes again that go on with a state, and opens those that had to wait for old ones. */
  async #renew(): Promise<void> {
    try {
      for (const trial of [...this.#fresh.values()]) {
        const old = this.#predecessorOf(trial);
        const state = old && this.#target.stateOf(old);
        const isExclusive = trial.runtime.isExclusive === true;
        if (old === undefined || (state === undefined && !isExclusive)) continue;
        if (isExclusive) await this.#target.close(old);
        await this.#open(state === undefined ? trial : this.#make(trial.plan, state));
      }
    } catch (error) {
      await this.#goBack();
      throw error;
    }
  }

  /** Puts new instances in the place of those that were flushed. What cannot be opened any more ends the session. */
  async #goBack(): Promise<void> {
    const { before } = this.#plan;
    for (const node of this.#fresh.values()) await this.#target.close(node);
    this.#fresh.clear();
    try {
      for (const old of [...this.#leaving].reverse()) {
        const state = this.#target.stateOf(old);
        await this.#target.close(old);
        await this.#open(this.#make({ ...old.plan, config: old.config.current }, state));
      }
    } catch (error) {
      this.#target.fail(error as FlowError);
      throw error;
    }
    this.#target.take(this.#asItIs(before), this.#fresh);
  }

  /** The plan of before with the settings of now: somebody may have tuned a node while the swap was tried. */
  #asItIs(before: Plan): Plan {
    const settings = new Map(this.#target.nodes.map(({ plan, config }) => [plan.id, config.current]));
    const nodes = before.nodes.map((node) => ({ ...node, config: settings.get(node.id) ?? node.config }));
    return { ...before, nodes };
  }

  /** The instance of the same id and type that makes room for a fresh one. */
  #predecessorOf({ plan: { id, definition } }: NodeInstance): NodeInstance | undefined {
    return this.#leaving.find(({ plan }) => plan.id === id && plan.definition.type === definition.type);
  }

  #make(plan: PlanNode, restored: unknown): NodeInstance {
    const node = this.#target.make(plan, restored);
    this.#mortal.push(node);
    this.#fresh.set(plan.id, node);
    return node;
  }

  #open(node: NodeInstance): Promise<void> {
    return this.#target.orAbort(this.#target.open(node));
  }
}

function sourcesOf(nodes: readonly NodeInstance[]): SourceInstance[] {
  return nodes.filter((node) => node instanceof SourceInstance);
}
