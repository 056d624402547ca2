import type { ErrorCode } from "#engine/errors.ts";
import { currentTexts } from "./texts.ts";

/** An error as the engine or the server says it, in English. */
export interface SaidError {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/** An error in the reader's language. */
export interface ErrorText {
  readonly what: string;
  readonly hint: string;
  /** The facts (which node, which value), in English. Undefined where `what` and `hint` have them. */
  readonly detail?: string;
}

/**
 * An error for a reader. In English it brings its own words. In other languages the words are those of its code, and what
 * the error itself said follows as the detail: which value, which limit. A code without a text stays English.
 */
export function errorText({ code, message, hint }: SaidError): ErrorText {
  const { errors, englishErrors } = currentTexts();
  if (errors === undefined || !Object.hasOwn(errors, code)) return { what: message, hint };
  const english = englishErrors?.[code as ErrorCode];
  const facts = [message === english?.what ? "" : message, hint === english?.hint ? "" : hint];
  const detail = facts.filter((fact) => fact !== "").join(" ");
  return { ...errors[code as ErrorCode], ...(detail === "" ? {} : { detail }) };
}

/** What is wrong, with its facts, in one line. */
export function errorTitle(error: SaidError): string {
  const { what, detail } = errorText(error);
  return detail === undefined ? what : `${what} (${detail})`;
}

/** What is wrong and what to do about it, in one line. */
export function errorLine(error: SaidError): string {
  const { what, hint, detail } = errorText(error);
  return `${what} ${hint}${detail === undefined ? "" : ` (${detail})`}`;
}
