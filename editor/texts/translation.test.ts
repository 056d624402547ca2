import { Check } from "typebox/schema";
import { afterEach, expect, test } from "vitest";
import { catalogue } from "../document/catalogue.ts";
import { fieldsOf } from "../document/field-kind.ts";
import { shownPort, shownType } from "../document/shown.ts";
import { texts as de } from "./de/page-editor.ts";
import { editorTexts } from "./editor-texts.ts";
import { errorLine, errorText } from "./error-texts.ts";
import { optionText } from "./node-texts.ts";
import { takeTexts } from "./texts.ts";

const speakGerman = () => takeTexts({ ...editorTexts, en: de });
afterEach(() => takeTexts(editorTexts));

test("an error says its code's words, and as the detail only the facts that these do not have", () => {
  const plain = { code: "session.over", message: "The session has ended.", hint: "Start a new session." };
  const fact = { code: "config.invalid", message: "It must be <= 1.", hint: "Use a value allowed." };
  const guess = { ...fact, hint: "Did you mean threshold?" };
  expect(errorLine(plain)).toBe("The session has ended. Start a new session.");
  speakGerman();
  expect(errorText(plain)).toEqual({
    what: "Die Sitzung ist beendet.",
    hint: "Beginnen Sie eine neue Sitzung.",
  });
  expect(errorText(fact).detail).toBe("It must be <= 1.");
  expect(errorText(guess).detail).toBe("It must be <= 1. Did you mean threshold?");
  expect(errorLine({ code: "constructor", message: "New.", hint: "Wait." })).toBe("New. Wait.");
});

test("a node type is translated as a whole, and its settings stay the same schemas", () => {
  expect(shownType("vad")).toBe(catalogue.get("vad"));
  speakGerman();
  const [vad, english] = [shownType("vad"), catalogue.get("vad")];
  if (vad === undefined || english === undefined) throw new Error("there is no vad");
  expect(shownType("vad")).toBe(vad);
  expect(vad.title).toBe("Sprachaktivität");
  const withoutWords = ({ schema, ...field }: ReturnType<typeof fieldsOf>[number]) => ({
    ...field,
    schema: { ...schema, title: "", description: "" },
  });
  expect(fieldsOf(vad).map(withoutWords)).toEqual(fieldsOf(english).map(withoutWords));
  expect(fieldsOf(vad)[1]?.schema.title).toBe("Schwelle");
  for (const config of [{ threshold: 0.5 }, { threshold: 2 }])
    expect(Check(vad.config, config)).toBe(Check(english.config, config));
});

test("ports and choices have names in other languages, and in English those of the flow's file", () => {
  expect(shownPort("vad", "output", "open")).toMatchObject({ name: "open" });
  expect(optionText("switch", "operator", "less")).toBe("less");
  speakGerman();
  expect(shownPort("vad", "output", "open")).toMatchObject({ name: "offen" });
  expect(shownPort("vad", "output", "error").name).toBe("Fehler");
  expect(shownPort("nothing", "input", "constructor")).toEqual({ name: "constructor", summary: "" });
  expect(optionText("switch", "operator", "less")).toBe("ist kleiner als");
  expect(optionText("transcribe", "precision", "q4")).toBe("q4");
});
