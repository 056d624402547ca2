import { type ErrorText, errorText, type SaidError } from "../texts/error-texts.ts";
import { type TextKey, text } from "../texts/texts.ts";

/** What to do in the editor, where the server's words are for its API or its command line. */
const hints: Readonly<Record<string, TextKey>> = {
  "flow.several-sources": "app.hint.severalSources",
  "flow.unknown": "app.hint.unknownFlow",
};

/** What to do about a problem, in words for somebody at the editor. */
export function hintOf({ code, hint }: Pick<SaidError, "code" | "hint">): string {
  const own = Object.hasOwn(hints, code) ? hints[code] : undefined;
  return own === undefined ? hint : text(own);
}

/** A problem in the reader's language, in words for somebody at the editor. */
export function explain(error: SaidError): ErrorText {
  const said = errorText(error);
  return { ...said, hint: hintOf({ code: error.code, hint: said.hint }) };
}

/** A problem with its facts and what to do about it, in one line. */
export function explainLine(error: SaidError): string {
  const { what, hint, detail } = explain(error);
  return `${what}${detail === undefined ? "" : ` (${detail})`} ${hint}`.trim();
}
