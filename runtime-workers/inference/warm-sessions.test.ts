import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { MemoryLedger } from "./memory-ledger.ts";
import type { InferenceSession } from "./session.ts";
import { WarmSessions } from "./warm-sessions.ts";

const folder = mkdtempSync(join(tmpdir(), "patchbay-warm-"));

/** A file of 100 bytes, that stands for a model. */
function model(name: string, weights = 0): string {
  const path = join(folder, name);
  writeFileSync(path, Buffer.alloc(100));
  if (weights > 0) writeFileSync(`${path}_data`, Buffer.alloc(weights));
  return path;
}

function warmSessions(bytes: number, ledger = new MemoryLedger()) {
  const loaded: string[] = [];
  const released: string[] = [];
  const name = (path: string) => path.slice(folder.length + 1);
  const load = async (path: string): Promise<InferenceSession> => {
    loaded.push(name(path));
    if (name(path) === "broken") throw new Error("broken");
    return {
      inputNames: [],
      outputNames: [],
      run: async () => ({}),
      release: async () => void released.push(name(path)),
    };
  };
  return { warm: new WarmSessions(load, { bytes, ledger }), ledger, loaded, released };
}

test("to make room the model that was not used for longest is released, and loaded again when it is wanted", async () => {
  const { warm, ledger, loaded, released } = warmSessions(200);
  for (const name of ["a", "b", "a", "c", "a", "b"]) {
    warm.nextTask();
    await warm.get(model(name));
  }
  expect(loaded).toEqual(["a", "b", "c", "b"]);
  expect(released).toEqual(["b", "c"]);
  expect(ledger.bytes).toBe(200);
});

test("the models of the task in progress stay, even beyond the budget", async () => {
  const { warm, released } = warmSessions(150);
  await Promise.all(["a", "b", "c"].map((name) => warm.get(model(name))));
  expect(released).toEqual([]);
  warm.nextTask();
  await warm.get(model("d"));
  expect(released).toEqual(["a", "b", "c"]);
});

test("weights in a file of their own count", async () => {
  const { warm, ledger, released } = warmSessions(1000);
  await warm.get(model("a"));
  warm.nextTask();
  await warm.get(model("heavy", 950));
  expect(released).toEqual(["a"]);
  expect(ledger.bytes).toBe(1050);
});

test("two that want the same model share one load, and one that failed is tried again", async () => {
  const { warm, ledger, loaded } = warmSessions(1000);
  const [first, second] = await Promise.all([warm.get(model("a")), warm.get(model("a"))]);
  expect(first).toBe(second);
  for (let time = 0; time < 2; time++) await expect(warm.get(model("broken"))).rejects.toThrow("broken");
  expect(loaded).toEqual(["a", "broken", "broken"]);
  expect(ledger.bytes).toBe(100);
});

test("workers that share a budget each release their own", async () => {
  const ledger = new MemoryLedger(new BigInt64Array(new SharedArrayBuffer(8)));
  const [one, other] = [warmSessions(250, ledger), warmSessions(250, ledger)];
  await one.warm.get(model("a"));
  await other.warm.get(model("b"));
  other.warm.nextTask();
  await other.warm.get(model("c"));
  expect([one.released, other.released]).toEqual([[], ["b"]]);
  expect(ledger.bytes).toBe(200);
});
