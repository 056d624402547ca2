import { expect, test } from "vitest";
import type { Flow } from "#engine/flow/schema.ts";
import { recentFlows } from "./recent.ts";

const stored = (id: string, updatedMs: number, revision: number, hasChanges = false) => {
  return { id, name: id, nodeCount: 3, updatedMs, revision, hasChanges };
};
const draft = (id: string, savedMs: number) => {
  const flow: Flow = { format: "patchbay.flow/1", id, name: `${id} here`, nodes: [], edges: [] };
  return { flow, baseRevision: 0, savedMs };
};

test("flows stand by their last change; a draft of this browser goes before what the server has", () => {
  const recent = recentFlows(
    [stored("a", 1, 2), stored("b", 5, 0), stored("c", 3, 1, true)],
    [draft("a", 9)],
  );
  expect(recent.map(({ id, state }) => `${id} ${state}`)).toEqual(["a changed", "b saved", "c saved"]);
  expect(recent[0]).toMatchObject({ name: "a here", nodeCount: 0, changedMs: 9, revision: 2 });
});

test("a draft that the server knows nothing of is there, too", () => {
  const recent = recentFlows([stored("a", 9, 2)], [draft("lost", 1)]);
  expect(recent.map(({ id, state }) => `${id} ${state}`)).toEqual(["a deployed", "lost draft"]);
});
