import { expect, test, vi } from "vitest";
import type { CatalogueEntry } from "#engine/protocol/rest/models.ts";
import { AwaitedModels } from "./awaited-models.ts";

/** Pulls whose ends the test decides, in the order in which they were waited for. */
function setUp() {
  const pulls: PromiseWithResolvers<CatalogueEntry["state"]>[] = [];
  const models = new AwaitedModels(() => {
    const pull = Promise.withResolvers<CatalogueEntry["state"]>();
    pulls.push(pull);
    return pull.promise;
  });
  const end = async (at: number, state: CatalogueEntry["state"]) => {
    pulls[at]?.resolve(state);
    await Promise.resolve();
  };
  return { models, end };
}

test("a setting learns once that its model is there, and waits no longer", async () => {
  const { models, end } = setUp();
  const arrived = vi.fn();
  models.wait("f/n/model", "whisper", arrived);
  expect(models.at("f/n/model")).toBe("whisper");
  await end(0, "installed");
  expect(arrived).toHaveBeenCalledOnce();
  expect(models.at("f/n/model")).toBeUndefined();
});

test("a pull that fails or is cancelled gives a setting nothing, and the next one does", async () => {
  const { models, end } = setUp();
  const [first, second] = [vi.fn(), vi.fn()];
  models.wait("f/n/model", "whisper", first);
  models.wait("f/n/model", "whisper", second); // cancelled and begun again, before the first wait knew of it
  await end(0, "available");
  expect(models.at("f/n/model")).toBe("whisper");
  await end(1, "installed");
  expect([first, second].map(({ mock }) => mock.calls.length)).toEqual([0, 1]);
});

test("who picks another model meanwhile keeps that", async () => {
  const { models, end } = setUp();
  const arrived = vi.fn();
  models.wait("f/n/model", "whisper", arrived);
  models.forget("f/n/model");
  await end(0, "installed");
  expect(arrived).not.toHaveBeenCalled();
});
