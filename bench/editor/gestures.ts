import { setTimeout as delay } from "node:timers/promises";
import type { Page } from "playwright";

/** A hand moves about so often, in ms. */
const moveEveryMs = 16;
/** The canvas lies here in a window of 1440 x 900, between palette and inspector. */
const middle = { x: 700, y: 420 };

/** Turns the wheel for some time, around in a circle so that the flow stays in view. */
export async function pan(page: Page, forMs: number): Promise<void> {
  await page.mouse.move(middle.x, middle.y);
  await repeat(forMs, async (timeMs) => {
    const angle = timeMs / 500;
    await page.mouse.wheel(16 * Math.cos(angle), 16 * Math.sin(angle));
  });
}

/** Zooms out and in, over and over. */
export async function zoom(page: Page, forMs: number): Promise<void> {
  await page.mouse.move(middle.x, middle.y);
  await page.keyboard.down("Control");
  await repeat(forMs, (timeMs) => page.mouse.wheel(0, Math.floor(timeMs / 1000) % 2 === 0 ? 12 : -12));
  await page.keyboard.up("Control");
}

/** Drags the node in the middle of the canvas around in a circle, and back. */
export async function drag(page: Page, forMs: number): Promise<void> {
  const from = await nodeInTheMiddle(page);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await repeat(forMs, (timeMs) => {
    const angle = timeMs / 400;
    return page.mouse.move(from.x + 120 * Math.sin(angle), from.y + 120 * (1 - Math.cos(angle)));
  });
  await page.mouse.move(from.x, from.y);
  await page.mouse.up();
}

async function nodeInTheMiddle(page: Page): Promise<{ readonly x: number; readonly y: number }> {
  const heads = await page.locator(".flow-node-head").evaluateAll((elements) =>
    elements.map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    }),
  );
  const far = ({ x, y }: { x: number; y: number }) => Math.hypot(x - middle.x, y - middle.y);
  const nearest = heads.sort((a, b) => far(a) - far(b))[0];
  if (nearest === undefined) throw new Error("no node is drawn");
  return nearest;
}

async function repeat(forMs: number, act: (timeMs: number) => Promise<void>): Promise<void> {
  const startMs = performance.now();
  for (let next = 0; next < forMs; next += moveEveryMs) {
    const passedMs = performance.now() - startMs;
    if (passedMs > forMs) return;
    await act(passedMs);
    await delay(Math.max(0, next + moveEveryMs - (performance.now() - startMs)));
  }
}
