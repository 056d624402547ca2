import { expect, test } from "vitest";
import { followPull } from "./follow-pull.ts";
import type { CatalogueEntry, ModelsAnswer } from "./models.ts";

const inState = (state: CatalogueEntry["state"]): ModelsAnswer => ({
  models: [],
  catalogue: [{ id: "whisper", title: "", kind: "asr", licence: "MIT", languages: [], variants: [], state }],
});

/** What becomes of a pull by a server's answers; `undefined`: it does not answer. */
function follow(...answers: (ModelsAnswer | undefined)[]) {
  const load = async () => {
    const answer = answers.shift();
    if (answer === undefined) throw new Error("away");
    return answer;
  };
  return followPull("whisper", { load, everyMs: 0 });
}

test("a pull is followed to its end, also over a server that is away for a moment", async () => {
  expect(await follow(inState("pulling"), undefined, inState("pulling"), inState("installed"))).toBe(
    "installed",
  );
  expect(await follow(inState("pulling"), inState("failed"))).toBe("failed");
});

test("a pull that is cancelled, or a model that is in no catalogue any more, is at its end", async () => {
  expect(await follow(inState("pulling"), inState("available"))).toBe("available");
  expect(await follow({ models: [], catalogue: [] })).toBe("available");
});
