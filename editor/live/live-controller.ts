import { createStore } from "zustand";
import { applyMessage, emptyTranscript } from "../captions/transcript.ts";
import { AudioLink, type LinkState, type NamedSession } from "../links/audio-link.ts";
import { CaptionLink } from "../links/caption-link.ts";
import { isRunning } from "../links/is-running.ts";
import { socketUrl } from "../links/socket.ts";
import { isMicrophoneGranted } from "../microphone/microphone.ts";
import { MicrophoneInput } from "../microphone/microphone-input.ts";
import { toInt16 } from "../microphone/pcm.ts";
import { findOtherFlows } from "./live-flow.ts";
import { initialState, type LiveState } from "./live-state.ts";
import {
  type RunningSession,
  readSettings,
  runningSession,
  type Settings,
  writeSettings,
} from "./settings.ts";

/** The page's works: a microphone, the way of its sound to the server, and the captions' way back. */
export class LiveController {
  readonly store = createStore<LiveState>(() => initialState(readSettings()));
  readonly #microphone = new MicrophoneInput({
    deviceId: () => this.#settings.deviceId,
    onBlock: (block) => this.#audio?.push(toInt16(block)),
    onStatus: (microphone) => this.#set({ microphone }),
    onDevices: (devices) => this.#set({ devices }),
  });
  #audio: AudioLink | undefined;
  #captions: CaptionLink | undefined;

  /** Takes up the session that ran before a reload, and opens the microphone where that needs no question. */
  async begin(): Promise<void> {
    navigator.mediaDevices?.addEventListener("devicechange", () => void this.#microphone.listDevices());
    addEventListener("online", () => this.#retryNow());
    addEventListener("pointerdown", () => void this.#microphone.resume());
    addEventListener("keydown", () => void this.#microphone.resume());
    void this.#checkFlow();
    await this.#microphone.listDevices();
    const session = runningSession.read();
    if (session !== undefined) await this.#run(session);
    else if (await isMicrophoneGranted()) await this.turnOnMicrophone();
  }

  /** The microphone's level now. */
  readonly level = this.#microphone.level;

  /** Opens the chosen microphone; the browser may ask. */
  turnOnMicrophone(): Promise<void> {
    return this.#microphone.open();
  }

  /** Goes over to another microphone, also in the middle of a session. */
  async chooseDevice(deviceId: string): Promise<void> {
    this.#change({ deviceId });
    await this.turnOnMicrophone();
  }

  chooseLanguage(language: string): void {
    this.#change({ language });
  }

  /** Adds a language to translate to, or takes it away. */
  toggleTarget(language: string): void {
    const { targetLanguages } = this.#settings;
    const isChosen = targetLanguages.includes(language);
    const others = targetLanguages.filter((other) => other !== language);
    this.#change({ targetLanguages: isChosen ? others : [...others, language] });
  }

  /** Starts a new session, or goes on with one that a reload has left without a microphone. */
  async start(): Promise<void> {
    if (isRunning(this.#state)) return;
    const left = runningSession.read();
    if (left !== undefined) return this.#run(left);
    const { language, targetLanguages } = this.#settings;
    const wanted = targetLanguages.filter((target) => target !== language);
    await this.#run({ language, targetLanguages: wanted, startedMs: Date.now() });
  }

  /** Ends the session; what was said still comes out. */
  stop(): void {
    if (this.#audio !== undefined) this.#audio.stop();
    else void this.reset(); // it still waited for the microphone
  }

  /** Back to the beginning, with the captions gone from the page. */
  async reset(): Promise<void> {
    this.#captions?.close();
    this.#audio?.close();
    runningSession.write(undefined);
    this.#set({ link: undefined, session: undefined, transcript: emptyTranscript });
    if (this.#microphone.sampleRateHz === undefined && (await isMicrophoneGranted()))
      await this.turnOnMicrophone();
  }

  get #state(): LiveState {
    return this.store.getState();
  }

  get #settings(): Settings {
    return this.#state.settings;
  }

  #set(change: Partial<LiveState>): void {
    this.store.setState(change);
  }

  #change(change: Partial<Settings>): void {
    const settings = { ...this.#settings, ...change };
    writeSettings(settings);
    this.#set({ settings });
  }

  async #checkFlow(): Promise<void> {
    this.#set({ otherFlows: await findOtherFlows() });
  }

  async #run(run: Omit<RunningSession, keyof NamedSession> & Partial<NamedSession>): Promise<void> {
    const { sessionId, secret, language, targetLanguages, startedMs } = run;
    const resume = sessionId === undefined || secret === undefined ? undefined : { sessionId, secret };
    this.#set({ link: { phase: "connecting" }, targetLanguages, transcript: emptyTranscript });
    if (resume !== undefined) this.#follow({ ...run, ...resume });
    if (this.#microphone.sampleRateHz === undefined) await this.turnOnMicrophone();
    const { sampleRateHz } = this.#microphone;
    if (sampleRateHz === undefined) this.#set({ link: undefined, session: undefined });
    if (sampleRateHz === undefined || this.#state.link === undefined) return;
    this.#audio = new AudioLink({
      url: socketUrl("/ws/audio"),
      hello: { sampleRateHz, language, targetLanguages: [...targetLanguages] },
      resume,
      onState: (link) => this.#linkChanged(link),
      onSession: (session) => this.#follow({ ...session, language, targetLanguages, startedMs }),
    });
  }

  /** Remembers a session and follows its captions, from the first on. */
  #follow(session: RunningSession): void {
    runningSession.write(session);
    const { sessionId, startedMs, listenKey } = session;
    const isFollowed = this.#state.session?.sessionId === sessionId;
    this.#set({ session: { sessionId, startedMs, listenKey } }); // the key changes with the server's token
    if (isFollowed) return;
    this.#captions?.close();
    this.#captions = new CaptionLink({
      url: socketUrl(`/ws/captions/${sessionId}`),
      onMessage: (message) => this.#set({ transcript: applyMessage(this.#state.transcript, message) }),
      onConnected: () => {},
      onMissing: () => {},
    });
  }

  #linkChanged(link: LinkState): void {
    // Stopped elsewhere or while the page was away: an end like any other.
    const isOver = link.phase === "failed" && link.error.code === "session.over";
    const state: LinkState = isOver ? { phase: "ended" } : link;
    this.#set({ link: state });
    if (isRunning(this.#state)) return;
    this.#audio = undefined;
    runningSession.write(undefined);
    void this.#microphone.close();
  }

  #retryNow(): void {
    this.#audio?.retryNow();
    this.#captions?.retryNow();
  }
}
