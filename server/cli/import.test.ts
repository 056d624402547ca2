import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Flow } from "#engine/flow/schema.ts";
import { silentLogger } from "#engine/runtime/logger.ts";
import { catalogue } from "#nodes/registry.ts";
import { FlowStore } from "#server/flows/flow-store.ts";

const root = new URL("../..", import.meta.url).pathname;
const makeFolder = () => mkdtempSync(join(tmpdir(), "patchbay-import-"));
const folder = makeFolder();

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function importFile(data: string, ...args: string[]): Promise<Outcome> {
  const options = { cwd: root, env: { ...process.env, PATCHBAY_DATA: data } };
  return new Promise((resolve) => {
    execFile(process.execPath, ["server/cli.js", "import", ...args], options, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}

function write(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

async function draftsOf(data: string): Promise<Flow[]> {
  const store = await FlowStore.open({ folder: data, catalogue, log: silentLogger });
  const flows = store.list().map(({ flow }) => flow);
  await store.close();
  return flows;
}

const inject = { id: "a", type: "inject", z: "t", name: "\u001b[31mred", wires: [["b", "gone"]] };
const nodeRed = write("red.json", [
  { id: "t", type: "tab", label: "Tab" },
  inject,
  { id: "b", type: "debug", z: "t", wires: [] },
]);
const counts = { total: 3, mapped: 2, kept: 1 };

test("flows are stored as drafts, and the report says what became of every entry", async () => {
  const data = makeFolder();
  const { code, stdout, stderr } = await importFile(data, nodeRed);
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toContain("3 entries, 2 mapped, 1 kept as placeholders");
  expect(stdout).toMatch(/^ {2}inject a: Patchbay has nothing/m);
  expect(stdout).toMatch(/^ {2}wire a -> gone: /m);
  expect(stdout).toMatch(/^ {2}flow "t": .*\[flow\.no-source\]$/m);
  const draft = (await draftsOf(data)).find(({ id }) => id === "t");
  expect(draft?.nodes[0]?.config?.["properties"]).toEqual(inject);
});

test("--json prints one object, the report with the flows' ids", async () => {
  const { code, stdout } = await importFile(makeFolder(), nodeRed, "--json");
  const report = JSON.parse(stdout) as Record<string, unknown>;
  expect(code).toBe(0);
  expect(Object.keys(report)).toEqual([
    ...["flows", "total", "mapped", "kept", "dropped", "renamed", "problems", "entries"],
  ]);
  expect(report).toMatchObject({ flows: ["t"], ...counts });
});

test("imported again, flows get other ids; with --replace they take the old one's place", async () => {
  const data = makeFolder();
  const flowsOf = async (...args: string[]) =>
    (JSON.parse((await importFile(data, ...args, "--json")).stdout) as { flows: string[] }).flows;
  expect(await flowsOf(nodeRed)).toEqual(["t"]);
  expect(await flowsOf(nodeRed)).toEqual(["t-2"]);
  expect(await flowsOf(write("new.json", [{ id: "t", type: "tab", label: "New" }]), "--replace")).toEqual([
    "t",
  ]);
  const names = (await draftsOf(data)).map(({ id, name }) => [id, name]);
  expect(names).toEqual(
    expect.arrayContaining([
      ["t", "New"],
      ["t-2", "Tab"],
    ]),
  );
});

test("--dry-run reports what would be, also of clashes, and keeps nothing", async () => {
  const data = join(makeFolder(), "none");
  const { code, stdout } = await importFile(data, "flows/captions.json", "--dry-run");
  expect([code, existsSync(data)]).toEqual([0, false]);
  expect(stdout).toContain("captions -> captions-2");
  expect(stdout).toContain("Nothing was saved");
  const first = makeFolder();
  await importFile(first, nodeRed);
  const again = await importFile(first, nodeRed, "--dry-run", "--json");
  expect(JSON.parse(again.stdout)).toMatchObject({ flows: ["t-2"], ...counts });
});

test("--out writes a file a flow, and no data folder is touched", async () => {
  const [data, out] = [join(makeFolder(), "none"), join(makeFolder(), "new")];
  expect(await importFile(data, nodeRed, "--out", out)).toMatchObject({ code: 0, stderr: "" });
  expect(await importFile(data, nodeRed, "--out", out)).toMatchObject({ code: 0, stderr: "" });
  expect(readdirSync(out).sort()).toEqual(["t-2.json", "t.json"]);
  const flow = JSON.parse(readFileSync(join(out, "t-2.json"), "utf8")) as Flow;
  expect(flow.nodes[0]?.config?.["properties"]).toEqual(inject);
  expect(existsSync(data)).toBe(false);
});

test("while a server has the data folder, the line says what to use instead; a dry run works", async () => {
  const data = makeFolder();
  const store = await FlowStore.open({ folder: data, catalogue, log: silentLogger });
  const { code, stdout, stderr } = await importFile(data, nodeRed, "--json");
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/^patchbay: .*the editor.*--out DIR.*\[data\.locked\]\n$/);
  expect(await importFile(data, nodeRed, "--dry-run")).toMatchObject({ code: 0, stderr: "" });
  await store.close();
});

const itself = [
  { id: "s", type: "subflow", name: "\u001b]0;title\u0007" },
  { id: "i", type: "subflow:s", z: "s" },
];
test.each([
  ["no file", () => join(folder, "none.json"), /\[file\.missing\]/],
  ["a folder", () => folder, /\[file\.missing\]/],
  ["no JSON", () => write("broken.json", "[{"), /\[flow\.not-json\]/],
  ["no list", () => write("object.json", {}), /\[import\.not-flows\]/],
  ["entries that are no objects", () => write("entry.json", [1]), /Entry 1.*\[import\.bad-entry\]/],
  [
    "a subflow that contains itself",
    () => write("itself.json", itself),
    /\(s\) -> .*\(s\).*\[import\.subflow-cycle\]/,
  ],
  ["a future flow", () => write("future.json", { format: "patchbay.flow/7" }), /\[flow\.version\]/],
])("%s is refused with exit code 2, one clear line and no stack", async (_what, path, line) => {
  const data = makeFolder();
  const { code, stdout, stderr } = await importFile(data, path(), "--json");
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(line);
  expect(stderr).toMatch(/^patchbay: [^\n]+\n$/);
});

test("control characters of a file do not reach the terminal", async () => {
  const named = write("named.json", [
    { id: "t", type: "tab", label: "\u001b[2J" },
    { ...inject, type: "\u009b1m" },
  ]);
  const { stdout } = await importFile(makeFolder(), named, "--dry-run");
  const { stderr } = await importFile(makeFolder(), write("itself2.json", itself));
  expect(stdout + stderr).not.toMatch(/[^\n\P{Cc}]/u);
});

test("a file without an end is refused, and not read into memory", async () => {
  const { code, stderr } = await importFile(makeFolder(), "/dev/zero");
  expect([code, stderr]).toEqual([2, expect.stringContaining("[import.too-large]")]);
});

test("import without a file says so", async () => {
  expect(await importFile(makeFolder())).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/needs a flow file/),
  });
});

test("a file that is not there is named, in one line", async () => {
  const { code, stderr } = await importFile(makeFolder(), "/nowhere/flow.json");
  expect(code).toBe(2);
  expect(stderr).toBe(
    "patchbay: /nowhere/flow.json cannot be read. Check the path and its rights. [file.missing]\n",
  );
});
