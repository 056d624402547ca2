/** Sample rate that Silero VAD works at here, in Hz. */
export const vadRateHz = 16_000;

/** New samples in one window of Silero VAD v5 at 16 kHz: 32 ms. */
export const windowSamples = 512;

/** Samples of the window before that the model sees again in front of each window. */
export const contextSamples = 64;

/** Floats of the model's recurrent state, of shape [2, 1, 128]. */
export const stateFloats = 256;
