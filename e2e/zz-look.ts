import { launchBrowser, screens } from "/work/main/e2e/browser.ts";

const url = "http://127.0.0.1:4123";
const wait = Number(process.argv[2] ?? 3000);
const only = process.argv[3];
const browser = await launchBrowser();
for (const [size, options] of Object.entries(screens))
  for (const colorScheme of ["dark", "light"] as const) {
    if (only && only !== `${size}-${colorScheme}`) continue;
    const context = await browser.newContext({ ...options, colorScheme, permissions: ["microphone"] });
    const page = await context.newPage();
    page.on("console", (m) => console.log(size, m.type(), m.text()));
    page.on("pageerror", (e) => console.log(size, String(e)));
    await page.goto(url + "/live");
    await page.waitForTimeout(1500);
    const n = `/work/main/out/screens/d-${size}-${colorScheme}`;
    await page.screenshot({ path: `${n}-1-setup.png` });
    await page.getByRole("button", { name: "Start" }).click();
    await page.waitForTimeout(700);
    await page.screenshot({ path: `${n}-2-empty.png` });
    await page.waitForTimeout(wait);
    await page.screenshot({ path: `${n}-3-live.png` });
    await page.getByRole("button", { name: "Share" }).click();
    await page.waitForTimeout(200);
    await page.screenshot({ path: `${n}-4-share.png` });
    const link = await page.getByRole("textbox", { name: "Link" }).inputValue();
    await page.keyboard.press("Escape");
    const watch = await context.newPage();
    await watch.goto(link);
    await watch.waitForTimeout(800);
    await watch.screenshot({ path: `${n}-5-watch.png` });
    await page.bringToFront();
    await page.getByRole("button", { name: "Stop" }).click();
    await page.waitForTimeout(500);
    await page.screenshot({ path: `${n}-6-ended.png` });
    await context.close();
  }
await browser.close();
