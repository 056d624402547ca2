import { expect, test } from "vitest";
import { app as en } from "../texts/en/app.ts";
import { hintOf } from "./explain.ts";

test("what the server says for its command line is said for the editor; the rest stays", () => {
  const said = (code: string) => hintOf({ code, hint: "Leave --input out." });
  expect(said("flow.several-sources")).toBe(en["app.hint.severalSources"]);
  expect(said("flow.unknown")).toBe(en["app.hint.unknownFlow"]);
  expect(said("config.invalid")).toBe("Leave --input out.");
  expect(said("constructor")).toBe("Leave --input out.");
});
