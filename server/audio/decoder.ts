/** Mono audio. Whoever gets it owns it: the samples are not written to again. */
export interface DecodedAudio {
  readonly samples: Float32Array;
  readonly sampleRateHz: number;
}

/** Turns the binary messages of one audio socket into samples, in order. */
export interface AudioDecoder {
  /**
   * Takes the next bytes, cut anywhere, and answers what they complete. A call may follow at once: audio is in the
   * order of the calls.
   * @throws {FlowError} `audio.undecodable`; the stream cannot be read on after that
   */
  decode(bytes: Buffer): Promise<DecodedAudio[]> | DecodedAudio[];
  /** End of the stream: what is still held. A sample or frame that was not sent whole is left out. */
  flush(): Promise<DecodedAudio[]> | DecodedAudio[];
  /** Gives everything back. May be called twice; nothing comes out any more. */
  close(): void;
}
