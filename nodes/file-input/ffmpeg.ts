import { spawn } from "node:child_process";
import { FlowError } from "#engine/errors.ts";
import type { PullBytes } from "./byte-stream.ts";

/** ffmpeg at work: the bytes that it writes, and the way to be rid of it. */
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
export function startFfmpeg(path: string, signal: AbortSignal): Decoder {
  // `file:` keeps a name from being taken for an option or an address; the whitelist, a playlist from the network.
  const input = ["-nostdin", "-v", "error", "-protocol_whitelist", "file", "-i", `file:${path}`];
  const output = ["-vn", "-sn", "-dn", "-map_metadata", "-1", "-c:a", "pcm_f32le", "-f", "wav", "pipe:1"];
  const child = spawn("ffmpeg", [...input, ...output], { stdio: ["ignore", "pipe", "pipe"] });
  const stop = () => void child.kill("SIGKILL");
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  let spawnError: Error | undefined;
  child.on("error", (error) => {
    spawnError = error;
  });
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaint = (complaint + text).slice(-2000);
  });
  const gone = new Promise<number | null>((resolve) => child.once("close", resolve)).finally(() =>
    signal.removeEventListener("abort", stop),
  );
  const chunks = child.stdout[Symbol.asyncIterator]();
  let isSilent = true;
  return {
    async pull() {
      const { value, done } = await chunks.next();
      if (!done) {
        isSilent = false;
        return value as Uint8Array;
      }
      const exitCode = await gone;
      if (spawnError !== undefined) throw missing(path, spawnError);
      if (!signal.aborted && (isSilent || exitCode !== 0)) throw failed(path, complaint);
      return undefined;
    },
    async close() {
      stop();
      child.stdout.destroy();
      await gone;
    },
  };
}

function missing(path: string, cause: Error): FlowError {
  return new FlowError("ffmpeg.missing", {
    field: "file",
    message: `"${path}" is no WAV file, and ffmpeg, which reads the other formats, is not installed.`,
    cause,
  });
}

function failed(path: string, complaint: string): FlowError {
  const lastLine = complaint.trim().split("\n").at(-1) ?? "";
  const reason = lastLine.replace(`file:${path}: `, "").replace(/ @ 0x[0-9a-f]+/g, ""); // no addresses
  return new FlowError("ffmpeg.failed", {
    field: "file",
    message: `ffmpeg could not decode "${path}": ${reason || "it gave no reason"}.`,
  });
}
