import { alive } from "./de/alive.ts";
import { app } from "./de/app.ts";
import { canvas } from "./de/canvas.ts";
import { commands } from "./de/commands.ts";
import { deploy } from "./de/deploy.ts";
import { inspector } from "./de/inspector.ts";
import { palette } from "./de/palette.ts";
import { sessions } from "./de/sessions.ts";
import { transfer } from "./de/transfer.ts";
import type { Texts } from "./texts.ts";

export const de: Texts = {
  ...app,
  ...canvas,
  ...palette,
  ...inspector,
  ...deploy,
  ...alive,
  ...sessions,
  ...transfer,
  ...commands,
};
