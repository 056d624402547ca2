import { createContext, useCallback, useContext, useSyncExternalStore } from "react";
import { OpsStore, type Topic } from "./ops-store.ts";

/** The store of the page; the same object for its whole life. */
export const StoreContext = createContext(new OpsStore());

/** What the store says of a topic; the component is drawn again when that changes. */
export function useStore<T>(topic: Topic, read: (store: OpsStore) => () => T): T {
  const store = useContext(StoreContext);
  const subscribe = useCallback((changed: () => void) => store.subscribe(topic, changed), [store, topic]);
  return useSyncExternalStore(subscribe, read(store));
}
