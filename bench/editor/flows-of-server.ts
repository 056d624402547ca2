import type { Flow } from "#engine/flow/schema.ts";

/** Makes a flow on the server and deploys it. @throws {Error} with what the server answered */
export async function deploy(serverUrl: string, flow: Flow): Promise<void> {
  await post(new URL("/api/flows", serverUrl), flow);
  await post(new URL(`/api/flows/${flow.id}/deploy`, serverUrl), { flow, baseRevision: 0, note: "bench" });
}

async function post(url: URL, body: unknown): Promise<void> {
  const init = {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
  const response = await fetch(url, init);
  if (!response.ok) throw new Error(`${url.pathname} answered ${response.status}: ${await response.text()}`);
}
