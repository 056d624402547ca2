import type { Browser } from "playwright";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { axeProblems } from "./accessibility.ts";
import { launchBrowser } from "./browser.ts";
import { EditorPage } from "./editor-page.ts";
import { startServer, type TestServer } from "./server.ts";

const flowId = "live-translate";
const gone = "The server cannot be reached. Your draft is kept in this browser";

let server: TestServer;
let browser: Browser;
let base: number;

beforeAll(async () => {
  server = await startServer();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});
beforeEach(async () => {
  base = await revision();
});

test("a draft outlives a kill of the server, and what is pressed meanwhile deploys nothing", async () => {
  const editor = await openFlow();
  await tune(editor, "0.61");
  const draft = await editor.exportFile();
  await server.kill();
  await editor.page.getByText(gone).waitFor();
  expect(await axeProblems(editor.page)).toEqual([]);
  await editor.page.getByRole("button", { name: /^Deploy/ }).click({ force: true }); // it says that it is off
  await editor.page.locator(".notices-line", { hasText: gone.slice(0, 30) }).waitFor();
  expect(await editor.dialog.count()).toBe(0);
  expect((await editor.exportFile()).text).toBe(draft.text);
  await server.restart();
  await editor.page.locator(".connection-banner").waitFor({ state: "detached", timeout: 60_000 });
  expect(await revision()).toBe(base);
  await editor.page.reload();
  await editor.node("vad").waitFor();
  expect((await editor.exportFile()).text).toBe(draft.text);
  expect(await editor.deploy()).toBe(base + 1);
  expect(await revision()).toBe(base + 1);
  await editor.close();
});

test("a deploy whose answer is lost in a kill of the server is not deployed twice", async () => {
  const editor = await openFlow();
  await tune(editor, "0.62");
  await editor.page.route("**/deploy", async (route) => {
    await route.fetch(); // the server has it, and the page never gets the answer
    await server.kill();
    await route.abort();
  });
  const dialog = await editor.openDeploy();
  await dialog.getByRole("button", { name: /^Deploy revision/ }).click();
  await dialog.getByText("No answer came").waitFor();
  await editor.page.unroute("**/deploy");
  await server.restart();
  await dialog.getByText("The server cannot be reached").waitFor({ state: "detached", timeout: 60_000 });
  // Somebody who sees the dialog still open presses once more.
  await dialog.getByRole("button", { name: /^Deploy revision/ }).click();
  await editor.page
    .getByText(`revision ${base + 1} is active`)
    .first()
    .waitFor();
  await dialog.waitFor({ state: "detached" });
  expect(await revision()).toBe(base + 1);
  expect(await vadThreshold()).toBe(0.62);
  await editor.close();
});

test("two editors see each other, and the second to deploy reviews what the first did and keeps both", async () => {
  const [anna, peter] = [await openFlow("Anna"), await openFlow("Peter")];
  await anna.page.getByRole("button", { name: "Also here: Peter" }).waitFor();
  await tune(peter, "0.63");
  await anna.page.getByRole("button", { name: "Also here: Peter (with changes)" }).waitFor();
  await anna.select("transcribe");
  await anna.page.locator(".inspector").getByRole("textbox", { name: "Name" }).fill("Anna’s words");
  await anna.page.keyboard.press("Enter");
  expect(await anna.deploy()).toBe(base + 1);

  await peter.page.getByText(`Anna deployed revision ${base + 1} meanwhile.`).waitFor();
  await peter.page.keyboard.press("Control+Enter");
  await peter.dialog.getByText("was deployed by somebody else").waitFor();
  await peter.dialog.getByText("The changes do not overlap").waitFor();
  await peter.dialog.getByText("Anna’s words").first().waitFor();
  expect(await axeProblems(peter.page)).toEqual([]);
  await peter.dialog.getByRole("button", { name: "Merge" }).click();
  const deploy = peter.dialog.getByRole("button", { name: `Deploy revision ${base + 2}` });
  await deploy.waitFor();
  await deploy.click();
  await peter.page
    .getByText(`revision ${base + 2} is active`)
    .first()
    .waitFor();
  expect(await vadThreshold()).toBe(0.63);
  expect((await deployedFlow()).nodes.find(({ id }) => id === "transcribe")?.name).toBe("Anna’s words");
  expect([...anna.problems, ...peter.problems]).toEqual([]);
  await Promise.all([anna.close(), peter.close()]);
});

async function openFlow(name?: string): Promise<EditorPage> {
  const storageState =
    name === undefined
      ? undefined
      : {
          cookies: [],
          origins: [
            { origin: server.url, localStorage: [{ name: "patchbay.name", value: JSON.stringify(name) }] },
          ],
        };
  const editor = await EditorPage.open(browser, `${server.url}/editor/${flowId}`, {
    ...(storageState === undefined ? {} : { storageState }),
  });
  await editor.node("vad").waitFor();
  return editor;
}

async function tune(editor: EditorPage, threshold: string): Promise<void> {
  await editor.select("vad");
  await editor.typeNumber("threshold", threshold);
  await editor.page.getByRole("button", { name: /^Deploy 1/ }).waitFor();
}

interface Stored {
  readonly revision: number;
  readonly flow: {
    readonly nodes: readonly { id: string; name?: string; config?: { threshold?: number } }[];
  };
}

const get = async (path: string) =>
  (await (await fetch(`${server.url}/api/flows/${flowId}${path}`)).json()) as Stored;
const revision = async () => (await get("")).revision;
const deployedFlow = async () => (await get(`/revisions/${await revision()}`)).flow;
const vadThreshold = async () =>
  (await deployedFlow()).nodes.find(({ id }) => id === "vad")?.config?.threshold;
