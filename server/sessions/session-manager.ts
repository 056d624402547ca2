import { randomUUID } from "node:crypto";
import { FlowError } from "#engine/errors.ts";
import type { Flow } from "#engine/flow/schema.ts";
import type { NodeCatalogue } from "#engine/graph/definition.ts";
import { type AudioHello, defaultFlowId } from "#engine/protocol/audio-stream.ts";
import type { SessionState } from "#engine/protocol/session-event.ts";
import type { ShownLine } from "#engine/protocol/shown-line.ts";
import type { NodeRegistry } from "#engine/runtime/define-runtime.ts";
import type { Logger } from "#engine/runtime/logger.ts";
import type { TaskRunner } from "#engine/runtime/task-runner.ts";
import { Attachment } from "./attachment.ts";
import { Claims } from "./claims.ts";
import { withLanguages } from "./client-languages.ts";
import { defaultLeaseMs } from "./leases.ts";
import { LiveSession } from "./live-session.ts";
import type { OwnedSession } from "./owned-session.ts";
import { type Deployment, type DeployTarget, redeploy } from "./redeploy.ts";
import { checkSecret, newSecret } from "./secret.ts";
import type {
  AudioAttachment,
  CaptionPublisher,
  DeployedSession,
  LiveNode,
  LiveSessionInfo,
  SessionService,
  ShownFrom,
} from "./service.ts";
import { isOver, type NewSession, type SessionStore, type StoredSession } from "./store.ts";

/** What the manager works with. */
export interface SessionManagerOptions {
  /** The nodes that sessions are made of: what they are, and how they work. */
  readonly catalogue: NodeCatalogue;
  readonly registry: NodeRegistry;
  readonly store: SessionStore;
  readonly tasks: TaskRunner;
  readonly publisher: CaptionPublisher;
  /** The active revision of a flow, or the one asked for; undefined when there is none. */
  readonly deployment: (flowId: string, revision?: number) => Deployment | undefined;
  /** A logger for one session, or for all of them. */
  readonly logger: (sessionId?: string) => Logger;
  /** Called with every line that a node of a session shows. */
  readonly shown?: (from: ShownFrom, line: ShownLine) => void;
  /** Called with a session's last figures. */
  readonly ended?: (info: LiveSessionInfo) => void;
  /** Called with a session that was found without its server, or lost to another. */
  readonly moved?: (how: "found" | "lost") => void;
  /** How long a session waits for its client, in ms. Default 30 000. */
  readonly waitMs?: number;
  /** How long after a kill of this server the others leave its sessions alone, in ms. Default 3000. */
  readonly leaseMs?: number;
}

interface Running extends DeployTarget {
  readonly owned: OwnedSession;
  readonly startedMs: number;
  attachment: Attachment | undefined;
  /** Runs out when nobody comes back. */
  waiting: NodeJS.Timeout | undefined;
}

/** Starts, interrupts, takes up and ends the sessions that this server has. Others on the same store have theirs. */
export class SessionManager implements SessionService {
  readonly #options: SessionManagerOptions;
  readonly #running = new Map<string, Running>();
  readonly #claims: Claims;

  constructor(options: SessionManagerOptions) {
    this.#options = options;
    const { store, publisher, logger, moved, waitMs = 30_000, leaseMs = defaultLeaseMs } = options;
    const running = this.#running;
    this.#claims = new Claims({ store, publisher, logger, moved, waitMs, leaseMs, running });
  }

  /** Id of this server in the store. */
  get owner(): string {
    return this.#claims.owner;
  }

  /**
   * Finds the sessions that a kill interrupted, now and from now on. Their clients have as long as any other to come
   * back. Sessions of servers that live are left alone.
   * @returns how many wait for their clients
   */
  recover(): Promise<number> {
    return this.#claims.recover();
  }

  /** See {@link SessionService}. */
  async attach(hello: AudioHello): Promise<AudioAttachment> {
    if (hello.resume === undefined) return this.#startNew(hello);
    const { sessionId, secret } = hello.resume;
    const stored = await this.#options.store.get(sessionId);
    if (stored === undefined) throw new FlowError("session.unknown", { field: "resume.sessionId" });
    checkSecret(stored, secret);
    const running =
      this.#held(sessionId) ?? (await this.#claims.inOrder(sessionId, () => this.#resume(stored)));
    return this.#attachTo(running, secret);
  }

  /** See {@link SessionService}. */
  live(): LiveSessionInfo[] {
    return [...this.#running.values()].map(infoOf);
  }

  /** See {@link SessionService}. */
  stop(sessionId: string): boolean {
    const running = this.#running.get(sessionId);
    running?.live.stop();
    return running !== undefined;
  }

  /** See {@link SessionService}. */
  async deployed(flowId: string): Promise<DeployedSession[]> {
    const deployment = this.#options.deployment(flowId);
    if (deployment === undefined) return []; // removed again meanwhile
    const running = [...this.#running.values()].filter(({ stored }) => stored.flowId === flowId);
    return Promise.all(running.map((each) => this.#redeploy(each, deployment)));
  }

  /** See {@link SessionService}. */
  nodes(sessionId: string): LiveNode[] | undefined {
    const nodes = this.#running.get(sessionId)?.live.plan.nodes;
    return nodes?.map(({ id: nodeId, name, definition: { type }, devices: wanted, config }) => {
      return { nodeId, type, name, wanted, config };
    });
  }

  /** See {@link SessionService}. */
  tune(sessionId: string, nodeId: string, fields: Readonly<Record<string, unknown>>) {
    return this.#running.get(sessionId)?.live.tune(nodeId, fields);
  }

  /** Suspends the sessions that have a client, who may go on elsewhere; ends those without one, with all their audio worked off. */
  async close(): Promise<void> {
    this.#claims.refuse();
    for (const { live, attachment } of this.#running.values()) {
      if (attachment === undefined) live.stop();
      else void live.suspend();
    }
    await Promise.all([...this.#running.values()].map(({ live }) => live.over));
    this.#claims.close();
  }

  get #waitMs(): number {
    return this.#options.waitMs ?? 30_000;
  }

  async #startNew(hello: AudioHello): Promise<AudioAttachment> {
    const flowId = hello.flow ?? defaultFlowId;
    const { flow, revision } = this.#deployment(flowId);
    const { secret, secretHash } = newSecret();
    const nowMs = Date.now();
    const fresh: NewSession = {
      sessionId: randomUUID(),
      secretHash,
      flowId,
      revision,
      language: hello.language,
      targetLanguages: hello.targetLanguages,
      state: "live",
      checkpoint: undefined,
      owner: this.#claims.owner,
      createdMs: nowMs,
      updatedMs: nowMs,
    };
    const configured = withLanguages(flow, fresh, this.#options.catalogue);
    const stored = await this.#options.store.create(fresh, this.#options.leaseMs ?? defaultLeaseMs);
    const running = await this.#run(stored, configured).catch(async (error: unknown) => {
      await this.#options.store.remove(stored.sessionId); // nobody ever got its id
      throw error;
    });
    this.#note(stored, "session started");
    // Whoever deployed while it was being made did not find it among those that run.
    const deployed = this.#deployment(flowId);
    if (deployed.revision !== running.stored.revision) await this.#redeploy(running, deployed);
    return this.#attachTo(running, secret);
  }

  /** A session that runs here; one that was lost does not count. */
  #held(sessionId: string): Running | undefined {
    const running = this.#running.get(sessionId);
    return running?.live.isLost ? undefined : running;
  }

  async #resume(found: StoredSession): Promise<Running> {
    const { sessionId } = found;
    const held = this.#held(sessionId);
    if (held !== undefined) return held;
    if (isOver(found)) throw new FlowError("session.over", { field: "resume.sessionId" });
    this.#configured(found); // what cannot go on is left to its end
    await this.#running.get(sessionId)?.live.over; // lost, and on its way out
    const stored = await this.#claims.take(found);
    const { checkpoint } = stored;
    const past = await this.#options.store.read(sessionId, 0).catch(async (error: unknown) => {
      await this.#claims.release(sessionId);
      throw error;
    });
    const events = past.map(({ event }) => event);
    const running = await this.#run(stored, this.#configured(stored), { checkpoint, events });
    this.#note(stored, "session resumed");
    return running;
  }

  async #run(
    stored: StoredSession,
    flow: Flow,
    resume?: ConstructorParameters<typeof LiveSession>[0]["resume"],
  ) {
    const { sessionId } = stored;
    const { catalogue, registry, tasks, publisher, logger } = this.#options;
    const nodes = { flow, catalogue, registry };
    const owned = this.#claims.hold(sessionId);
    const shown = (line: ShownLine) => this.#options.shown?.({ sessionId, flowId: flow.id }, line);
    const options = { owned, ...nodes, tasks, publisher, shown, log: logger(sessionId) };
    const live = new LiveSession(resume === undefined ? options : { ...options, resume });
    const running: Running = {
      stored,
      owned,
      live,
      startedMs: Date.now(),
      attachment: undefined,
      waiting: undefined,
    };
    this.#running.set(sessionId, running);
    void live.over.then((failure) => {
      this.#running.delete(sessionId);
      this.#options.ended?.(infoOf(running));
      const what = live.isLost ? "left to another server" : live.isSuspended ? "suspended" : "ended";
      this.#note(running.stored, `session ${what}`, failure);
      clearTimeout(running.waiting);
      running.attachment?.end(failure);
    });
    try {
      await live.start();
    } catch (error) {
      await live.over;
      throw error;
    }
    return running;
  }

  /** Puts a client in front of a session, in the place of one that is there. */
  #attachTo(running: Running, secret: string): AudioAttachment {
    const { live, stored } = running;
    clearTimeout(running.waiting);
    running.attachment?.end(replaced);
    const attachment = new Attachment(stored.sessionId, secret, live, () =>
      this.#detached(running, attachment),
    );
    const wasWaiting = running.attachment === undefined && running.waiting !== undefined;
    running.attachment = attachment;
    running.waiting = undefined;
    if (wasWaiting) this.#noteState(running, "live");
    return attachment;
  }

  #detached(running: Running, attachment: Attachment): void {
    if (running.attachment !== attachment) return;
    running.attachment = undefined;
    running.waiting = setTimeout(() => running.live.stop(), this.#waitMs);
    this.#noteState(running, "waiting");
  }

  #noteState({ live, stored }: Running, state: SessionState): void {
    live.setState(state).catch((error: unknown) => {
      this.#options
        .logger(stored.sessionId)
        .warn("a state could not be stored", { state, reason: String(error) });
    });
  }

  #redeploy(running: Running, deployment: Deployment): Promise<DeployedSession> {
    const { catalogue, logger } = this.#options;
    return redeploy(running, deployment, { catalogue, log: logger(running.stored.sessionId) });
  }

  #note(
    { sessionId, flowId, revision }: StoredSession,
    what: string,
    failure?: { readonly code: string },
  ): void {
    const reason = failure === undefined ? {} : { code: failure.code };
    this.#options.logger(sessionId).info(what, { flowId, revision, ...reason });
  }

  /** The flow that a session is to go on with. @throws {FlowError} there is none, or it lacks a language */
  #configured(stored: StoredSession): Flow {
    const { flow } = this.#deployment(stored.flowId, stored.revision);
    return withLanguages(flow, stored, this.#options.catalogue);
  }

  /** Old revisions are forgotten at last; the session then goes on with what is deployed now. */
  #deployment(flowId: string, revision?: number) {
    const { deployment } = this.#options;
    const found = deployment(flowId, revision) ?? deployment(flowId);
    if (found === undefined) {
      const message = `The flow "${flowId}" is not deployed.`;
      throw new FlowError("flow.not-deployed", { field: "flow", message });
    }
    return found;
  }
}

function infoOf({ stored, live, startedMs, attachment }: Running): LiveSessionInfo {
  const { sessionId, flowId, revision } = stored;
  const state = attachment === undefined ? "waiting" : "live";
  return { sessionId, flowId, revision, state, startedMs, snapshot: live.snapshot() };
}

const replaced = {
  code: "session.replaced",
  message: "Another client feeds this session now.",
  hint: "Close the other page, or start a new session.",
};
