import type { NamedSession } from "./audio-link.ts";

/** What a link for listeners is made of. */
export type SharedSession = Pick<NamedSession, "sessionId" | "listenKey">;

/** Where listeners follow a session. The key in it lets them in without the server's token, to these captions only. */
export function shareLink({ sessionId, listenKey }: SharedSession, pageUrl: string): string {
  const link = new URL(`/watch/${sessionId}`, pageUrl);
  if (listenKey !== undefined) link.searchParams.set("key", listenKey);
  return link.href;
}
