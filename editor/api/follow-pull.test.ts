import { expect, test } from "vitest";
import type { CatalogueEntry, ModelsAnswer } from "#engine/protocol/rest/models.ts";
import { followPull } from "./follow-pull.ts";

const empty: ModelsAnswer = { models: [], catalogue: [], folder: "models" };
const facts = { id: "whisper", title: "", kind: "asr", format: "onnx", repo: "", licence: "MIT" } as const;
const inState = (state: CatalogueEntry["state"]): ModelsAnswer => ({
  ...empty,
  catalogue: [{ ...facts, languages: [], variants: [], state }],
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
  expect(await follow(empty)).toBe("available");
});
