import { createStore } from "zustand/vanilla";
import { isEqual } from "#engine/flow/equal.ts";
import { ApiError } from "../api/client.ts";

/** Time between two messages about a node, in ms. */
const everyMs = 100;
/** How long the note that a value arrived stays, in ms. */
const noteMs = 2500;

/** A node of a flow, and the sessions that run it. */
export interface TuningTarget {
  readonly flowId: string;
  readonly nodeId: string;
  readonly sessionIds: readonly string[];
}

/** What became of the last value of a setting. */
export type TuningState = { readonly kind: "sent" } | { readonly kind: "failed"; readonly message: string };

/** Sends settings to a node of a session; throws what the server says. */
export type Tune = (
  sessionId: string,
  nodeId: string,
  config: Readonly<Record<string, unknown>>,
) => Promise<unknown>;

interface Line {
  target: TuningTarget;
  /** Settings that wait to be sent, first come first. */
  readonly waiting: Map<string, unknown>;
  isBusy: boolean;
}

/** Key of a setting in {@link LiveTuner.states}. */
export function tuningKey(flowId: string, nodeId: string, field: string): string {
  return `${flowId}\n${nodeId}\n${field}`;
}

/**
 * Sends live settings to running sessions while somebody turns them: at most one message a node every 100 ms, one after
 * the other so that none overtakes another, and always the last value.
 */
export class LiveTuner {
  /** What became of the last values, by {@link tuningKey}. */
  readonly states = createStore<Readonly<Record<string, TuningState | undefined>>>(() => ({}));
  readonly #tune: Tune;
  readonly #lines = new Map<string, Line>();
  readonly #last = new Map<string, { readonly value: unknown; readonly sessionIds: readonly string[] }>();

  constructor(tune: Tune) {
    this.#tune = tune;
  }

  /** Takes a new value; does nothing while no session runs. */
  set(target: TuningTarget, field: string, value: unknown): void {
    if (target.sessionIds.length === 0) return;
    this.#last.set(tuningKey(target.flowId, target.nodeId, field), {
      value,
      sessionIds: target.sessionIds,
    });
    const key = `${target.flowId}\n${target.nodeId}`;
    const line = this.#lines.get(key) ?? { target, waiting: new Map(), isBusy: false };
    this.#lines.set(key, line);
    line.target = target;
    line.waiting.set(field, value);
    if (!line.isBusy) void this.#run(key, line);
  }

  /** Whether one of these sessions got another value last: after an undo it has to follow. */
  isBehind({ flowId, nodeId, sessionIds }: TuningTarget, field: string, value: unknown): boolean {
    const last = this.#last.get(tuningKey(flowId, nodeId, field));
    if (last === undefined || isEqual(last.value, value)) return false;
    return sessionIds.some((sessionId) => last.sessionIds.includes(sessionId));
  }

  /** One setting a message: what the server says of it is then about it alone. */
  async #run(key: string, line: Line): Promise<void> {
    line.isBusy = true;
    for (let [next] = line.waiting; next !== undefined; [next] = line.waiting) {
      const [field, value] = next;
      line.waiting.delete(field);
      const pause = new Promise((resolve) => setTimeout(resolve, everyMs));
      await this.#send(line.target, field, value);
      await pause;
    }
    this.#lines.delete(key);
  }

  async #send({ flowId, nodeId, sessionIds }: TuningTarget, field: string, value: unknown): Promise<void> {
    const answers = sessionIds.map((sessionId) =>
      this.#tune(sessionId, nodeId, { [field]: value }).then(() => undefined, asFailure),
    );
    const failure = (await Promise.all(answers)).find((answer) => answer !== undefined);
    this.#report(tuningKey(flowId, nodeId, field), failure ?? { kind: "sent" });
  }

  #report(key: string, state: TuningState): void {
    this.states.setState({ [key]: state });
    if (state.kind === "failed") return;
    setTimeout(() => {
      if (this.states.getState()[key] === state) this.states.setState({ [key]: undefined });
    }, noteMs);
  }
}

/** A session that ended meanwhile has nothing to be tuned. */
function asFailure(error: unknown): TuningState | undefined {
  if (error instanceof ApiError && ["session.unknown", "session.over"].includes(error.code)) return undefined;
  const hint = error instanceof ApiError ? error.hint : "";
  return {
    kind: "failed",
    message: `${error instanceof Error ? error.message : String(error)} ${hint}`.trim(),
  };
}
