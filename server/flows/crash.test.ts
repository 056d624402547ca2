import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { silentLogger } from "#engine/runtime/logger.ts";
import { bigFlow } from "./fixtures/flows.ts";
import { FlowStore } from "./flow-store.ts";
import { FolderLock } from "./folder-lock.ts";

const makeFolder = () => mkdtempSync(join(tmpdir(), "patchbay-crash-"));
const fixture = (name: string) => join(import.meta.dirname, "fixtures", name);

/** Runs a fixture until it has said `lines` lines, and for `moreMs` more, then kills it. Returns its last line. */
async function runAndKill(name: string, args: string[], lines: number, moreMs: number): Promise<string> {
  const child = spawn(process.execPath, [fixture(name), ...args], { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  await new Promise<void>((enough) => {
    child.stdout.on("data", (chunk) => {
      said += String(chunk);
      if (said.split("\n").length > lines) enough();
    });
  });
  await new Promise((wake) => setTimeout(wake, moreMs));
  child.kill("SIGKILL");
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  return said.slice(0, said.lastIndexOf("\n")).split("\n").at(-1) ?? "";
}

test("20 kills amid saving: the file is whole each time and has every draft that was acknowledged", async () => {
  const [folder, examples] = [makeFolder(), makeFolder()];
  for (let kill = 0; kill < 20; kill++) {
    const acknowledged = Number(await runAndKill("save-loop.ts", [folder, examples], 2, kill * 3));
    JSON.parse(readFileSync(join(folder, "flows.json"), "utf8"));
    const store = await FlowStore.open({ folder, examples, catalogue: new Map(), log: silentLogger });
    const flow = store.get("big")?.flow;
    expect(Number(flow?.name)).toBeGreaterThanOrEqual(acknowledged);
    expect(flow).toEqual(bigFlow(Number(flow?.name)));
    await store.close();
  }
  const names = readdirSync(folder).sort();
  expect(names).toEqual(["flows.json", "flows.json.backup", "server.lock"]);
});

test("a second server on a data folder is refused, and told which process has it", async () => {
  const folder = makeFolder();
  const options = { folder, examples: folder, catalogue: new Map(), log: silentLogger };
  const first = await FlowStore.open(options);
  const refused = FlowStore.open(options);
  await expect(refused).rejects.toMatchObject({ code: "data.locked", field: "PATCHBAY_DATA" });
  await expect(refused).rejects.toThrow(`(process ${process.pid})`);
  await first.close();
  const second = await FlowStore.open(options);
  await second.close();
});

test("the lock holds between processes, and is free again when its process was killed", async () => {
  const folder = makeFolder();
  const child = spawn(process.execPath, [fixture("hold-lock.ts"), folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  expect(() => FolderLock.take(folder)).toThrow(`(process ${child.pid})`);
  child.kill("SIGKILL");
  await once(child, "exit");
  const lock = FolderLock.take(folder);
  lock.release();
  lock.release();
});
