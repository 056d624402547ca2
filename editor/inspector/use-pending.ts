import { useCallback, useEffect, useRef, useState } from "react";

/** A value on its way into the document. */
export interface PendingValue<T> {
  /** Undefined while nothing is begun. */
  readonly pending: T | undefined;
  set(value: T): void;
  /** Hands it over: on Enter, on release, when the focus goes. Does nothing when nothing is begun. */
  settle(): void;
  /** Forgets it, for Escape. */
  drop(): void;
}

/**
 * Holds what somebody types or drags until it is done, so that it becomes one step of undo. When the control goes away
 * before that, it is handed over all the same: nothing typed is lost.
 */
export function usePending<T>(commit: (value: T) => void): PendingValue<T> {
  const [shown, show] = useState<T>();
  const latest = useRef<T>(undefined);
  const committer = useRef(commit);
  useEffect(() => {
    committer.current = commit;
  });
  const set = useCallback((value: T) => {
    latest.current = value;
    show(value);
  }, []);
  const drop = useCallback(() => {
    latest.current = undefined;
    show(undefined);
  }, []);
  const settle = useCallback(() => {
    const value = latest.current;
    drop();
    if (value !== undefined) committer.current(value);
  }, [drop]);
  useEffect(
    () => () => {
      if (latest.current !== undefined) committer.current(latest.current);
      latest.current = undefined;
    },
    [],
  );
  return { pending: shown, set, settle, drop };
}
