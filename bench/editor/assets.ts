import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import type { Browser } from "playwright";

const dist = new URL("../../editor/dist/", import.meta.url);

/** Bytes of every script, style and picture that a first visit asks for, each by `gzip -9`, whatever the server sends. */
export async function gzippedBytes(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const paths = new Set<string>();
    page.on("request", (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.startsWith("/assets/")) paths.add(pathname.slice(1));
    });
    await page.goto(url);
    await page.locator(".react-flow__node").first().waitFor();
    const files = ["app/index.html", ...paths];
    return files.reduce(
      (sum, path) => sum + gzipSync(readFileSync(new URL(path, dist)), { level: 9 }).length,
      0,
    );
  } finally {
    await context.close();
  }
}
