import { createContext, use } from "react";
import { useStore } from "zustand";
import type { Flow } from "#engine/flow/schema.ts";
import type { Editor } from "./editor.ts";
import type { FlowTab, FlowTabState } from "./flow-tab.ts";
import type { NewsState } from "./news.ts";
import type { SyncState } from "./sync-state.ts";
import type { ViewState } from "./view.ts";

/** Hands the page's editor down. */
export const EditorContext = createContext<Editor | undefined>(undefined);

/** The editor that this page shows. */
export function useEditor(): Editor {
  const editor = use(EditorContext);
  if (editor === undefined) throw new Error("useEditor() needs an EditorContext above it.");
  return editor;
}

/** A part of what the page shows beside the document. Pick plain values: a new object renders every time. */
export function useView<T>(pick: (view: ViewState) => T): T {
  return useStore(useEditor().view, pick);
}

/** The tab in front; undefined while none is open. */
export function useTab(): FlowTab | undefined {
  return useStore(useEditor().workspace, ({ tabs, activeId }) => tabs.find(({ id }) => id === activeId));
}

/** A part of a tab's state. */
export function useTabState<T>(tab: FlowTab, pick: (state: FlowTabState) => T): T {
  return useStore(tab.store, pick);
}

/** The draft of a tab. */
export function useFlow(tab: FlowTab): Flow {
  return useTabState(tab, ({ flow }) => flow);
}

/** A part of where a tab stands with the server. */
export function useSync<T>(tab: FlowTab, pick: (state: SyncState) => T): T {
  return useStore(tab.sync, pick);
}

/** A part of what the server sent: connection, other editors. */
export function useNews<T>(pick: (news: NewsState) => T): T {
  return useStore(useEditor().news.store, pick);
}
