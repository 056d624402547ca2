import { expect } from "vitest";

/** Id of the one session that runs on a server, as soon as it does. */
export async function liveSession(url: string): Promise<string> {
  let sessions: readonly { readonly sessionId: string }[] = [];
  const count = async () => {
    ({ sessions } = await get<{ sessions: typeof sessions }>(url, "/api/sessions?state=live"));
    return sessions.length;
  };
  await expect.poll(count, { timeout: 30_000 }).toBe(1);
  return sessions[0]?.sessionId ?? "";
}

/** Settings that a node of a running session has now. */
export async function nodeConfig(url: string, sessionId: string, nodeId: string): Promise<unknown> {
  const { nodes } = await get<{ nodes: { nodeId: string; config: unknown }[] }>(
    url,
    `/api/sessions/${sessionId}/nodes`,
  );
  return nodes.find((node) => node.nodeId === nodeId)?.config;
}

/** How far a running session is, in ms of media time. */
export async function mediaMsOf(url: string, sessionId: string): Promise<number> {
  const { metrics } = await get<{ metrics: { mediaMs: number } }>(url, `/api/sessions/${sessionId}`);
  return metrics.mediaMs;
}

async function get<T>(url: string, path: string): Promise<T> {
  const answer = await fetch(url + path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}
