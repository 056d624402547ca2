/** Lets a person hear the file that is played into a session: the browser's own player, beside the stream. */
export class Loudspeaker {
  readonly #url: string;
  readonly #audio: HTMLAudioElement;

  constructor(file: Blob) {
    this.#url = URL.createObjectURL(file);
    this.#audio = new Audio(this.#url);
  }

  /** Goes on from a place of the file. A browser that lets nothing sound before the page was touched stays silent. */
  play(positionMs: number): void {
    this.#audio.currentTime = positionMs / 1000;
    this.#audio.play().catch(() => {});
  }

  pause(): void {
    this.#audio.pause();
  }

  close(): void {
    this.pause();
    URL.revokeObjectURL(this.#url);
  }
}
