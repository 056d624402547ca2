/** The largest file that is read, in bytes. */
export const maxFileBytes = 50 * 2 ** 20;

/**
 * Rate of decoded files, in Hz: what speech models take. At 48 kHz an hour of stereo would take 1.4 GB.
 */
export const fileRateHz = 16_000;

/** Whether a browser may be able to play it. Systems leave the type of some endings empty. */
export function isAudioFile({ name, type }: Pick<File, "name" | "type">): boolean {
  if (/^(audio|video)\//.test(type)) return true;
  return /\.(wav|wave|mp3|ogg|oga|opus|flac|webm|m4a|mp4|aac|mov|mkv)$/i.test(name);
}

/** All of a file's audio as mono at {@link fileRateHz}. @throws {DOMException} when the browser cannot decode it */
export async function decodeFile(file: Blob): Promise<Float32Array> {
  // An offline context needs no permission to play; its rate is the rate of what it decodes.
  const context = new OfflineAudioContext(1, 1, fileRateHz);
  const audio = await context.decodeAudioData(await file.arrayBuffer());
  const channels = Array.from({ length: audio.numberOfChannels }, (_, at) => audio.getChannelData(at));
  return mixToMono(channels);
}

/** The mean of the channels. */
export function mixToMono(channels: readonly Float32Array[]): Float32Array {
  const [first = new Float32Array(0)] = channels;
  if (channels.length === 1) return first;
  return first.map(
    (_, at) => channels.reduce((sum, channel) => sum + (channel[at] ?? 0), 0) / channels.length,
  );
}
