/**
 * Encodes mono samples as a 16-bit PCM WAV file.
 * @param samples -1…1; what lies outside is clipped.
 * @param sampleRateHz whole number of Hz.
 */
export function encodeWav16(samples: Float32Array, sampleRateHz: number): Uint8Array {
  const bytes = new Uint8Array(44 + samples.length * 2);
  const view = new DataView(bytes.buffer);
  const text = (at: number, id: string) => bytes.set(new TextEncoder().encode(id), at);
  text(0, "RIFF");
  view.setUint32(4, bytes.length - 8, true);
  text(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true); // PCM
  view.setUint16(22, 1, true); // channels
  view.setUint32(24, sampleRateHz, true);
  view.setUint32(28, sampleRateHz * 2, true);
  view.setUint16(32, 2, true); // bytes of a frame
  view.setUint16(34, 16, true);
  text(36, "data");
  view.setUint32(40, samples.length * 2, true);
  for (let at = 0; at < samples.length; at++) {
    const level = Math.round((samples[at] as number) * 0x8000);
    view.setInt16(44 + at * 2, Math.max(-0x8000, Math.min(0x7fff, level)), true);
  }
  return bytes;
}
