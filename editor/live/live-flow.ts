import { defaultFlowId } from "#engine/protocol/audio-stream.ts";

interface ListedFlow {
  readonly id: string;
  readonly name: string;
  /** 0: not deployed. */
  readonly revision: number;
}

/**
 * Names of the flows that are deployed, when the one that this page's sessions run is not among them; else, and when
 * the server does not tell, undefined.
 */
export async function findOtherFlows(ask: typeof fetch = fetch): Promise<string[] | undefined> {
  try {
    const response = await ask("/api/flows");
    if (!response.ok) return undefined;
    const { flows } = (await response.json()) as { flows: readonly ListedFlow[] };
    const deployed = flows.filter(({ revision }) => revision > 0);
    if (deployed.some(({ id }) => id === defaultFlowId)) return undefined;
    return deployed.map(({ id, name }) => name || id);
  } catch {
    return undefined; // starting a session says it better
  }
}
