/** What the AudioWorklet scope has; TypeScript's DOM library leaves it out. */
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: typeof AudioWorkletProcessor): void;
declare const sampleRate: number;

/** Length of a block that goes to the page, in ms. */
const blockMs = 20;

/** Posts what it records as mono Float32Array blocks of 20 ms at the context's rate; channels are averaged. */
class CaptureProcessor extends AudioWorkletProcessor {
  #block = new Float32Array(Math.round((sampleRate * blockMs) / 1000));
  #filled = 0;

  process([channels = []]: Float32Array[][]): boolean {
    const length = channels[0]?.length ?? 0;
    for (let at = 0; at < length; at++) {
      let sum = 0;
      for (const channel of channels) sum += channel[at] ?? 0;
      this.#block[this.#filled++] = sum / channels.length;
      if (this.#filled === this.#block.length) this.#post();
    }
    return true;
  }

  #post(): void {
    const block = this.#block;
    this.#block = new Float32Array(block.length);
    this.#filled = 0;
    this.port.postMessage(block, [block.buffer]);
  }
}

registerProcessor("capture", CaptureProcessor);
