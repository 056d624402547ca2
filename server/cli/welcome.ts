import { isLoopback } from "#engine/protocol/loopback.ts";
import type { PatchbayServer } from "#server/server.ts";

const httpsHint = "               for listeners; browsers give a microphone to https and localhost alone";

/** What a server that has started says of where to go. */
export function welcomeText({ url, networkUrls }: Pick<PatchbayServer, "url" | "networkUrls">): string {
  const isForOthers = networkUrls.length > 0 || !isLoopback(new URL(url).hostname);
  const lines = [
    `Patchbay is listening on ${url}`,
    `  edit flows   ${url}/editor`,
    `  speak        ${url}/live`,
    `  operate      ${url}/ops`,
    `  program      ${url}/api/docs`,
    ...networkUrls.map((networkUrl) => `  elsewhere    ${networkUrl}`),
    ...(isForOthers ? [httpsHint] : []),
  ];
  return `${lines.join("\n")}\n`;
}
