import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { FlowError } from "#engine/errors.ts";
import { secretProblems } from "#engine/flow/config.ts";
import { migrateFlow } from "#engine/flow/migrate.ts";
import { type Problem, problem } from "#engine/flow/problem.ts";
import type { Flow } from "#engine/flow/schema.ts";
import { validateFlow } from "#engine/flow/validate.ts";
import type { NodeCatalogue } from "#engine/graph/definition.ts";
import type { Revision } from "#engine/protocol/rest/flows.ts";
import type { Logger } from "#engine/runtime/logger.ts";
import { BatchedData } from "./batched-data.ts";
import { makeDataFolder } from "./data-folder.ts";
import { InvalidFlow, StaleRevision } from "./flow-errors.ts";
import {
  activeRevision,
  type FlowFile,
  type FlowRecord,
  flowsFormat,
  hasChanges,
  isFlowFile,
  migrateFile,
  type RevisionFacts,
  type StoredFlow,
  type StoredRevision,
  toStored,
  withDraft,
  withRevision,
} from "./flow-record.ts";
import { FolderLock } from "./folder-lock.ts";
import { SafeJsonFile } from "./safe-json-file.ts";
import { readFlows } from "./seed.ts";

/** A flow made active. */
export interface Deployment {
  readonly flow: Flow;
  readonly revision: number;
}

/** What became of a flow. */
export interface FlowChange {
  readonly flowId: string;
  /** `saved`: its draft; `deployed`: `revision` is active, after a rollback, too. */
  readonly reason: "saved" | "deployed" | "removed";
  readonly revision?: number;
  /** Whoever deployed it, where that is known. */
  readonly author?: string;
}

/** What is said of a deployment. */
export interface DeployWords {
  /** What it is about. Default: empty. */
  readonly note?: string | undefined;
  /** Whoever deploys, as others are to read it. */
  readonly author?: string | undefined;
}

/** How a store is opened. */
export interface FlowStoreOptions {
  /** The data folder; made when it is not there. */
  readonly folder: string;
  readonly catalogue: NodeCatalogue;
  readonly log: Logger;
  /** Folder of the flows that a new store begins with, deployed. Default: the project's flows/. */
  readonly examples?: string;
}

const exampleFolder = fileURLToPath(new URL("../../flows/", import.meta.url));

/**
 * Flows and their deployments, in one file of the data folder. Everything is in memory, so reading is immediate;
 * what a change's promise has resolved for survives a kill and a power cut.
 */
export class FlowStore {
  readonly #lock: FolderLock;
  readonly #data: BatchedData<FlowFile>;
  readonly #catalogue: NodeCatalogue;
  readonly #listeners = new Set<(change: FlowChange) => void>();

  private constructor(lock: FolderLock, data: BatchedData<FlowFile>, catalogue: NodeCatalogue) {
    this.#lock = lock;
    this.#data = data;
    this.#catalogue = catalogue;
  }

  /**
   * Opens the store of a data folder. A new one begins with the example flows.
   * @throws {FlowError} `data.locked` when another server has it; `file.write-failed`
   */
  static async open(options: FlowStoreOptions): Promise<FlowStore> {
    const { folder, catalogue, log, examples = exampleFolder } = options;
    makeDataFolder(folder);
    const lock = FolderLock.take(folder);
    try {
      const file = new SafeJsonFile<FlowFile>(join(folder, "flows.json"), {
        check: isFlowFile,
        migrate: (data) => migrateFile(data, catalogue),
        log,
      });
      const empty: FlowFile = { format: flowsFormat, flows: [] };
      const { data, isNew } = await BatchedData.open(file, empty);
      const store = new FlowStore(lock, data, catalogue);
      if (isNew) await store.#seed(readFlows(examples, catalogue, log));
      return store;
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  /** Calls back after every change that is stored, whoever made it; the answer ends it. */
  onChange(listener: (change: FlowChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** All flows, in order of their ids. */
  list(): StoredFlow[] {
    return this.#data.value.flows.map(toStored).sort((a, b) => (a.flow.id < b.flow.id ? -1 : 1));
  }

  get(id: string): StoredFlow | undefined {
    const record = this.#find(id);
    return record && toStored(record);
  }

  /** Everything that keeps a document from being deployed. */
  problems(document: unknown): readonly Problem[] {
    const checked = validateFlow(document, this.#catalogue);
    return checked.ok ? [] : checked.problems;
  }

  /**
   * Stores a draft. It may be unfinished: wires and settings may be wrong, only its shape has to be right, and it
   * must not hold a secret: that would be in the file, and in what others are answered.
   * @param id - the id that it has to have; default: its own
   * @throws {FlowError} `flow.invalid` with the list of problems ({@link InvalidFlow}); `file.write-failed`
   */
  async put(document: unknown, id?: string): Promise<StoredFlow> {
    const checked = validateFlow(document, this.#catalogue);
    if (
      !checked.ok &&
      checked.problems.some(({ code }) => code === "flow.schema" || code === "flow.version")
    ) {
      throw new InvalidFlow(checked.problems);
    }
    const flow = migrateFlow(document as Flow, this.#catalogue);
    this.#refuseSecrets(flow);
    checkId(flow, id ?? flow.id);
    const stored = await this.#store(withDraft(this.#find(flow.id), flow, Date.now()));
    this.#notify({ flowId: flow.id, reason: "saved" });
    return stored;
  }

  /** Removes a flow with its deployments. Sessions that run it go on. False when there is none. */
  async remove(id: string): Promise<boolean> {
    const { format, flows } = this.#data.value;
    const rest = flows.filter(({ draft }) => draft.id !== id);
    if (rest.length === flows.length) return false;
    await this.#data.replace({ format, flows: rest });
    this.#notify({ flowId: id, reason: "removed" });
    return true;
  }

  /**
   * Makes a flow active, its draft when `document` is undefined; the draft is then the same.
   * @param baseRevision - the revision that the change was made to; 0 for a flow that was never deployed
   * @throws {FlowError} `flow.stale-revision` with both revisions ({@link StaleRevision}) when another one is
   * active; `flow.invalid` with the problems ({@link InvalidFlow}); `flow.unknown`; `file.write-failed`
   */
  async deploy(
    id: string,
    document: unknown,
    baseRevision: number,
    words: DeployWords = {},
  ): Promise<Deployment> {
    const record = this.#find(id);
    this.#checkBase(id, record, baseRevision);
    if (record === undefined && document === undefined) throw unknownFlow(id);
    const flow = this.#valid(id, document ?? record?.draft);
    const facts = factsOf(words);
    return this.#activate(withRevision(withDraft(record, flow, facts.timeMs), flow, facts), facts);
  }

  /** The active deployment of a flow, or an earlier one that is still there. */
  deployment(id: string, revision?: number): Deployment | undefined {
    const record = this.#find(id);
    const found =
      revision === undefined
        ? activeRevision(record)
        : record?.revisions.find((each) => each.revision === revision);
    return found && { flow: found.flow, revision: found.revision };
  }

  /** Deployments of a flow that are stored, newest first; undefined when there is no such flow. */
  revisions(id: string): Revision[] | undefined {
    return this.#find(id)
      ?.revisions.map(({ flow: _flow, ...revision }) => revision)
      .reverse();
  }

  /**
   * Deploys an earlier revision again, as a new one. A draft with changes that are not deployed stays.
   * @param author - as `deploy` has it
   * @throws {FlowError} `flow.unknown-revision`, and as `deploy`
   */
  async rollback(id: string, revision: number, baseRevision: number, author?: string): Promise<Deployment> {
    const record = this.#find(id);
    if (record === undefined) throw unknownFlow(id);
    this.#checkBase(id, record, baseRevision);
    const target = this.deployment(id, revision);
    if (target === undefined) {
      const message = `"${id}" has no revision ${revision}.`;
      throw new FlowError("flow.unknown-revision", { field: "revision", message });
    }
    const flow = this.#valid(id, target.flow);
    const facts = factsOf({ note: `Rollback to revision ${revision}.`, author });
    const base = hasChanges(record) ? record : withDraft(record, flow, facts.timeMs);
    return this.#activate(withRevision(base, flow, facts), facts);
  }

  /** Why flows cannot be saved at present; undefined when they can. */
  get failure(): FlowError | undefined {
    return this.#data.failure;
  }

  /** Writes what waits, now. */
  flush(): Promise<void> {
    return this.#data.flush();
  }

  /** Writes what waits, and lets another server have the folder. */
  async close(): Promise<void> {
    await this.#data.flush();
    this.#lock.release();
  }

  #find(id: string): FlowRecord | undefined {
    return this.#data.value.flows.find(({ draft }) => draft.id === id);
  }

  /** Stores a record whose last revision is new. */
  async #activate(record: FlowRecord, { author }: RevisionFacts): Promise<Deployment> {
    const { revision } = await this.#store(record);
    const { flow } = activeRevision(record) as StoredRevision;
    const by = author === undefined ? {} : { author };
    this.#notify({ flowId: flow.id, reason: "deployed", revision, ...by });
    return { flow, revision };
  }

  #notify(change: FlowChange): void {
    for (const listener of this.#listeners) listener(change);
  }

  async #store(record: FlowRecord): Promise<StoredFlow> {
    const { format, flows } = this.#data.value;
    const others = flows.filter(({ draft }) => draft.id !== record.draft.id);
    await this.#data.replace({ format, flows: [...others, record] });
    return toStored(record);
  }

  #checkBase(id: string, record: FlowRecord | undefined, baseRevision: number): void {
    const current = activeRevision(record)?.revision ?? 0;
    if (current !== baseRevision) throw new StaleRevision(id, baseRevision, current);
  }

  #refuseSecrets({ nodes }: Flow): void {
    const problems = nodes.flatMap((node) => {
      const definition = this.#catalogue.get(node.type);
      return definition === undefined ? [] : secretProblems(node, definition);
    });
    if (problems.length > 0) throw new InvalidFlow(problems);
  }

  #valid(id: string, document: unknown): Flow {
    const checked = validateFlow(document, this.#catalogue);
    if (!checked.ok) throw new InvalidFlow(checked.problems);
    checkId(checked.flow, id);
    return checked.flow;
  }

  async #seed(examples: readonly Flow[]): Promise<void> {
    const flows = examples.map((flow) => {
      const facts = factsOf({ note: "Comes with Patchbay.", author: "Patchbay" });
      return withRevision(withDraft(undefined, flow, facts.timeMs), flow, facts);
    });
    const saved = this.#data.replace({ format: flowsFormat, flows });
    await Promise.all([saved, this.flush()]);
  }
}

function factsOf({ note = "", author }: DeployWords): RevisionFacts {
  return { timeMs: Date.now(), note, ...(author === undefined ? {} : { author }) };
}

function checkId(flow: Flow, id: string): void {
  if (flow.id === id) return;
  const message = `The flow's id is "${flow.id}", not "${id}".`;
  throw new InvalidFlow([problem("flow.schema", message, { field: "/id", hint: "Use the same id." })]);
}

function unknownFlow(id: string): FlowError {
  return new FlowError("flow.unknown", { message: `There is no flow "${id}".` });
}
