import { expect, test } from "vitest";
import { mergeFlows } from "#engine/flow/merge.ts";
import { smallFlow } from "#server/flows/fixtures/flows.ts";
import { ApiError } from "../api/client.ts";
import { baseOf, takeMerge, takeMine, takeTheirs } from "./conflict.ts";
import { FlowTab, isStale } from "./flow-tab.ts";

const base = smallFlow("f", 1);
const theirs = smallFlow("f", 9);
const mine = { ...smallFlow("f", 2), name: "Mine" };

/** A draft of revision 1, where revision 2 is deployed. */
function staleTab() {
  const tab = new FlowTab({ flow: base, deployed: { flow: theirs, revision: 2 }, baseRevision: 1 });
  tab.change(() => mine);
  return tab;
}

test("a merge is one step of undo, and begun from what is deployed", () => {
  const tab = staleTab();
  const [conflict] = mergeFlows(base, mine, theirs).conflicts;
  takeMerge(tab, base, new Map([[conflict?.key ?? "", "theirs"]]));
  expect(tab.flow).toEqual({ ...theirs, name: "Mine" });
  expect(isStale(tab.store.getState())).toBe(false);
  tab.undo();
  expect(tab.flow).toEqual(mine);
});

test("taking theirs is one step of undo", () => {
  const tab = staleTab();
  takeTheirs(tab);
  expect([tab.flow, isStale(tab.store.getState())]).toEqual([theirs, false]);
  tab.undo();
  expect(tab.flow).toEqual(mine);
});

test("keeping mine changes nothing but what it is deployed over", () => {
  const tab = staleTab();
  takeMine(tab);
  expect(tab.store.getState()).toMatchObject({ flow: mine, baseRevision: 2 });
});

test("a base that the server has forgotten makes every difference a conflict, and any other error is reported", async () => {
  const failing = (status: number) => ({ revision: () => Promise.reject(new ApiError(status, undefined)) });
  const forgotten = await baseOf(staleTab(), failing(404));
  expect(mergeFlows(forgotten, mine, theirs).conflicts.map(({ field }) => field)).toEqual([
    "name",
    "config.every",
  ]);
  await expect(baseOf(staleTab(), failing(0))).rejects.toThrow("not reached");
});
