import type { LinkState } from "./audio-link.ts";

/** Whether sound goes to a session now, or will when the server is back. */
export function isRunning({ link }: { readonly link: LinkState | undefined }): boolean {
  return link !== undefined && link.phase !== "ended" && link.phase !== "failed";
}
