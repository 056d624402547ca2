import { useEffect, useState } from "react";

/** A model as the server lists it. */
export interface ModelInfo {
  /** The value of a node's setting `model`. */
  readonly name: string;
  /** Absent for an installed model, which may be of any kind. */
  readonly kind?: string;
  readonly origin: "shipped" | "installed";
  /** Whether its files are there. */
  readonly isPresent: boolean;
}

/** How long an answer of the server is good, in ms: who installs a model sees it soon. */
const freshMs = 10_000;
/** How long the server may take to answer, in ms. */
const answerMs = 5_000;

const known = new Map<string, { readonly atMs: number; readonly answer: Promise<unknown> }>();

/** The server's models; none while it was not reached, since any name may be typed. */
export function useModels(): readonly ModelInfo[] {
  return useAnswer<{ readonly models: readonly ModelInfo[] }>("/api/models")?.models ?? [];
}

/** Names of the server's devices; none while it was not reached. */
export function useDeviceNames(): readonly string[] {
  const answer = useAnswer<{ readonly devices: readonly { readonly device: string }[] }>("/api/devices");
  return answer?.devices.map(({ device }) => device) ?? [];
}

function useAnswer<T>(path: string): T | undefined {
  const [answer, setAnswer] = useState<T>();
  useEffect(() => {
    let isGone = false;
    void ask(path).then((body) => {
      if (!isGone && body !== undefined) setAnswer(body as T);
    });
    return () => {
      isGone = true;
    };
  }, [path]);
  return answer;
}

/** One request for all controls that ask at about the same time. Undefined when the server did not answer. */
function ask(path: string): Promise<unknown> {
  const last = known.get(path);
  if (last !== undefined && Date.now() - last.atMs < freshMs) return last.answer;
  const answer = fetch(path, { signal: AbortSignal.timeout(answerMs) })
    .then((response) => (response.ok ? response.json() : undefined))
    .catch(() => {
      known.delete(path);
      return undefined;
    });
  known.set(path, { atMs: Date.now(), answer });
  return answer;
}
