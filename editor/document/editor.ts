import type { Flow } from "#engine/flow/schema.ts";
import { ApiError } from "../api/client.ts";
import type { LiveFigures } from "../figures/live-figures.ts";
import type { CanvasHandle } from "./canvas-handle.ts";
import type { DraftStore } from "./draft-store.ts";
import { discardDraft, listDrafts } from "./drafts.ts";
import { freeId } from "./edits.ts";
import { hintOf } from "./explain.ts";
import { FlowTab } from "./flow-tab.ts";
import { loadTab } from "./load-tab.ts";
import { EditorNews } from "./news.ts";
import { noSelection, pruneSelection, type Selection } from "./selection.ts";
import { createViewStore, type DialogState, type Notice, type NoticeKey, type ViewStore } from "./view.ts";
import { createWorkspaceStore, type WorkspaceStore } from "./workspace.ts";

/** How long a notice stays, in ms; an error until it is closed. */
const noticeMs = { info: 6_000, good: 6_000, warn: 12_000 } as const;

/**
 * The editor without its looks: open flows, what is selected and shown, and the figures of live sessions.
 * Components read its stores; commands call its methods.
 */
export class Editor {
  readonly workspace: WorkspaceStore = createWorkspaceStore();
  readonly view: ViewStore = createViewStore();
  readonly figures: LiveFigures;
  readonly news = new EditorNews();
  /** The canvas in front; undefined while none is shown. */
  canvas: CanvasHandle | undefined;
  /** Saves drafts in the browser; undefined without a page. */
  drafts: DraftStore | undefined;
  /** Tries now to reach the server again; undefined without a page. */
  retryConnection: (() => void) | undefined;
  #nextNotice = 1;

  constructor(figures: LiveFigures) {
    this.figures = figures;
    // The view says which session is watched; the figures follow.
    this.view.subscribe(({ watchedSession }, before) => {
      if (watchedSession !== before.watchedSession) this.figures.watch(watchedSession);
    });
  }

  /** The tab in front. */
  get tab(): FlowTab | undefined {
    const { tabs, activeId } = this.workspace.getState();
    return tabs.find(({ id }) => id === activeId);
  }

  get flow(): Flow | undefined {
    return this.tab?.flow;
  }

  get selection(): Selection {
    return this.view.getState().selection;
  }

  /** Changes the flow in front: one step of undo. */
  change(edit: (flow: Flow) => Flow): void {
    this.tab?.change(edit);
    this.#afterChange();
  }

  undo(): void {
    this.tab?.undo();
    this.#afterChange();
  }

  redo(): void {
    this.tab?.redo();
    this.#afterChange();
  }

  select(selection: Selection): void {
    this.view.setState({ selection });
  }

  openDialog(dialog: DialogState): void {
    this.view.setState({ dialog });
  }

  closeDialog(): void {
    this.view.setState({ dialog: undefined });
  }

  /** Says something at the edge of the page, in the place of what was said about the same `key`. */
  notify(tone: Notice["tone"], text: string, key?: NoticeKey): void {
    const id = this.#nextNotice++;
    if (key !== undefined) this.withdraw(key);
    this.view.setState(({ notices }) => ({ notices: [...notices, { id, tone, text, key }] }));
    if (tone !== "danger") setTimeout(() => this.dismiss(id), noticeMs[tone]);
  }

  /** Takes away what was said about something: it is so no more. */
  withdraw(about: NoticeKey): void {
    this.view.setState(({ notices }) => ({ notices: notices.filter(({ key }) => key !== about) }));
  }

  dismiss(noticeId: number): void {
    this.view.setState(({ notices }) => ({ notices: notices.filter(({ id }) => id !== noticeId) }));
  }

  /** Shows a flow that the server keeps, with the draft that this browser has of it. @throws {ApiError} */
  async open(flowId: string): Promise<void> {
    if (this.#hasTab(flowId)) return this.activate(flowId);
    this.#show(await loadTab(flowId));
  }

  /** Shows a flow that is not on the server yet, under an id that no tab and no draft has. */
  openNew(flow: Flow): void {
    const { tabs } = this.workspace.getState();
    const taken = new Set([...tabs.map(({ id }) => id), ...listDrafts().map((draft) => draft.flow.id)]);
    this.#show(
      new FlowTab({ flow: { ...flow, id: freeId(flow.id, taken) }, deployed: undefined, baseRevision: 0 }),
    );
  }

  /** Brings an open flow to the front. */
  activate(flowId: string): void {
    if (!this.#hasTab(flowId)) return;
    this.workspace.setState({ activeId: flowId });
    this.view.setState({ selection: noSelection, watchedSession: undefined });
    this.figures.watchFlow(flowId);
  }

  /** Closes a tab; its draft stays in the browser unless it is thrown away. */
  close(flowId: string, discard: boolean): void {
    const { tabs, activeId } = this.workspace.getState();
    const at = tabs.findIndex(({ id }) => id === flowId);
    if (at === -1) return;
    const left = tabs.filter(({ id }) => id !== flowId);
    this.workspace.setState({ tabs: left, activeId: undefined });
    // After the tab has gone: what waits to be saved of it is saved then.
    if (discard) discardDraft(flowId);
    const next = activeId === flowId ? (left[at] ?? left.at(-1))?.id : activeId;
    if (next !== undefined) this.activate(next);
  }

  /** Tells of an error in words for people. */
  fail(error: unknown): void {
    if (error instanceof ApiError) this.notify("danger", `${error.message} ${hintOf(error)}`.trim());
    else this.notify("danger", error instanceof Error ? error.message : String(error));
  }

  #hasTab(flowId: string): boolean {
    return this.workspace.getState().tabs.some(({ id }) => id === flowId);
  }

  #show(tab: FlowTab): void {
    if (!this.#hasTab(tab.id)) this.workspace.setState(({ tabs }) => ({ tabs: [...tabs, tab] }));
    this.activate(tab.id);
  }

  #afterChange(): void {
    const { flow, selection } = this;
    if (flow === undefined) return;
    const pruned = pruneSelection(selection, flow);
    if (pruned !== selection) this.select(pruned);
  }
}
