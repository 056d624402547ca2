import { isEqual } from "#engine/flow/equal.ts";
import { discardDraft, readDraft, saveDraft } from "./drafts.ts";
import { type FlowTab, type FlowTabState, isDirty } from "./flow-tab.ts";
import type { WorkspaceStore } from "./workspace.ts";

/** Time from a change until it is saved, in ms. */
const delayMs = 500;

/** What one page posts to the other pages of the same browser. */
interface PageMessage {
  /** `opened`: asks who else has the flow; `here`: the answer; `kept`: there is a new draft. */
  readonly kind: "opened" | "here" | "kept";
  readonly flowId: string;
}

/** What a person should know. */
export interface DraftEvents {
  /** A draft could not be saved; called once until one could. */
  full(tab: FlowTab): void;
  /** The flow is open in another tab of this browser, too. */
  openTwice(tab: FlowTab): void;
}

/**
 * Saves the drafts of all open flows in the browser, half a second after a change, and throws a draft away that is
 * as deployed. Where another page of this browser has saved a draft of the same flow, this page saves none over it until
 * a person has decided ({@link takeOther}, {@link saveOwn}).
 */
export class DraftStore {
  readonly #workspace: WorkspaceStore;
  readonly #events: DraftEvents;
  readonly #watched = new Map<FlowTab, () => void>();
  readonly #waiting = new Map<FlowTab, ReturnType<typeof setTimeout>>();
  readonly #channel = new BroadcastChannel("patchbay.drafts");
  readonly #unsubscribe: () => void;
  #isFull = false;

  constructor(workspace: WorkspaceStore, events: DraftEvents) {
    this.#workspace = workspace;
    this.#events = events;
    this.#channel.onmessage = ({ data }: MessageEvent<PageMessage>) => this.#receive(data);
    this.#unsubscribe = workspace.subscribe(() => this.#follow());
    this.#follow();
  }

  /** Whether something would be lost if the page closed now. */
  get isLosing(): boolean {
    const { tabs } = this.#workspace.getState();
    return tabs.some(
      (tab) => isDirty(tab.store.getState()) && (this.#isFull || tab.sync.getState().isSavedElsewhere),
    );
  }

  /** Saves what waits, now: the page closes. */
  flush(): void {
    for (const tab of [...this.#waiting.keys()]) this.#save(tab);
  }

  /** Goes on with the other page's draft: one step of undo. */
  takeOther(tab: FlowTab): void {
    const draft = readDraft(tab.id);
    tab.sync.setState({ isSavedElsewhere: false });
    if (draft === undefined) return;
    tab.setStanding({ baseRevision: draft.baseRevision });
    tab.change(() => draft.flow);
  }

  /** Goes on with this page's draft, and saves it over the other one. */
  saveOwn(tab: FlowTab): void {
    tab.sync.setState({ isSavedElsewhere: false });
    this.#save(tab);
  }

  close(): void {
    this.flush();
    this.#unsubscribe();
    for (const stop of this.#watched.values()) stop();
    this.#channel.close();
  }

  #follow(): void {
    const { tabs } = this.#workspace.getState();
    for (const [tab, stop] of this.#watched) {
      if (tabs.includes(tab)) continue;
      if (this.#waiting.has(tab)) this.#save(tab);
      stop();
      this.#watched.delete(tab);
    }
    for (const tab of tabs) if (!this.#watched.has(tab)) this.#watch(tab);
  }

  #watch(tab: FlowTab): void {
    this.#watched.set(
      tab,
      tab.store.subscribe(() => this.#schedule(tab)),
    );
    if (tab.sync.getState().onServer === undefined) this.#schedule(tab);
    this.#post("opened", tab.id);
  }

  #schedule(tab: FlowTab): void {
    clearTimeout(this.#waiting.get(tab));
    this.#waiting.set(
      tab,
      setTimeout(() => this.#save(tab), delayMs),
    );
  }

  #save(tab: FlowTab): void {
    clearTimeout(this.#waiting.get(tab));
    this.#waiting.delete(tab);
    if (tab.sync.getState().isSavedElsewhere) return;
    const state = tab.store.getState();
    if (!isDirty(state)) discardDraft(tab.id);
    else this.#write(tab, state);
  }

  #write(tab: FlowTab, { flow, baseRevision }: FlowTabState): void {
    const before = readDraft(tab.id);
    if (before?.baseRevision === baseRevision && isEqual(before.flow, flow)) return;
    const isSaved = saveDraft({ flow, baseRevision, savedMs: Date.now() });
    if (!isSaved && !this.#isFull) this.#events.full(tab);
    this.#isFull = !isSaved;
    if (isSaved) this.#post("kept", tab.id);
  }

  #post(kind: PageMessage["kind"], flowId: string): void {
    this.#channel.postMessage({ kind, flowId } satisfies PageMessage);
  }

  #receive({ kind, flowId }: PageMessage): void {
    const tab = this.#workspace.getState().tabs.find(({ id }) => id === flowId);
    if (tab === undefined) return;
    if (kind === "opened") this.#post("here", flowId);
    if (kind === "here") this.#events.openTwice(tab);
    if (kind !== "kept") return;
    const isSavedElsewhere = !isEqual(readDraft(flowId)?.flow, tab.flow);
    tab.sync.setState({ isSavedElsewhere });
  }
}
