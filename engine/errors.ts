/**
 * Every error that Patchbay can report, once. A code never changes its meaning; `engine/ERRORS.md` is
 * written from this table (`npm run docs`) and a test fails when the two drift.
 */
export const errorTable = {
  "flow.not-json": { what: "The flow is not JSON.", mend: "Mend the syntax at the place named." },
  "flow.schema": { what: "The flow document has a wrong shape.", mend: "Compare with flows/captions.json." },
  "flow.version": {
    what: "The flow's format is unknown or newer than this Patchbay.",
    mend: 'Use "format": "patchbay.flow/1", or update Patchbay.',
  },
  "flow.duplicate-id": { what: "Two nodes or edges share an id.", mend: "Give each its own id." },
  "flow.unknown-node-type": { what: "No node of this type is registered.", mend: "See `patchbay nodes`." },
  "flow.cycle": { what: "The wires form a circle.", mend: "Remove one of the wires named." },
  "flow.unknown-node": { what: "The flow has no node of this id.", mend: "Use one of its nodes." },
  "flow.unknown-member": { what: "A group names a node that is not there.", mend: "Take it out." },
  "flow.no-source": { what: "The flow has no source node.", mend: "Add a source, such as file-input." },
  "edge.unknown-node": { what: "A wire ends at a node that is not there.", mend: "Rewire or remove it." },
  "edge.unknown-port": { what: "A wire ends at a port that its node has not.", mend: "Use a port named." },
  "edge.type-mismatch": {
    what: "A wire joins ports whose types do not fit.",
    mend: "Put a node between that converts, or choose another port.",
  },
  "edge.rate-mismatch": {
    what: "A wire brings audio whose sample rate its input does not take.",
    mend: "Put a Resample node in between.",
  },
  "edge.duplicate": { what: "Two wires join the same two ports.", mend: "Remove one." },
  "port.unconnected": { what: "A required input has no wire.", mend: "Wire it, or remove the node." },
  "port.packet-type": {
    what: "A packet of the wrong type arrived over an `any` wire.",
    mend: "Wire a port of the type that the node expects.",
  },
  "config.invalid": { what: "A setting is missing, misspelt or out of range.", mend: "Use a value allowed." },
  "config.not-live": {
    what: "The setting cannot change while its node runs.",
    mend: "Change it in the flow and deploy: the node is started anew.",
  },
  "config.unknown-setting": { what: "`--set` names what is not there.", mend: "Use --set node.field=value." },
  "node.failed": {
    what: "A node failed while it worked.",
    mend: "See the cause; wire its error port to go on.",
  },
  "node.open-failed": { what: "A node could not start.", mend: "See the cause." },
  "session.aborted": { what: "The session was ended before its input was.", mend: "Start it again." },
  "file.missing": { what: "A file is not there or cannot be read.", mend: "Check the path and its rights." },
  "file.empty": { what: "The audio file holds no sound.", mend: "Use a file with at least one sample." },
  "file.write-failed": {
    what: "A result could not be written.",
    mend: "Check the folder, its rights and space.",
  },
  "wav.malformed": { what: "The WAV file is broken.", mend: "Export it again, as PCM or float WAV." },
  "wav.unsupported": {
    what: "The WAV file has an encoding that is not read.",
    mend: "Export it as PCM or float.",
  },
  "ffmpeg.missing": {
    what: "Only WAV is read without ffmpeg.",
    mend: "Install ffmpeg, or convert the file to WAV.",
  },
  "ffmpeg.failed": {
    what: "ffmpeg could not decode the file.",
    mend: "Check that the file plays elsewhere.",
  },
  "audio.sample-rate": {
    what: "A node got audio of a sample rate that it does not take.",
    mend: "Put a resample node in front of it.",
  },
  "model.missing": { what: "No model of this name is installed.", mend: "Use a name listed." },
  "model.broken": { what: "A model's files are incomplete or damaged.", mend: "Install the model again." },
  "model.unknown": { what: "The catalogue has no such model.", mend: "See `patchbay models list`." },
  "model.not-installed": { what: "The model was not pulled.", mend: "See `patchbay models list`." },
  "model.exists": {
    what: "A folder of the model's name was put there by hand.",
    mend: "Move it away, or keep using it.",
  },
  "model.busy": {
    what: "The model is being pulled or removed now.",
    mend: "Wait for it, or cancel it there.",
  },
  "model.not-pulling": { what: "The model is not being pulled.", mend: "Nothing to mend." },
  "model.cancelled": {
    what: "The pull was cancelled.",
    mend: "Pull again: it goes on where it stopped.",
  },
  "model.download": {
    what: "A model's file could not be fetched.",
    mend: "Check the network, HTTPS_PROXY and HF_ENDPOINT, and pull again: it goes on where it stopped.",
  },
  "model.mismatch": {
    what: "A model's file is not the one that was published.",
    mend: "Pull again; if that does not help, check the proxy or mirror in between.",
  },
  "model.gated": {
    what: "The hub does not let everybody have this model.",
    mend: "Accept its conditions on its page, and set HF_TOKEN.",
  },
  "model.no-file": {
    what: "The model's repository lacks a file.",
    mend: "Use another variant, or update Patchbay's catalogue.",
  },
  "model.no-space": {
    what: "The disk has no room for the model.",
    mend: "Free some space, or name another folder with PATCHBAY_MODELS.",
  },
  "language.unknown": { what: "The model does not know this language.", mend: "Use a language listed." },
  "task.failed": { what: "A task failed in its worker.", mend: "See the cause." },
  "task.crashed": {
    what: "The worker process died twice under the same task.",
    mend: "See the device's log; try another device or model.",
  },
  "task.timeout": {
    what: "A task outran its hard deadline twice.",
    mend: "Use a smaller model, a faster device or a longer deadline.",
  },
  "task.cancelled": { what: "A task was cancelled.", mend: "Nothing to mend: the session ended." },
  "pool.full": { what: "A device's queue is full.", mend: "Use fewer sessions, or add a device." },
  "device.failed": {
    what: "A device failed while it loaded or computed.",
    mend: "See `patchbay devices`; put another device into the node's list.",
  },
  "device.unavailable": { what: "None of the devices wanted is here.", mend: "Add cpu to the list." },
  "port.in-use": { what: "A network port is taken.", mend: "Choose another port, or 0 for any free one." },
  "cli.usage": { what: "The command line is not understood.", mend: "See `patchbay --help`." },
  "session.unknown": { what: "There is no session of this id.", mend: "Start a new session." },
  "session.over": { what: "The session has ended.", mend: "Start a new session." },
  "session.secret": {
    what: "The secret is not the session's.",
    mend: "Use the secret of its first ready, or start a new session.",
  },
  "flow.not-deployed": { what: "The flow is not deployed.", mend: "Deploy it, or name one that is." },
  "flow.stale-revision": {
    what: "The flow was changed by somebody else meanwhile.",
    mend: "Load the newer revision, and save or deploy again.",
  },
  "store.unavailable": {
    what: "The store of sessions does not answer.",
    mend: "Check the data folder's rights and space, or that Redis runs.",
  },
  "flow.unknown": { what: "There is no flow of this id.", mend: "See GET /api/flows." },
  "flow.exists": {
    what: "There is a flow of this id already.",
    mend: "Use another id, or change that flow.",
  },
  "flow.invalid": { what: "The flow has problems.", mend: "Mend the problems listed." },
  "flow.unknown-revision": { what: "The flow has no such revision.", mend: "Use one of its revisions." },
  "data.locked": {
    what: "Another server works on the data folder.",
    mend: "Stop it, or use another folder with PATCHBAY_DATA.",
  },
  "session.running": { what: "The session still runs.", mend: "Stop it first." },
  "request.invalid": { what: "The request has a wrong shape.", mend: "See /api/docs." },
  "request.too-large": { what: "The request's body is too large.", mend: "Send less at once." },
  "request.unknown-path": { what: "There is nothing at this path.", mend: "See /api/docs." },
  "request.rate": { what: "Too many requests came from this address.", mend: "Wait a minute." },
  "request.token": {
    what: "The request brings no valid token.",
    mend: "Send Authorization: Bearer with PATCHBAY_TOKEN, or open a page once with ?token=.",
  },
  "request.origin": {
    what: "The request comes from a page of another site.",
    mend: "Name its origin in PATCHBAY_ORIGINS.",
  },
  "server.failed": { what: "The server failed.", mend: "Look for the correlation id in its log." },
  "input.missing": {
    what: "Nobody feeds this session with audio.",
    mend: "Start it from /live, or run it with --input FILE.",
  },
  "audio-device.failed": {
    what: "A sound device of this machine gives no audio.",
    mend: "Check its name (`arecord -L`, `pactl list sources`), and that nothing else holds it.",
  },
  "audio.undecodable": {
    what: "The audio sent is not of the format announced, or is damaged.",
    mend: "Send the format that the hello names, from its first byte on.",
  },
  "flow.several-sources": {
    what: "The flow has several source nodes.",
    mend: "Disable all but one, or leave --input out.",
  },
  "import.not-flows": {
    what: "The file holds neither Patchbay flows nor Node-RED flow JSON.",
    mend: "Export it again: a flow of Patchbay, or the list that Node-RED's export gives.",
  },
  "import.bad-entry": {
    what: "An entry of the file is no object.",
    mend: "Export the file again; every entry has to be an object.",
  },
  "import.too-large": {
    what: "The file is larger than an import takes.",
    mend: "Export fewer flows at once.",
  },
  "import.subflow-cycle": {
    what: "A subflow contains itself.",
    mend: "Remove one of the instances named, in Node-RED.",
  },
  "import.missing-subflow": {
    what: "The subflow of an instance is not in the file.",
    mend: "Export the subflow together with the flow.",
  },
  "import.odd-value": {
    what: "A property has a value that is not understood.",
    mend: "See the placeholder, which keeps it.",
  },
  "stream.malformed": {
    what: "A message on the WebSocket is not understood.",
    mend: "Send what engine/protocol/audio-stream.ts describes, hello first.",
  },
  "stream.version": {
    what: "The client speaks another version of the protocol.",
    mend: "Update the client, or Patchbay.",
  },
  "stream.timeout": { what: "No hello came within 10 s.", mend: "Send hello as the first message." },
} as const satisfies Record<string, { what: string; mend: string }>;

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
  /** What to do next. Default: the table's mend. */
  readonly mend?: string;
  readonly cause?: unknown;
}

/** An error with a stable code, the node and field it concerns, and what to do next. */
export class FlowError extends Error {
  readonly code: ErrorCode;
  readonly nodeId: string | undefined;
  readonly field: string | undefined;
  readonly mend: string;

  constructor(code: ErrorCode, detail: ErrorDetail = {}) {
    super(detail.message ?? errorTable[code].what, { cause: detail.cause });
    this.name = "FlowError";
    this.code = code;
    this.nodeId = detail.nodeId;
    this.field = detail.field;
    this.mend = detail.mend ?? errorTable[code].mend;
  }

  /** The same error, said of a node (when it was thrown by code that does not know its node). */
  atNode(nodeId: string): FlowError {
    if (this.nodeId !== undefined) return this;
    const { message, field, mend, cause } = this;
    return new FlowError(this.code, { message, nodeId, field, mend, cause });
  }
}

/** A problem in one clear line: `node "vad", field "threshold": … (mend) [code]`. */
export function formatProblem(problem: {
  readonly code: string;
  readonly message: string;
  readonly mend: string;
  readonly nodeId?: string | undefined;
  readonly field?: string | undefined;
}): string {
  const where = [
    problem.nodeId === undefined ? "" : `node "${problem.nodeId}"`,
    problem.field === undefined ? "" : `field "${problem.field}"`,
  ].filter(Boolean);
  const place = where.length > 0 ? `${where.join(", ")}: ` : "";
  const line = `${place}${problem.message} ${problem.mend} [${problem.code}]`;
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
