import { createStore } from "zustand/vanilla";
import { longestName } from "#engine/protocol/person-name.ts";
import { text } from "../texts/texts.ts";
import { readStored, writeStored } from "../ui/storage.ts";

const key = "patchbay.name";

const store = createStore<{ readonly name: string }>(() => ({
  name: readStored<string>("localStorage", key) ?? "",
}));

/** The name that others see: the one given, else "Someone". */
export function editorName(): string {
  return store.getState().name || text("deploy.someone");
}

/** The name given; empty when none was. */
export function givenName(): string {
  return store.getState().name;
}

/** Sets the name that others see, and remembers it in this browser. */
export function chooseName(name: string): void {
  const trimmed = name.trim().slice(0, longestName);
  writeStored("localStorage", key, trimmed === "" ? undefined : trimmed);
  store.setState({ name: trimmed });
}

/** Calls back when the name changes; the answer ends it. */
export const onEditorName = (listener: () => void): (() => void) => store.subscribe(listener);

/** Up to two letters for a person: the first of the first and of the last word. */
export function initials(name: string): string {
  const words = name.split(/[\s._-]+/).filter((word) => word !== "");
  const letters = [words[0], ...(words.length > 1 ? words.slice(-1) : [])].map(
    (word) => [...(word ?? "")][0],
  );
  return letters.join("").toUpperCase() || "?";
}

/** Colour of a person, 1 to 6: `--speaker-N`. The same for the same connection. */
export function personColour(editorId: string): number {
  let sum = 0;
  for (const letter of editorId) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 6007;
  return 1 + (sum % 6);
}
