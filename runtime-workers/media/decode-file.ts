import { FlowError } from "#engine/errors.ts";
import type { PullBytes } from "./byte-stream.ts";
import { FfmpegProcess } from "./ffmpeg-process.ts";

/** ffmpeg at work on a file: the bytes that it writes, and the way to be rid of it. */
export interface Decoder {
  readonly pull: PullBytes;
  /** Ends ffmpeg if it still runs, and waits until it is gone. */
  close(): Promise<void>;
}

/**
 * Decodes a file to a 32-bit float WAV stream at the file's own rate and channel count. `pull` throws
 * `ffmpeg.missing` or, at the end of the stream, `ffmpeg.failed` with the last line of ffmpeg's complaint.
 * When the signal fires ffmpeg is killed and the stream ends.
 */
export function decodeFile(path: string, signal: AbortSignal): Decoder {
  // `file:` keeps a name from being taken for an option or an address; the whitelist, a playlist from the network.
  const input = ["-protocol_whitelist", "file", "-i", `file:${path}`];
  const output = ["-vn", "-sn", "-dn", "-map_metadata", "-1", "-c:a", "pcm_f32le", "-f", "wav", "pipe:1"];
  const ffmpeg = new FfmpegProcess([...input, ...output], signal);
  const chunks = ffmpeg.output[Symbol.asyncIterator]();
  let isSilent = true;
  return {
    async pull() {
      const { value, done } = await chunks.next();
      if (!done) {
        isSilent = false;
        return value as Uint8Array;
      }
      const exitCode = await ffmpeg.gone;
      if (ffmpeg.spawnError !== undefined) throw missing(path, ffmpeg.spawnError);
      if (!signal.aborted && (isSilent || exitCode !== 0)) throw failed(path, ffmpeg.reason);
      return undefined;
    },
    close: () => ffmpeg.close(),
  };
}

function missing(path: string, cause: Error): FlowError {
  return new FlowError("ffmpeg.missing", {
    field: "file",
    message: `"${path}" is no WAV file, and ffmpeg, which reads the other formats, is not installed.`,
    cause,
  });
}

function failed(path: string, reason: string): FlowError {
  return new FlowError("ffmpeg.failed", {
    field: "file",
    message: `ffmpeg could not decode "${path}": ${reason.replace(`file:${path}: `, "")}.`,
  });
}
