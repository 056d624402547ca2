import { type Browser, type BrowserContextOptions, chromium } from "playwright";

/** Debian's Chromium; another one by PATCHBAY_CHROMIUM. */
const executablePath = process.env["PATCHBAY_CHROMIUM"] ?? "/usr/bin/chromium";

/**
 * A headless Chromium that asks for no permission.
 *
 * @param microphoneWav a PCM WAV file that plays once, from when a page opens the microphone; default: beeps
 */
export function launchBrowser(microphoneWav?: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
      "--use-fake-ui-for-media-stream",
      "--use-fake-device-for-media-stream",
      ...(microphoneWav === undefined ? [] : [`--use-file-for-fake-audio-capture=${microphoneWav}%noloop`]),
    ],
  });
}

/** Screens that every page has to look good on. */
export const screens = {
  desktop: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true },
} as const satisfies Record<string, BrowserContextOptions>;
