import { alive } from "./alive.ts";
import { app } from "./app.ts";
import { canvas } from "./canvas.ts";
import { captions } from "./captions.ts";
import { commands } from "./commands.ts";
import { debug } from "./debug.ts";
import { deploy } from "./deploy.ts";
import { devices } from "./devices.ts";

import { inspector } from "./inspector.ts";
import { microphone } from "./microphone.ts";

import { page } from "./page.ts";
import { palette } from "./palette.ts";
import { sessions } from "./sessions.ts";
import { transfer } from "./transfer.ts";

/** What the editor says, in English: the table that the other languages follow. One file an area. */
export const texts = {
  table: {
    ...app,
    ...page,
    ...canvas,
    ...palette,
    ...inspector,
    ...deploy,
    ...devices,
    ...debug,
    ...alive,
    ...captions,
    ...microphone,
    ...sessions,
    ...transfer,
    ...commands,
  },
} as const;
