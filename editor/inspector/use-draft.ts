import { useCallback, useEffect, useRef, useState } from "react";

/** A value on its way into the document. */
export interface DraftValue<T> {
  /** Undefined while nothing is begun. */
  readonly draft: T | undefined;
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
export function useDraft<T>(commit: (value: T) => void): DraftValue<T> {
  const [draft, show] = useState<T>();
  const pending = useRef<T>(undefined);
  const committer = useRef(commit);
  useEffect(() => {
    committer.current = commit;
  });
  const set = useCallback((value: T) => {
    pending.current = value;
    show(value);
  }, []);
  const drop = useCallback(() => {
    pending.current = undefined;
    show(undefined);
  }, []);
  const settle = useCallback(() => {
    const value = pending.current;
    drop();
    if (value !== undefined) committer.current(value);
  }, [drop]);
  useEffect(
    () => () => {
      if (pending.current !== undefined) committer.current(pending.current);
      pending.current = undefined;
    },
    [],
  );
  return { draft, set, settle, drop };
}
