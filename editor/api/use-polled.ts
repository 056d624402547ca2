import { useCallback, useEffect, useState } from "react";
import { ApiError } from "./client.ts";

/** What a poll knows. After an error the last data stay. */
export interface Polled<T> {
  readonly data: T | undefined;
  readonly error: string | undefined;
  /** Asks again now. */
  reload(): void;
}

/** Asks again and again while the page is visible. `load` has to stay the same function. */
export function usePolled<T>(load: () => Promise<T>, everyMs: number): Polled<T> {
  const [answer, setAnswer] = useState<Pick<Polled<T>, "data" | "error">>({
    data: undefined,
    error: undefined,
  });
  const [round, setRound] = useState(0);
  const reload = useCallback(() => setRound((last) => last + 1), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round is a reason to ask
  useEffect(() => {
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const poll = async () => {
      if (document.visibilityState === "visible") {
        const next = await load().then(
          (data) => ({ data, error: undefined }),
          (error: unknown) => ({ error: wordsOf(error) }),
        );
        if (isOver) return;
        setAnswer((last) => ({ ...last, ...next }));
      }
      timer = setTimeout(poll, everyMs);
    };
    void poll();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [load, everyMs, round]);
  return { ...answer, reload };
}

/** An error as a sentence for people. */
export function wordsOf(error: unknown): string {
  if (error instanceof ApiError) return error.line;
  return error instanceof Error ? error.message : String(error);
}
