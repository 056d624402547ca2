import { type FileHandle, open, stat } from "node:fs/promises";
import { parseWavHeader, type WavHeader } from "#engine/audio/wav.ts";
import { FlowError } from "#engine/errors.ts";
import { ByteStream } from "./byte-stream.ts";

/** Bytes fetched from the disk at once. */
const readBytes = 256 * 1024;

/**
 * Opens a file that must be there, be a regular file, and hold something.
 * @throws {FlowError} `config.invalid` (no path), `file.missing` or `file.empty`, field `file`.
 */
export async function openRegularFile(path: string): Promise<FileHandle> {
  if (path === "") {
    const message = "No audio file is given.";
    throw new FlowError("config.invalid", { field: "file", message, hint: "Give one with --input FILE." });
  }
  try {
    const facts = await stat(path); // before open(), which would wait for the writer of a named pipe
    if (!facts.isFile()) throw unreadable(`"${path}" is ${facts.isDirectory() ? "a folder" : "no file"}.`);
    if (facts.size > 0) return await open(path);
  } catch (error) {
    if (error instanceof FlowError) throw error;
    throw unreadable(`"${path}" cannot be read (${(error as NodeJS.ErrnoException).code}).`, error);
  }
  throw new FlowError("file.empty", { field: "file", message: `"${path}" is empty.` });
}

/** The bytes of an open file from its start. */
export function streamFile(file: FileHandle): ByteStream {
  return new ByteStream(async () => {
    try {
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(readBytes));
      return bytesRead === 0 ? undefined : buffer.subarray(0, bytesRead);
    } catch (error) {
      throw unreadable(`The file cannot be read on (${(error as NodeJS.ErrnoException).code}).`, error);
    }
  });
}

/**
 * Reads the header of a WAV stream and stops in front of its first frame.
 * @throws {FlowError} `wav.malformed` or `wav.unsupported`, field `file`.
 */
export async function readWavHeader(stream: ByteStream): Promise<WavHeader> {
  const parser = parseWavHeader();
  let step = parser.next();
  while (!step.done) {
    await stream.skipTo(step.value.offsetBytes);
    step = parser.next(await stream.read(step.value.lengthBytes));
  }
  return step.value;
}

function unreadable(message: string, cause?: unknown): FlowError {
  return new FlowError("file.missing", { field: "file", message, cause });
}
