import { type TextKey, text } from "../texts/texts.ts";

/** What to do in the editor, where the server's words are for its API or its command line. */
const mends: Readonly<Record<string, TextKey>> = {
  "flow.several-sources": "app.mend.severalSources",
  "flow.unknown": "app.mend.unknownFlow",
};

/** How to mend a problem, in words for somebody at the editor. */
export function mendOf({ code, mend }: { readonly code: string; readonly mend: string }): string {
  const own = Object.hasOwn(mends, code) ? mends[code] : undefined;
  return own === undefined ? mend : text(own);
}
