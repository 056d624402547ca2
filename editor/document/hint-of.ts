import { type TextKey, text } from "../texts/texts.ts";

/** What to do in the editor, where the server's words are for its API or its command line. */
const hints: Readonly<Record<string, TextKey>> = {
  "flow.several-sources": "app.hint.severalSources",
  "flow.unknown": "app.hint.unknownFlow",
};

/** what to do about a problem, in words for somebody at the editor. */
export function hintOf({ code, hint }: { readonly code: string; readonly hint: string }): string {
  const own = Object.hasOwn(hints, code) ? hints[code] : undefined;
  return own === undefined ? hint : text(own);
}
