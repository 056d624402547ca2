import { createStore } from "zustand/vanilla";
import { flowApi } from "../api/flow-api.ts";
import type { Editor } from "../document/editor.ts";
import { explainLine } from "../document/explain.ts";
import type { FlowTab } from "../document/flow-tab.ts";
import { AudioLink, type LinkState, type NamedSession } from "../links/audio-link.ts";
import { isRunning } from "../links/is-running.ts";
import { type OpenSocket, openSocket, socketUrl } from "../links/socket.ts";
import { chooseDevice, chosenDevice } from "../microphone/chosen-device.ts";
import { MicrophoneInput } from "../microphone/microphone-input.ts";
import { toInt16 } from "../microphone/pcm.ts";
import { text } from "../texts/texts.ts";
import { decodeFile, fileRateHz, maxFileBytes } from "./audio-file.ts";
import { type FedSession, fedSession } from "./fed-session.ts";
import { feedProblem, otherRevision } from "./feed-problem.ts";
import { FilePlayer } from "./file-player.ts";
import { Loudspeaker } from "./loudspeaker.ts";
import { idle, microphoneProblem, type OwnState, type StartProblem } from "./own-state.ts";

/** What of the editor a session needs. */
type EditorPart = Pick<Editor, "tab" | "view" | "figures" | "notify" | "withdraw" | "fail">;

/** The session that this page feeds, from a microphone or a file: one at a time, of the deployed flow. */
export class OwnSession {
  readonly store = createStore<OwnState>(() => idle(chosenDevice()));
  readonly #editor: EditorPart;
  readonly #open: OpenSocket;
  readonly #microphone = new MicrophoneInput({
    deviceId: () => this.#state.deviceId,
    onBlock: (block) => this.#audio?.push(toInt16(block)),
    onStatus: (microphone) => {
      this.#set({ microphone });
      if (microphone === "lost") this.#editor.notify("warn", microphoneProblem("lost"));
    },
    onDevices: (devices) => this.#set({ devices }),
  });
  #audio: AudioLink | undefined;
  #player: FilePlayer | undefined;
  #loudspeaker: Loudspeaker | undefined;
  /** Changes with every start and stop: what took its time sees whether it is still wanted. */
  #run = 0;

  constructor(editor: EditorPart, open: OpenSocket = openSocket) {
    this.#editor = editor;
    this.#open = open;
    // Messages come in time also where a hidden page's timers do not.
    editor.figures.subscribe("watched", () => this.#player?.tick());
  }

  /** Takes up the session that a reload has interrupted; one from a file ends, for the file is gone. */
  async begin(): Promise<void> {
    addEventListener("online", () => this.#audio?.retryNow());
    addEventListener("pointerdown", () => void this.#microphone.resume());
    addEventListener("keydown", () => void this.#microphone.resume());
    const left = fedSession.read();
    if (left?.source === "microphone") await this.#speakInto(left.flowId, left);
    if (left?.source !== "file") return;
    fedSession.write(undefined);
    this.#editor.notify("info", text("sessions.fileGone"));
    await flowApi.stopSession(left.sessionId).catch(() => {}); // it ends by itself soon
  }

  /** The microphone's level now. */
  readonly level = this.#microphone.level;

  /** How much of the file has gone out, in ms of media time. */
  positionMs(): number {
    return this.#player?.positionMs ?? 0;
  }

  /** Why no session of the flow in front can be started now. */
  startProblem(): StartProblem | undefined {
    const { tab } = this.#editor;
    if (isRunning(this.#state)) return "oneAtATime";
    return tab === undefined ? "openFirst" : feedProblem(tab.store.getState());
  }

  /** Starts a session with the microphone, or goes on with the one that a reload has left without. */
  async speak(): Promise<void> {
    const tab = this.#tabToStart();
    if (tab === undefined) return;
    const left = fedSession.read();
    const isLeft = left?.source === "microphone" && left.flowId === tab.id;
    await this.#speakInto(tab.id, isLeft ? left : undefined);
  }

  /** Starts a session with a file's audio, in real time. What is wrong with the file is said. */
  async playFile(file: File): Promise<void> {
    const tab = this.#tabToStart();
    if (tab === undefined) return;
    const { name } = file;
    if (file.size > maxFileBytes) return this.#editor.notify("warn", text("sessions.tooLarge", { name }));
    const run = this.#start(tab.id, { source: "file", file: { name, durationMs: 0 } });
    const samples = await decodeFile(file).catch(() => new Float32Array(0));
    if (run !== this.#run) return;
    if (samples.length === 0) {
      this.#set({ link: undefined });
      return this.#editor.notify("danger", text("sessions.undecodable", { name }));
    }
    this.#player = new FilePlayer({
      samples,
      sampleRateHz: fileRateHz,
      onBlock: (block) => this.#audio?.push(block),
      onEnd: () => this.#audio?.stop(),
    });
    this.#loudspeaker = new Loudspeaker(file);
    this.#set({ file: { name, durationMs: this.#player.durationMs } });
    this.#connect(fileRateHz);
  }

  /** Lets the file wait, or go on. */
  togglePause(): void {
    this.#set({ isPaused: !this.#state.isPaused });
    this.#pace();
  }

  /** Lets the file be heard here as well, or not. */
  toggleAudible(): void {
    this.#set({ isAudible: !this.#state.isAudible });
    this.#pace();
  }

  /** Ends the session; what was said still comes out. */
  stop(): void {
    if (this.#audio === undefined) {
      this.#run++;
      this.#set({ link: undefined }); // it still waited for the microphone or the file
      void this.#microphone.close();
    } else this.#audio.stop();
  }

  /** Goes over to another microphone, also in the middle of a session. Empty: the system's. */
  async chooseDevice(deviceId: string): Promise<void> {
    chooseDevice(deviceId);
    this.#set({ deviceId });
    if (this.#microphone.sampleRateHz !== undefined) await this.#microphone.open();
  }

  /** Looks again which microphones there are. */
  async listDevices(): Promise<void> {
    await this.#microphone.listDevices();
  }

  get #state(): OwnState {
    return this.store.getState();
  }

  #set(change: Partial<OwnState>): void {
    this.store.setState(change);
  }

  #tabToStart(): FlowTab | undefined {
    const { tab } = this.#editor;
    const problem = this.startProblem();
    if (problem !== undefined) this.#editor.notify("warn", text(`sessions.${problem}`), "start");
    if (tab === undefined || problem !== undefined) return undefined;
    const revision = otherRevision(tab.store.getState());
    if (revision !== undefined) this.#editor.notify("info", text("sessions.draftDiffers", { revision }));
    return tab;
  }

  #start(flowId: string, change: Pick<OwnState, "source" | "file">): number {
    const started = { flowId, link: { phase: "connecting" }, session: undefined, isPaused: false } as const;
    this.#editor.withdraw("start");
    this.#set({ ...started, ...change });
    return ++this.#run;
  }

  async #speakInto(flowId: string, resume: FedSession | undefined): Promise<void> {
    const run = this.#start(flowId, { source: "microphone", file: undefined });
    await this.#microphone.open();
    const { sampleRateHz } = this.#microphone;
    if (run !== this.#run) {
      if (!isRunning(this.#state)) void this.#microphone.close();
      return;
    }
    if (sampleRateHz !== undefined) return this.#connect(sampleRateHz, resume);
    this.#set({ link: undefined });
    this.#editor.notify("danger", microphoneProblem(this.#state.microphone));
  }

  #connect(sampleRateHz: number, resume?: FedSession): void {
    const { flowId = "", source } = this.#state;
    const startedMs = resume?.startedMs ?? Date.now();
    this.#audio = new AudioLink({
      url: socketUrl("/ws/audio"),
      hello: { sampleRateHz, flow: flowId },
      resume: resume && { sessionId: resume.sessionId, secret: resume.secret },
      onState: (link) => this.#linkChanged(link),
      onSession: (session) => this.#named({ ...session, flowId, source, startedMs }),
      open: this.#open,
    });
  }

  /** Remembers the session; one that is new is watched. */
  #named(session: FedSession & NamedSession): void {
    fedSession.write(session);
    const { sessionId, startedMs, listenKey } = session;
    const isKnown = this.#state.session?.sessionId === sessionId;
    this.#set({ session: { sessionId, startedMs, listenKey } }); // the key changes with the server's token
    if (isKnown || this.#editor.tab?.id !== session.flowId) return;
    this.#editor.view.setState(({ dock }) => ({ watchedSession: sessionId, dock: dock ?? "captions" }));
  }

  #linkChanged(link: LinkState): void {
    // Stopped elsewhere or while the page was away: an end like any other.
    const isOver = link.phase === "failed" && link.error.code === "session.over";
    this.#set({ link: isOver ? { phase: "ended" } : link });
    this.#pace();
    if (link.phase === "failed" && !isOver) this.#editor.notify("danger", explainLine(link.error));
    if (isRunning(this.#state)) return;
    fedSession.write(undefined);
    const { watchedSession } = this.#editor.view.getState();
    if (watchedSession === this.#state.session?.sessionId)
      this.#editor.view.setState({ watchedSession: undefined });
    this.#loudspeaker?.close();
    void this.#microphone.close();
    this.#audio = undefined;
    this.#player = undefined;
    this.#loudspeaker = undefined;
  }

  /** A file waits while the server is away: nothing of it can be lost then. */
  #pace(): void {
    const { link, isPaused, isAudible } = this.#state;
    const isPlaying = link?.phase === "live" && !isPaused;
    if (isPlaying) this.#player?.play();
    else this.#player?.pause();
    if (isPlaying && isAudible) this.#loudspeaker?.play(this.positionMs());
    else this.#loudspeaker?.pause();
  }
}
