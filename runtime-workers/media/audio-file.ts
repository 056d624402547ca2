import { cutWarning, decodeFrames, emptyFile, looksLikeWav } from "#engine/audio/wav.ts";
import type { FlowError } from "#engine/errors.ts";
import { ByteStream } from "./byte-stream.ts";
import { decodeFile } from "./decode-file.ts";
import { openRegularFile, readWavHeader, streamFile } from "./disk-file.ts";

/** Bytes decoded at once at most, however large a header makes a frame. */
const decodeBytes = 1024 * 1024;

/** An open audio file that is read from front to end. */
export interface AudioReader {
  readonly sampleRateHz: number;
  /** The next `frames` as mono samples; fewer at the end of the file, none behind it. */
  read(frames: number): Promise<Float32Array>;
  /** What is wrong with a file that plays all the same; known at its end. */
  warning(): string | undefined;
  /** Gives file and process back. May be called twice. */
  close(): Promise<void>;
}

/**
 * Opens an audio file: WAV by its content, everything else through ffmpeg. WAV of an encoding that is not read
 * here goes to ffmpeg too, and so does what is WAV by name only; when that does not help, the WAV error stands.
 * @throws {FlowError} `config.invalid` (no path), `file.*`, `wav.*` or `ffmpeg.*`, field `file`.
 */
export async function openAudioFile(path: string, signal: AbortSignal): Promise<AudioReader> {
  const file = await openRegularFile(path);
  const stream = streamFile(file);
  let isWav = false;
  try {
    isWav = looksLikeWav(await stream.peek(12));
    return await openReader(stream, () => file.close());
  } catch (error) {
    await file.close();
    const { code } = error as FlowError;
    const isForFfmpeg = isWav ? code === "wav.unsupported" : code === "wav.malformed";
    if (!isForFfmpeg) throw error;
    const isCalledWav = isWav || /\.wav$/i.test(path);
    return await openDecoded(path, signal, isCalledWav ? error : undefined);
  }
}

async function openDecoded(path: string, signal: AbortSignal, wavError: unknown): Promise<AudioReader> {
  const decoder = decodeFile(path, signal);
  try {
    return await openReader(new ByteStream(decoder.pull), decoder.close);
  } catch (error) {
    await decoder.close();
    throw wavError ?? error;
  }
}

async function openReader(stream: ByteStream, close: () => Promise<void>): Promise<AudioReader> {
  const header = await readWavHeader(stream);
  const { frameBytes, sampleRateHz } = header;
  const readBytes = () => stream.offsetBytes - header.dataOffsetBytes;
  const firstFrame = await stream.peek(frameBytes);
  if (Math.min(firstFrame.length, header.dataBytes) < frameBytes) throw emptyFile();
  return {
    sampleRateHz,
    async read(frames) {
      const wanted = Math.min(frames, Math.floor((header.dataBytes - readBytes()) / frameBytes));
      const mostFrames = Math.ceil(decodeBytes / frameBytes);
      const samples = new Float32Array(wanted);
      let count = 0;
      while (count < wanted) {
        const blockFrames = Math.min(wanted - count, mostFrames);
        const decoded = decodeFrames(header, await stream.read(blockFrames * frameBytes), samples, count);
        count += decoded;
        if (decoded < blockFrames) break;
      }
      return count === wanted ? samples : samples.slice(0, count);
    },
    warning: () => cutWarning(header, readBytes()),
    close,
  };
}
