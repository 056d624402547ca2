import { useCallback, useSyncExternalStore } from "react";
import type { FiguresTopic, LiveFigures } from "./live-figures.ts";

/** A plain value read of the figures at every message of a topic: the component renders only when it changes. */
export function useFigures<T extends string | number | undefined>(
  figures: LiveFigures,
  topic: FiguresTopic,
  read: (figures: LiveFigures) => T,
): T {
  const subscribe = useCallback((changed: () => void) => figures.subscribe(topic, changed), [figures, topic]);
  return useSyncExternalStore(subscribe, () => read(figures));
}
