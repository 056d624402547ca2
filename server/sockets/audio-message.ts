import { Check, Errors } from "typebox/schema";
import { FlowError } from "#engine/errors.ts";
import {
  type AudioClientMessage,
  audioClientMessageSchema,
  audioHelloSchema,
  audioStreamVersion,
} from "#engine/protocol/audio-stream.ts";

/** Characters of a text message at most; a hello has a few hundred. */
const maxTextLength = 16 * 1024;

/**
 * Reads what a client has sent as text. There are two such messages in the life of a connection, so the schema is
 * read as it is, which starts faster than compiling it.
 * @throws {FlowError} `stream.version`; `stream.malformed` naming the field
 */
export function readAudioMessage(bytes: Buffer): AudioClientMessage {
  const message = bytes.length > maxTextLength ? undefined : parse(bytes);
  if (Check(audioClientMessageSchema, message)) return message;
  if (!isHello(message)) throw new FlowError("stream.malformed");
  if (message.version !== audioStreamVersion) {
    const detail = `This server speaks version ${audioStreamVersion} of the audio stream.`;
    throw new FlowError("stream.version", { field: "version", message: detail });
  }
  const field = firstWrongField(message);
  throw new FlowError("stream.malformed", { field, message: `The hello's field ${field} is wrong.` });
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
}

function isHello(message: unknown): message is { readonly type: "hello"; readonly version?: unknown } {
  return typeof message === "object" && message !== null && "type" in message && message.type === "hello";
}

/** Such as `resume.secret`: one of a wrong value, unknown, or missing. */
function firstWrongField(message: unknown): string {
  const [, [error]] = Errors(audioHelloSchema, message);
  const path = error?.instancePath.split("/").slice(1) ?? [];
  const missing = error?.keyword === "required" ? error.params.requiredProperties.slice(0, 1) : [];
  return [...path, ...missing].join(".");
}
