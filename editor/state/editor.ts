import type { Flow } from "#engine/flow/schema.ts";
import { LiveFigures } from "../alive/live-figures.ts";
import type { CanvasHandle } from "../canvas/canvas-handle.ts";
import { discardDraft, readDraft } from "./drafts.ts";
import { freeId } from "./edits.ts";
import { ApiError, flowApi } from "./flow-api.ts";
import { FlowTab } from "./flow-tab.ts";
import { noSelection, type Selection, stillThere } from "./selection.ts";
import { createViewStore, type DialogState, type Notice, type ViewStore } from "./view.ts";
import { createWorkspaceStore, type WorkspaceStore } from "./workspace.ts";

/** How long a notice stays, in ms; a warning until it is closed. */
const noticeMs = 6_000;

/**
 * The editor without its looks: open flows, what is selected and shown, and the figures of live sessions.
 * Components read its stores; commands call its methods.
 */
export class Editor {
  readonly workspace: WorkspaceStore = createWorkspaceStore();
  readonly view: ViewStore = createViewStore();
  readonly figures = new LiveFigures();
  /** The canvas in front; undefined while none is shown. */
  canvas: CanvasHandle | undefined;
  #nextNotice = 1;

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

  /** Says something at the edge of the page. */
  notify(tone: Notice["tone"], text: string): void {
    const id = this.#nextNotice++;
    this.view.setState(({ notices }) => ({ notices: [...notices, { id, tone, text }] }));
    if (tone === "info" || tone === "good") setTimeout(() => this.dismiss(id), noticeMs);
  }

  dismiss(noticeId: number): void {
    this.view.setState(({ notices }) => ({ notices: notices.filter(({ id }) => id !== noticeId) }));
  }

  /** Shows a flow that the server keeps, with the draft that this browser has of it. @throws {ApiError} */
  async open(flowId: string): Promise<void> {
    if (this.#hasTab(flowId)) return this.activate(flowId);
    const kept = await flowApi.get(flowId);
    const deployedFlow = kept.revision === 0 ? undefined : await flowApi.revision(flowId, kept.revision);
    const draft = readDraft(flowId);
    const tab = new FlowTab({
      flow: draft?.flow ?? kept.flow,
      deployed: deployedFlow && { flow: deployedFlow, revision: kept.revision },
      baseRevision: draft?.baseRevision ?? kept.revision,
    });
    this.#show(tab);
  }

  /** Shows a flow that is not on the server yet, under a free id. */
  openNew(flow: Flow): void {
    const taken = new Set(this.workspace.getState().tabs.map(({ id }) => id));
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
    if (discard) discardDraft(flowId);
    const left = tabs.filter(({ id }) => id !== flowId);
    this.workspace.setState({ tabs: left, activeId: undefined });
    const next = activeId === flowId ? (left[at] ?? left.at(-1))?.id : activeId;
    if (next !== undefined) this.activate(next);
  }

  /** Tells of an error in words for people. */
  fail(error: unknown): void {
    if (error instanceof ApiError) this.notify("danger", `${error.message} ${error.mend}`.trim());
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
    const kept = stillThere(selection, flow);
    if (kept !== selection) this.select(kept);
  }
}
