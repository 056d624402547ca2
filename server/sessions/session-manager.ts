import { randomUUID } from "node:crypto";
import { FlowError } from "#engine/errors.ts";
import type { Flow } from "#engine/flow/schema.ts";
import type { NodeCatalogue } from "#engine/graph/definition.ts";
import { type AudioHello, defaultFlowId } from "#engine/protocol/audio-stream.ts";
import type { SessionState } from "#engine/protocol/session-event.ts";
import type { ShownLine } from "#engine/protocol/shown-line.ts";
import type { NodeRegistry } from "#engine/runtime/define-runtime.ts";
import type { Logger, TaskHost } from "#engine/runtime/host.ts";
import { Attachment } from "./attachment.ts";
import { withLanguages } from "./client-languages.ts";
import { LiveSession } from "./live-session.ts";
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
import type { SessionStore, StoredSession } from "./store.ts";

/** What the manager works with. */
export interface SessionManagerOptions {
  /** The nodes that sessions are made of: what they are, and how they work. */
  readonly catalogue: NodeCatalogue;
  readonly registry: NodeRegistry;
  readonly store: SessionStore;
  readonly tasks: TaskHost;
  readonly publisher: CaptionPublisher;
  /** The active revision of a flow, or the one asked for; undefined when there is none. */
  readonly deployment: (flowId: string, revision?: number) => Deployment | undefined;
  /** A logger for one session. */
  readonly logger: (sessionId: string) => Logger;
  /** Told of every line that a node of a session shows. */
  readonly shown?: (from: ShownFrom, line: ShownLine) => void;
  /** Told of a session's last figures. */
  readonly ended?: (info: LiveSessionInfo) => void;
  /** How long a session waits for its client, in ms. Default 30 000. */
  readonly waitMs?: number;
}

interface Running extends DeployTarget {
  readonly startedMs: number;
  attachment: Attachment | undefined;
  /** Runs out when nobody comes back. */
  waiting: NodeJS.Timeout | undefined;
}

/** Sessions marked at once after a kill: a store far away answers them side by side. */
const updatesAtOnce = 64;

/** Starts, interrupts, takes up and ends the sessions of this server. */
export class SessionManager implements SessionService {
  readonly #options: SessionManagerOptions;
  readonly #running = new Map<string, Running>();
  /** Sessions of an earlier life of the server whose client may still come back. */
  readonly #orphans = new Map<string, NodeJS.Timeout>();
  /** Sessions being taken up: a second client waits for the first to have done so. */
  readonly #resuming = new Map<string, Promise<Running>>();

  constructor(options: SessionManagerOptions) {
    this.#options = options;
  }

  /** Finds the sessions that a kill interrupted. Their clients have as long as any other to come back. */
  async recover(): Promise<number> {
    const { store } = this.#options;
    const live = await store.list({ state: "live", limit: 100_000 });
    const waiting = await store.list({ state: "waiting", limit: 100_000 });
    for (let at = 0; at < live.length; at += updatesAtOnce) {
      const some = live.slice(at, at + updatesAtOnce);
      await Promise.all(some.map(({ sessionId }) => store.update(sessionId, { state: "waiting" })));
    }
    for (const { sessionId } of [...live, ...waiting]) {
      const timer = setTimeout(() => void this.#endOrphan(sessionId), this.#waitMs);
      this.#orphans.set(sessionId, timer);
    }
    return live.length + waiting.length;
  }

  /** See {@link SessionService}. */
  async attach(hello: AudioHello): Promise<AudioAttachment> {
    if (hello.resume === undefined) return this.#startNew(hello);
    const { sessionId, secret } = hello.resume;
    const stored = await this.#options.store.get(sessionId);
    if (stored === undefined) throw new FlowError("session.unknown", { field: "resume.sessionId" });
    checkSecret(stored, secret);
    const running = this.#running.get(sessionId) ?? (await this.#resumeOnce(stored));
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

  /** Suspends the sessions that have a client, who may go on elsewhere; ends those without one, with all they heard. */
  async close(): Promise<void> {
    for (const timer of this.#orphans.values()) clearTimeout(timer);
    for (const { live, attachment } of this.#running.values()) {
      if (attachment === undefined) live.stop();
      else void live.suspend();
    }
    await Promise.all([...this.#running.values()].map(({ live }) => live.over));
  }

  get #waitMs(): number {
    return this.#options.waitMs ?? 30_000;
  }

  async #startNew(hello: AudioHello): Promise<AudioAttachment> {
    const flowId = hello.flow ?? defaultFlowId;
    const { flow, revision } = this.#deployment(flowId);
    const { secret, secretHash } = newSecret();
    const nowMs = Date.now();
    const stored: StoredSession = {
      sessionId: randomUUID(),
      secretHash,
      flowId,
      revision,
      language: hello.language,
      targetLanguages: hello.targetLanguages,
      state: "live",
      checkpoint: undefined,
      createdMs: nowMs,
      updatedMs: nowMs,
    };
    const configured = withLanguages(flow, stored, this.#options.catalogue);
    await this.#options.store.create(stored);
    const running = await this.#run(stored, configured).catch(async (error: unknown) => {
      await this.#options.store.remove(stored.sessionId); // nobody was ever told its id
      throw error;
    });
    this.#note(stored, "session started");
    // Whoever deployed while it was being made did not find it among those that run.
    const deployed = this.#deployment(flowId);
    if (deployed.revision !== running.stored.revision) await this.#redeploy(running, deployed);
    return this.#attachTo(running, secret);
  }

  #resumeOnce(stored: StoredSession): Promise<Running> {
    const { sessionId } = stored;
    const known = this.#resuming.get(sessionId);
    if (known !== undefined) return known;
    const resuming = this.#resume(stored).finally(() => this.#resuming.delete(sessionId));
    this.#resuming.set(sessionId, resuming);
    return resuming;
  }

  async #resume(stored: StoredSession): Promise<Running> {
    const { sessionId, state, checkpoint } = stored;
    if (state === "ended" || state === "failed")
      throw new FlowError("session.over", { field: "resume.sessionId" });
    const kept = (await this.#options.store.read(sessionId, 0)).map(({ event }) => event);
    const { flow } = this.#deployment(stored.flowId, stored.revision);
    const configured = withLanguages(flow, stored, this.#options.catalogue);
    // Nothing above may fail behind this line, or the session would wait for ever.
    clearTimeout(this.#orphans.get(sessionId));
    this.#orphans.delete(sessionId);
    const running = await this.#run(stored, configured, { checkpoint, kept });
    this.#note(stored, "session resumed");
    return running;
  }

  async #run(
    stored: StoredSession,
    flow: Flow,
    resume?: ConstructorParameters<typeof LiveSession>[0]["resume"],
  ) {
    const { sessionId } = stored;
    const { catalogue, registry, tasks, store, publisher, logger } = this.#options;
    const nodes = { flow, catalogue, registry };
    const shown = (line: ShownLine) => this.#options.shown?.({ sessionId, flowId: flow.id }, line);
    const options = { sessionId, ...nodes, tasks, store, publisher, shown, log: logger(sessionId) };
    const live = new LiveSession(resume === undefined ? options : { ...options, resume });
    const running: Running = {
      stored,
      live,
      startedMs: Date.now(),
      attachment: undefined,
      waiting: undefined,
    };
    this.#running.set(sessionId, running);
    void live.over.then((failure) => {
      this.#running.delete(sessionId);
      this.#options.ended?.(infoOf(running));
      this.#note(running.stored, live.isSuspended ? "session suspended" : "session ended", failure);
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
        .warn("a state could not be kept", { state, reason: String(error) });
    });
  }

  async #endOrphan(sessionId: string): Promise<void> {
    const { store, publisher, logger } = this.#options;
    this.#orphans.delete(sessionId);
    try {
      await store.append(sessionId, [{ type: "state", state: "ended" }]);
      await store.update(sessionId, { state: "ended" });
      publisher.end(sessionId, await store.lastSequence(sessionId));
    } catch (error) {
      logger(sessionId).warn("an interrupted session could not be ended", { reason: String(error) });
    }
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
