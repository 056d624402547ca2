import { Check, Errors } from "typebox/schema";
import { FlowError } from "#engine/errors.ts";
import type { Flow, FlowNode } from "#engine/flow/schema.ts";
import { parseFlowJson } from "#engine/flow/validate.ts";
import type { Packet } from "#engine/graph/packets.ts";
import { compileFlow } from "#engine/plan/compile.ts";
import type { CaptionEvent } from "#engine/protocol/caption-event.ts";
import { type Conversation, conversationSchema } from "#engine/quality/conversation.ts";
import type { ShownEvent } from "#engine/runtime/define-runtime.ts";
import type { Logger } from "#engine/runtime/logger.ts";
import { Session } from "#engine/runtime/session.ts";
import { catalogue, registry } from "#nodes/registry.ts";
import type { CaptionBroadcast } from "#nodes/websocket-output/caption-broadcast.ts";
import { createDeviceManager } from "#runtime-workers/devices/device-manager.ts";
import { probeDurationMs } from "#runtime-workers/media/probe-duration.ts";
import { loadDeviceSettings } from "#server/config.ts";
import { interruptedExitCode, runInterruptible } from "./interruptible.ts";
import { loadFlow, readText } from "./load-flow.ts";
import { openListeners } from "./session-listeners.ts";
import { scoreLine, summaryLines } from "./summary.ts";
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
  checkReference(flow, args.reference);
  const reference = args.reference === undefined ? undefined : await readConversation(args.reference);
  const durationMs = args.input === undefined ? undefined : await probeDurationMs(args.input);
  const view = new CaptionView(process.stdout);
  const events: CaptionEvent[] = [];
  const show = (event: ShownEvent) => {
    if (event.kind !== "line" && event.kind !== "partial") events.push(event);
    view.show(event);
  };
  const { cpuThreads, devicePreference: preferences, fallbackDevice: fallback } = loadDeviceSettings();
  const devices = createDeviceManager(cpuThreads, { preferences, fallback });
  devices.start();
  let timer: NodeJS.Timeout | undefined;
  let listeners: CaptionBroadcast | undefined;
  try {
    const log = viewLogger(view);
    listeners = await openListeners(flow, log);
    const publish = (packet: Packet) => listeners?.publish(packet);
    const options = { sessionId: flow.id, registry, tasks: devices, show, publish, log };
    const session = new Session(compileFlow(flow, catalogue), options);
    await devices.probed(); // else a run would begin on the processor and go on elsewhere
    timer = setInterval(() => view.progress(session.clock.elapsedMs, durationMs), progressEveryMs);
    const startMs = performance.now();
    const interrupted = await runInterruptible(session, (line) => view.line(line));
    listeners?.end();
    const wallMs = performance.now() - startMs;
    view.end();
    for (const line of summaryLines(session.snapshot(), events, wallMs, view.columns)) view.line(line);
    if (reference !== undefined) view.line(scoreLine(reference, events));
    if (args.out !== undefined) view.line(`Captions are in ${args.out}.`);
    return interrupted ? interruptedExitCode : 0;
  } finally {
    clearInterval(timer);
    view.end();
    await Promise.all([listeners?.close(), devices.close()]);
  }
}

/** The score is of what the console was shown, so the flow has to show something. */
function checkReference({ nodes }: Flow, reference: string | undefined): void {
  const shows = ({ type, config }: FlowNode) =>
    type === "caption-output" &&
    ((config?.["formats"] ?? ["console"]) as readonly string[]).includes("console");
  if (reference === undefined || nodes.some(shows)) return;
  throw new FlowError("cli.usage", {
    field: "--reference",
    message: "The flow shows no captions that could be scored.",
    hint: "Add a caption-output node with console among its formats.",
  });
}

async function readConversation(path: string): Promise<Conversation> {
  const document = parseFlowJson(await readText(path));
  if (Check(conversationSchema, document)) return document;
  const [, [first]] = Errors(conversationSchema, document);
  throw new FlowError("cli.usage", {
    field: "--reference",
    message: `${path} is no reference: ${first?.instancePath ?? ""} ${first?.message ?? ""}.`,
    hint: "Compare with flows/samples/conversation.json.",
  });
}

function viewLogger(view: CaptionView): Logger {
  return {
    debug() {},
    info: (message) => view.line(message),
    warn: (message) => view.line(`warning: ${message}`),
  };
}
