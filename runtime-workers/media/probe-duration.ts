import { FlowError } from "#engine/errors.ts";
import { openRegularFile, readWavHeader, streamFile } from "./disk-file.ts";

/** How long a WAV file plays, in ms, from its header and size; undefined for every other file. */
export async function probeDurationMs(path: string): Promise<number | undefined> {
  try {
    await using file = await openRegularFile(path);
    const header = await readWavHeader(streamFile(file));
    const { size } = await file.stat();
    const dataBytes = Math.min(header.dataBytes, size - header.dataOffsetBytes);
    return (Math.floor(dataBytes / header.frameBytes) / header.sampleRateHz) * 1000;
  } catch (error) {
    if (error instanceof FlowError) return undefined;
    throw error;
  }
}
