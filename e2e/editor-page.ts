import { readFileSync } from "node:fs";
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from "playwright";
import { expect } from "vitest";
import { edgeLabel } from "#engine/flow/edge-label.ts";
import type { Flow } from "#engine/flow/schema.ts";
import { screens } from "./browser.ts";

/** The editor in a browser of its own, as a person uses it. */
export class EditorPage {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the page threw, or logged as an error. */
  readonly problems: string[] = [];

  private constructor(context: BrowserContext, page: Page) {
    this.context = context;
    this.page = page;
    page.on("pageerror", (error) => this.problems.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error") this.problems.push(message.text());
    });
  }

  /** Opens a page of the editor; the offer of a tour is turned down unless `isNew`. */
  static async open(
    browser: Browser,
    url: string,
    options: BrowserContextOptions & { readonly isNew?: boolean } = {},
  ): Promise<EditorPage> {
    const { isNew = false, ...more } = options;
    const context = await browser.newContext({ permissions: ["microphone"], ...screens.desktop, ...more });
    if (!isNew) await context.addInitScript(() => localStorage.setItem("patchbay.tour", '"offered"'));
    const editor = new EditorPage(context, await context.newPage());
    await editor.page.goto(url);
    await editor.page.getByRole("banner").waitFor();
    return editor;
  }

  get canvas(): Locator {
    return this.page.locator(".canvas");
  }

  get dialog(): Locator {
    return this.page.getByRole("dialog");
  }

  async newFlow(): Promise<void> {
    await this.page.getByRole("button", { name: "New flow", exact: true }).click();
    await this.canvas.waitFor();
  }

  /** The node's box on the canvas. */
  node(nodeId: string): Locator {
    return this.page.locator(`.react-flow__node[data-id="${nodeId}"]`);
  }

  async select(nodeId: string): Promise<void> {
    await this.node(nodeId).locator(".flow-node-head").click();
    await expect.poll(() => this.node(nodeId).getAttribute("class")).toContain("selected");
  }

  wire(from: string, to: string): Locator {
    const [fromNode = "", fromPort = ""] = from.split(".");
    const [toNode = "", toPort = ""] = to.split(".");
    const label = edgeLabel({
      from: { node: fromNode, port: fromPort },
      to: { node: toNode, port: toPort },
    });
    return this.page.locator(`.react-flow__edge[data-id="${label}"]`);
  }

  /** A setting in the inspector, by its name in the config. */
  setting(field: string): Locator {
    return this.page.locator(`.inspector .setting-row[data-field="${field}"]`);
  }

  /** Types a number into a setting's box. */
  async typeNumber(field: string, value: string): Promise<void> {
    const box = this.setting(field).locator("input[type=text]");
    await box.fill(value);
    await box.press("Enter");
  }

  /** Opens the deploy dialog with the keyboard. */
  async openDeploy(): Promise<Locator> {
    await this.page.keyboard.press("Control+Enter");
    await this.dialog.getByRole("button", { name: /^Deploy revision/ }).waitFor();
    return this.dialog;
  }

  /** Deploys what is on the canvas; the answer is the revision. */
  async deploy(): Promise<number> {
    const dialog = await this.openDeploy();
    const button = dialog.getByRole("button", { name: /^Deploy revision/ });
    const revision = Number(/\d+/.exec(await button.innerText())?.[0]);
    await button.click();
    await this.page.getByText(`revision ${revision} is active`).first().waitFor();
    const close = dialog.locator(".deploy-dialog-actions").getByRole("button", { name: "Close" });
    if (await close.isVisible()) await close.click();
    await dialog.waitFor({ state: "detached" });
    return revision;
  }

  async speak(): Promise<void> {
    await this.page.getByRole("button", { name: "Speak", exact: true }).click();
    await this.page.getByRole("button", { name: "Stop", exact: true }).waitFor();
  }

  async stop(): Promise<void> {
    await this.page.getByRole("button", { name: "Stop", exact: true }).click();
    await this.page.getByRole("button", { name: "Speak", exact: true }).waitFor({ timeout: 60_000 });
  }

  /** The file that Ctrl+E saves. */
  async exportFile(): Promise<{ readonly path: string; readonly text: string; readonly flow: Flow }> {
    const downloading = this.page.waitForEvent("download");
    await this.page.keyboard.press("Control+e");
    const path = await (await downloading).path();
    const text = readFileSync(path, "utf8");
    return { path, text, flow: JSON.parse(text) as Flow };
  }

  /** Undoes until nothing is left; how many steps that were. */
  undoAll(): Promise<number> {
    return this.#pressWhileEnabled("Control+z", "Undo");
  }

  /** Does everything again; how many steps that were. */
  redoAll(): Promise<number> {
    return this.#pressWhileEnabled("Control+Shift+z", "Redo");
  }

  async #pressWhileEnabled(key: string, button: string): Promise<number> {
    const undoable = this.page.getByRole("button", { name: button, exact: true });
    let steps = 0;
    for (; await undoable.isEnabled(); steps++) await this.page.keyboard.press(key);
    return steps;
  }

  /** Drops a file on the canvas; `pad` makes it so many bytes long. */
  async dropFile(name: string, content: string, pad = 0): Promise<void> {
    const data = await this.page.evaluateHandle(
      ([fileName, text, length]) => {
        const filling = new Uint8Array(Math.max(0, length - text.length)).fill(32);
        const transfer = new DataTransfer();
        transfer.items.add(new File([text, filling], fileName, { type: "application/json" }));
        return transfer;
      },
      [name, content, pad] as const,
    );
    const target = this.page.locator(".editor-main");
    for (const type of ["dragenter", "dragover", "drop"])
      await target.dispatchEvent(type, { dataTransfer: data });
  }

  /** Waits until nothing moves any more: a picture of a colour on its way says nothing of its contrast. */
  async settled(): Promise<void> {
    await this.page.evaluate(async () => {
      const frame = () => new Promise(requestAnimationFrame);
      await document.fonts.ready;
      await Promise.allSettled([...document.images].map((image) => image.decode()));
      for (let quiet = 0; quiet < 3; quiet++) {
        const finite = document
          .getAnimations()
          .filter((each) => each.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY);
        await Promise.allSettled(finite.map(({ finished }) => finished));
        await frame();
      }
    });
  }

  /** Presses what asks for a file, and gives it this one. */
  async chooseFile(button: Locator, path: string): Promise<void> {
    const choosing = this.page.waitForEvent("filechooser");
    await button.click();
    await (await choosing).setFiles(path);
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}
