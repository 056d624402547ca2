/**
 * Every error that Patchbay can report, once. A code never changes its meaning; `engine/ERRORS.md` is
 * written from this table (`npm run docs`) and a test fails when the two drift.
 */
export const errorTable = {
  "flow.not-json": { what: "The flow is not JSON.", hint: "Fix the syntax at the place named." },
  "flow.schema": { what: "The flow document has a wrong shape.", hint: "Compare with flows/captions.json." },
  "flow.version": {
    what: "The flow's format is unknown or newer than this Patchbay.",
    hint: 'Use "format": "patchbay.flow/1", or update Patchbay.',
  },
  "flow.duplicate-id": { what: "Two nodes or edges share an id.", hint: "Give each its own id." },
  "flow.unknown-node-type": { what: "No node of this type is registered.", hint: "See `patchbay nodes`." },
  "flow.cycle": { what: "The wires form a circle.", hint: "Remove one of the wires named." },
  "flow.unknown-node": { what: "The flow has no node of this id.", hint: "Use one of its nodes." },
  "flow.unknown-member": { what: "A group names a node that is not there.", hint: "Take it out." },
  "flow.no-source": { what: "The flow has no source node.", hint: "Add a source, such as file-input." },
  "edge.unknown-node": { what: "A wire ends at a node that is not there.", hint: "Rewire or remove it." },
  "edge.unknown-port": { what: "A wire ends at a port that its node has not.", hint: "Use a port named." },
  "edge.type-mismatch": {
    what: "A wire joins ports whose types do not fit.",
    hint: "Put a node between that converts, or choose another port.",
  },
  "edge.rate-mismatch": {
    what: "A wire brings audio whose sample rate its input does not take.",
    hint: "Put a Resample node in between.",
  },
  "edge.duplicate": { what: "Two wires join the same two ports.", hint: "Remove one." },
  "port.unconnected": { what: "A required input has no wire.", hint: "Wire it, or remove the node." },
  "port.packet-type": {
    what: "A packet of the wrong type arrived over an `any` wire.",
    hint: "Wire a port of the type that the node expects.",
  },
  "config.invalid": { what: "A setting is missing, misspelt or out of range.", hint: "Use a value allowed." },
  "config.not-live": {
    what: "The setting cannot change while its node runs.",
    hint: "Change it in the flow and deploy: the node is started anew.",
  },
  "config.unknown-setting": { what: "`--set` names what is not there.", hint: "Use --set node.field=value." },
  "node.failed": {
    what: "A node failed while it worked.",
    hint: "See the cause; wire its error port to go on.",
  },
  "node.open-failed": { what: "A node could not start.", hint: "See the cause." },
  "session.aborted": { what: "The session was ended before its input was.", hint: "Start it again." },
  "file.missing": { what: "A file is not there or cannot be read.", hint: "Check the path and its rights." },
  "file.empty": { what: "The audio file holds no sound.", hint: "Use a file with at least one sample." },
  "file.write-failed": {
    what: "A result could not be written.",
    hint: "Check the folder, its rights and space.",
  },
  "wav.malformed": { what: "The WAV file is broken.", hint: "Export it again, as PCM or float WAV." },
  "wav.unsupported": {
    what: "The WAV file has an encoding that is not read.",
    hint: "Export it as PCM or float.",
  },
  "ffmpeg.missing": {
    what: "Only WAV is read without ffmpeg.",
    hint: "Install ffmpeg, or convert the file to WAV.",
  },
  "ffmpeg.failed": {
    what: "ffmpeg could not decode the file.",
    hint: "Check that the file plays elsewhere.",
  },
  "audio.sample-rate": {
    what: "A node got audio of a sample rate that it does not take.",
    hint: "Put a resample node in front of it.",
  },
  "model.missing": { what: "No model of this name is installed.", hint: "Use a name listed." },
  "model.broken": { what: "A model's files are incomplete or damaged.", hint: "Install the model again." },
  "model.unknown": { what: "The catalogue has no such model.", hint: "See `patchbay models list`." },
  "model.not-installed": { what: "The model was not pulled.", hint: "See `patchbay models list`." },
  "model.exists": {
    what: "A folder of the model's name was put there by hand.",
    hint: "Move it away, or keep using it.",
  },
  "model.busy": {
    what: "The model is being pulled or removed now.",
    hint: "Wait for it, or cancel it there.",
  },
  "model.not-pulling": { what: "The model is not being pulled.", hint: "Nothing is left to do." },
  "model.cancelled": {
    what: "The pull was cancelled.",
    hint: "Pull again: it goes on where it stopped.",
  },
  "model.download": {
    what: "A model's file could not be fetched.",
    hint: "Check the network, HTTPS_PROXY and HF_ENDPOINT, and pull again: it goes on where it stopped.",
  },
  "model.mismatch": {
    what: "A model's file is not the one that was published.",
    hint: "Pull again; if that does not help, check the proxy or mirror in between.",
  },
  "model.gated": {
    what: "The hub does not let everybody have this model.",
    hint: "Accept its conditions on its page, and set HF_TOKEN.",
  },
  "model.no-file": {
    what: "The model's repository lacks a file.",
    hint: "Use another variant, or update Patchbay's catalogue.",
  },
  "model.no-space": {
    what: "The disk has no room for the model.",
    hint: "Free some space, or name another folder with PATCHBAY_MODELS.",
  },
  "language.unknown": { what: "The model does not know this language.", hint: "Use a language listed." },
  "task.failed": { what: "A task failed in its worker.", hint: "See the cause." },
  "task.crashed": {
    what: "The worker process died twice under the same task.",
    hint: "See the device's log; try another device or model.",
  },
  "task.timeout": {
    what: "A task outran its hard deadline twice.",
    hint: "Use a smaller model, a faster device or a longer deadline.",
  },
  "task.cancelled": { what: "A task was cancelled.", hint: "There is nothing to do: the session ended." },
  "pool.full": { what: "A device's queue is full.", hint: "Use fewer sessions, or add a device." },
  "device.failed": {
    what: "A device failed while it loaded or computed.",
    hint: "See `patchbay devices`; put another device into the node's list.",
  },
  "device.unsuitable": {
    what: "This model cannot run on this device.",
    hint: "Put another device into the node's list, or use another model.",
  },
  "device.unavailable": { what: "None of the devices wanted is here.", hint: "Add cpu to the list." },
  "port.in-use": { what: "A network port is taken.", hint: "Choose another port, or 0 for any free one." },
  "cli.usage": { what: "The command line is not understood.", hint: "See `patchbay --help`." },
  "session.unknown": { what: "There is no session of this id.", hint: "Start a new session." },
  "session.over": { what: "The session has ended.", hint: "Start a new session." },
  "session.secret": {
    what: "The secret is not the session's.",
    hint: "Use the secret of its first ready, or start a new session.",
  },
  "session.elsewhere": { what: "Another server has the session.", hint: "Connect again in a few seconds." },
  "flow.not-deployed": { what: "The flow is not deployed.", hint: "Deploy it, or name one that is." },
  "flow.stale-revision": {
    what: "The flow was changed by somebody else meanwhile.",
    hint: "Load the newer revision, and save or deploy again.",
  },
  "store.unavailable": {
    what: "The store of sessions does not answer.",
    hint: "Check the data folder's rights and space, or that Redis runs.",
  },
  "flow.unknown": { what: "There is no flow of this id.", hint: "See GET /api/flows." },
  "flow.exists": {
    what: "There is a flow of this id already.",
    hint: "Use another id, or change that flow.",
  },
  "flow.invalid": { what: "The flow has problems.", hint: "Fix the problems listed." },
  "flow.unknown-revision": { what: "The flow has no such revision.", hint: "Use one of its revisions." },
  "data.locked": {
    what: "Another server works on the data folder.",
    hint: "Stop it, or use another folder with PATCHBAY_DATA.",
  },
  "session.running": { what: "The session still runs.", hint: "Stop it first." },
  "request.invalid": { what: "The request has a wrong shape.", hint: "See /api/docs." },
  "request.too-large": { what: "The request's body is too large.", hint: "Send less at once." },
  "request.unknown-path": { what: "There is nothing at this path.", hint: "See /api/docs." },
  "request.rate": { what: "Too many requests came from this address.", hint: "Wait a minute." },
  "request.token": {
    what: "The request brings no valid token.",
    hint: "Send Authorization: Bearer with PATCHBAY_TOKEN, or open a page once with ?token=.",
  },
  "request.origin": {
    what: "The request comes from a page of another site.",
    hint: "Name its origin in PATCHBAY_ORIGINS.",
  },
  "server.failed": { what: "The server failed.", hint: "Look for the correlation id in its log." },
  "input.missing": {
    what: "Nobody feeds this session with audio.",
    hint: "Start it from /live, or run it with --input FILE.",
  },
  "audio-device.failed": {
    what: "A sound device of this machine gives no audio.",
    hint: "Check its name (`arecord -L`, `pactl list sources`), and that nothing else holds it.",
  },
  "audio.undecodable": {
    what: "The audio sent is not of the format announced, or is damaged.",
    hint: "Send the format that the hello names, from its first byte on.",
  },
  "flow.several-sources": {
    what: "The flow has several source nodes.",
    hint: "Disable all but one, or leave --input out.",
  },
  "import.not-flows": {
    what: "The file holds neither Patchbay flows nor Node-RED flow JSON.",
    hint: "Export it again: a flow of Patchbay, or the list that Node-RED's export gives.",
  },
  "import.bad-entry": {
    what: "An entry of the file is no object.",
    hint: "Export the file again; every entry has to be an object.",
  },
  "import.too-large": {
    what: "The file is larger than an import takes.",
    hint: "Export fewer flows at once.",
  },
  "import.subflow-cycle": {
    what: "A subflow contains itself.",
    hint: "Remove one of the instances named, in Node-RED.",
  },
  "import.missing-subflow": {
    what: "The subflow of an instance is not in the file.",
    hint: "Export the subflow together with the flow.",
  },
  "import.odd-value": {
    what: "A property has a value that is not understood.",
    hint: "See the placeholder, which keeps it.",
  },
  "stream.malformed": {
    what: "A message on the WebSocket is not understood.",
    hint: "Send what engine/protocol/audio-stream.ts describes, hello first.",
  },
  "stream.version": {
    what: "The client speaks another version of the protocol.",
    hint: "Update the client, or Patchbay.",
  },
  "stream.timeout": { what: "No hello came within 10 s.", hint: "Send hello as the first message." },
} as const satisfies Record<string, { what: string; hint: string }>;

/** A stable error code, a key of {@link errorTable}. */
export type ErrorCode = keyof typeof errorTable;

/** What an error is about, beside its code. */
export interface ErrorDetail {
  /** One sentence with the facts: which value, which limit. Default: the table's sentence. */
  readonly message?: string;
  /** Id of the node concerned. */
  readonly nodeId?: string | undefined;
  /** Config field, port or file concerned. */
  readonly field?: string | undefined;
  /** What to do next. Default: the table's hint. */
  readonly hint?: string;
  readonly cause?: unknown;
}

/** An error with a stable code, the node and field it concerns, and what to do next. */
export class FlowError extends Error {
  readonly code: ErrorCode;
  readonly nodeId: string | undefined;
  readonly field: string | undefined;
  readonly hint: string;

  constructor(code: ErrorCode, detail: ErrorDetail = {}) {
    super(detail.message ?? errorTable[code].what, { cause: detail.cause });
    this.name = "FlowError";
    this.code = code;
    this.nodeId = detail.nodeId;
    this.field = detail.field;
    this.hint = detail.hint ?? errorTable[code].hint;
  }

  /** The same error, said of a node (when it was thrown by code that does not know its node). */
  atNode(nodeId: string): FlowError {
    if (this.nodeId !== undefined) return this;
    const { message, field, hint, cause } = this;
    return new FlowError(this.code, { message, nodeId, field, hint, cause });
  }
}

/** A problem in one clear line: `node "vad", field "threshold": … (hint) [code]`. */
export function formatProblem(problem: {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly nodeId?: string | undefined;
  readonly field?: string | undefined;
}): string {
  const where = [
    problem.nodeId === undefined ? "" : `node "${problem.nodeId}"`,
    problem.field === undefined ? "" : `field "${problem.field}"`,
  ].filter(Boolean);
  const place = where.length > 0 ? `${where.join(", ")}: ` : "";
  const line = `${place}${problem.message} ${problem.hint} [${problem.code}]`;
  // What a file says may hold control characters, which would command the terminal.
  return line.replace(/\s*\n\s*/g, " ").replace(/\p{Cc}/gu, "\uFFFD");
}

/** Any thrown value as a FlowError: FlowErrors as they are, others as the cause of `code`. */
export function toFlowError(
  error: unknown,
  code: ErrorCode,
  detail: Omit<ErrorDetail, "cause"> = {},
): FlowError {
  if (error instanceof FlowError) return detail.nodeId === undefined ? error : error.atNode(detail.nodeId);
  const reason = error instanceof Error ? error.message : String(error);
  return new FlowError(code, { ...detail, message: `${errorTable[code].what} ${reason}`, cause: error });
}
