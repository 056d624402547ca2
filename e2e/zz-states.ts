import { axeProblems } from "./accessibility.ts";
import { screens } from "./browser.ts";
import { chromium } from "playwright";
import { spawn } from "node:child_process";
const url = "http://127.0.0.1:4123";
const dir = "/work/main/out/screens/s-";
const base = ["--no-sandbox","--disable-gpu"];
const b1 = await chromium.launch({ executablePath: "/usr/bin/chromium", args: [...base, "--use-fake-device-for-media-stream"] });
{
  const c = await b1.newContext({ viewport: { width: 360, height: 740 }, colorScheme: "light" });
  const p = await c.newPage(); await p.goto(url + "/live"); await p.waitForTimeout(400);
  await p.screenshot({ path: dir + "0-fresh360.png" });
  await p.getByRole("button", { name: "Test the microphone" }).click(); await p.waitForTimeout(500);
  await p.screenshot({ path: dir + "1-denied360.png" }); console.log("axe denied", await axeProblems(p));
  const w = await c.newPage(); await w.goto(url + "/watch/none"); await w.waitForTimeout(400);
  await w.screenshot({ path: dir + "2-missing360.png" }); console.log("axe missing", await axeProblems(w));
}
await b1.close();
const b2 = await chromium.launch({ executablePath: "/usr/bin/chromium", args: base });
{ const c = await b2.newContext({ viewport: { width: 360, height: 740 }, colorScheme: "dark", permissions: ["microphone"] });
  const p = await c.newPage(); await p.goto(url + "/live"); await p.waitForTimeout(600); await p.screenshot({ path: dir + "3-nomic360.png" }); }
await b2.close();
const b3 = await chromium.launch({ executablePath: "/usr/bin/chromium", args: [...base, "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"] });
for (const [n, o] of Object.entries(screens)) for (const colorScheme of ["dark","light"] as const) {
  const c = await b3.newContext({ ...o, colorScheme }); const p = await c.newPage();
  p.on("pageerror", (e) => console.log(String(e)));
  await p.goto(url + "/live"); await p.waitForTimeout(500); console.log(n, colorScheme, "setup", await axeProblems(p));
  await p.keyboard.press("Space"); await p.waitForTimeout(3000); console.log("live", await axeProblems(p));
  if (n === "desktop" && colorScheme === "light") {
    await p.getByRole("button", { name: "Speaker 1" }).first().click(); await p.keyboard.type("Anna"); await p.screenshot({ path: dir + "4-rename.png" }); await p.keyboard.press("Enter");
    await p.getByRole("button", { name: "Download" }).click(); await p.waitForTimeout(100); console.log("menu", await axeProblems(p)); await p.screenshot({ path: dir + "5-menu.png" }); await p.keyboard.press("Escape");
    await p.waitForTimeout(3000); await p.mouse.move(600,400); await p.mouse.wheel(0, -300); await p.waitForTimeout(400); await p.screenshot({ path: dir + "6-jump.png" }); console.log("jump axe", await axeProblems(p));
    await p.getByRole("button", { name: "Jump to now" }).click(); await p.waitForTimeout(200); console.log("jump gone", await p.getByRole("button", { name: "Jump to now" }).count());
    console.log("reload"); await p.reload(); await p.waitForTimeout(1500); console.log(await p.locator(".caption-row").count(), await p.locator(".status-pill").textContent());
    for (let i=0;i<4;i++) await p.getByRole("button", {name:"Larger text"}).click(); await p.screenshot({ path: dir + "7-large.png" });
    process.kill(Number(process.env.FAKE)); await p.waitForTimeout(2500); await p.screenshot({ path: dir + "8-reconnecting.png" });
    const f = spawn(process.execPath, ["/tmp/fake-server.mjs"], { env: { ...process.env, SPEED: "6" }, detached: true, stdio: "ignore" }); f.unref(); (await import("node:fs")).writeFileSync("/tmp/fake.pid", String(f.pid));
    await p.waitForTimeout(3000); console.log("after restart", await p.locator(".status-pill").textContent());
    await p.screenshot({ path: dir + "9-back.png" });
    await p.mouse.click(700, 500); await p.keyboard.press("Space"); await p.waitForTimeout(600); console.log("end", await p.locator(".status-pill").textContent(), await axeProblems(p)); 
  }
  await c.close();
}
await b3.close();
