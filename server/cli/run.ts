import { Value } from "typebox/value";
import { FlowError } from "#engine/errors.ts";
import { parseFlowJson } from "#engine/flow/validate.ts";
import { compileFlow } from "#engine/graph/compile.ts";
import type { CaptionEvent } from "#engine/protocol/caption-event.ts";
import { type Conversation, conversationSchema, scoreConversation } from "#engine/quality/conversation.ts";
import type { ShownEvent } from "#engine/runtime/define-runtime.ts";
import type { Logger } from "#engine/runtime/host.ts";
import { Session } from "#engine/runtime/session.ts";
import { probeDurationMs } from "#nodes/file-input/probe.ts";
import { catalogue, registry } from "#nodes/registry.ts";
import { createDeviceHost } from "#runtime-workers/devices/device-host.ts";
import { loadFlow, readText } from "./load-flow.ts";
import { nodeTable } from "./table.ts";
import { CaptionView } from "./view.ts";

/** Arguments of `patchbay run`. */
export interface RunArguments {
  readonly flow: string;
  readonly input: string | undefined;
  readonly out: string | undefined;
  readonly reference: string | undefined;
  readonly settings: readonly string[];
}

const progressEveryMs = 100;

/**
 * Runs a flow to the end of its input, showing captions as they come and a table of the nodes at the end.
 * @returns the exit code
 * @throws {FlowError} or InvalidFlow, for the caller to print
 */
export async function runCommand(args: RunArguments): Promise<number> {
  const flow = await loadFlow(args.flow, args);
  const reference = args.reference === undefined ? undefined : await readConversation(args.reference);
  const durationMs = args.input === undefined ? undefined : await probeDurationMs(args.input);
  const view = new CaptionView(process.stdout);
  const events: CaptionEvent[] = [];
  const show = (event: ShownEvent) => {
    if (event.kind !== "debug" && event.kind !== "partial") events.push(event);
    view.show(event);
  };
  const devices = createDeviceHost();
  try {
    const plan = compileFlow(flow, catalogue);
    const options = { sessionId: flow.id, registry, tasks: devices, show, log: viewLogger(view) };
    const session = new Session(plan, options);
    const startMs = performance.now();
    const interrupted = await runSession(session, () => view.progress(session.clock.elapsedMs, durationMs));
    view.end();
    printSummary(view, session, events, performance.now() - startMs);
    if (reference !== undefined) printScore(view, reference, events);
    if (args.out !== undefined) view.line(`Captions are in ${args.out}.`);
    return interrupted ? 130 : 0;
  } finally {
    view.end();
    await devices.close();
  }
}

/** Runs a session; the first Ctrl+C ends its input, the second ends it at once. Returns whether there was one. */
async function runSession(session: Session, tick: () => void): Promise<boolean> {
  let interrupts = 0;
  const interrupt = () => {
    if (++interrupts === 1) session.stop();
    else void session.abort(new FlowError("session.aborted", { message: "The run was interrupted." }));
  };
  process.on("SIGINT", interrupt);
  const timer = setInterval(tick, progressEveryMs);
  try {
    await session.start();
    await session.done;
    return interrupts > 0;
  } finally {
    clearInterval(timer);
    process.off("SIGINT", interrupt);
  }
}

function printSummary(
  view: CaptionView,
  session: Session,
  events: readonly CaptionEvent[],
  wallMs: number,
): void {
  const snapshot = session.snapshot();
  const finals = events.filter(({ kind }) => kind === "final");
  const speakers = new Set(finals.map(({ speaker }) => speaker).filter((speaker) => speaker !== undefined));
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
  view.line("");
  for (const line of nodeTable(snapshot)) view.line(line);
  view.line("");
  view.line(
    `${seconds(snapshot.mediaMs)} of audio in ${seconds(wallMs)} (${(snapshot.mediaMs / wallMs).toFixed(1)}x real time): ` +
      `${finals.length} captions, ${events.length - finals.length} translations, ${speakers.size} speakers.`,
  );
}

function printScore(view: CaptionView, reference: Conversation, events: readonly CaptionEvent[]): void {
  const score = scoreConversation(reference, events);
  const percent = (share: number) => `${(share * 100).toFixed(1)}%`;
  const translated = Object.entries(score.translationErrorRate).map(
    ([language, rate]) => `${language} ${percent(rate)}`,
  );
  view.line(
    `Against the reference: word error rate ${percent(score.wordErrorRate)}, ` +
      `${score.rightSpeaker} of ${score.turns} turns with the right speaker` +
      (translated.length > 0 ? `, translation word error rate ${translated.join(", ")}.` : "."),
  );
}

async function readConversation(path: string): Promise<Conversation> {
  const document = parseFlowJson(await readText(path));
  if (Value.Check(conversationSchema, document)) return document;
  const [first] = Value.Errors(conversationSchema, document);
  throw new FlowError("cli.usage", {
    field: "--reference",
    message: `${path} is no reference: ${first?.instancePath ?? ""} ${first?.message ?? ""}.`,
    mend: "Compare with flows/samples/conversation.json.",
  });
}

function viewLogger(view: CaptionView): Logger {
  return {
    debug() {},
    info: (message) => view.line(message),
    warn: (message) => view.line(`warning: ${message}`),
  };
}
