import { alive } from "./es/alive.ts";
import { app } from "./es/app.ts";
import { canvas } from "./es/canvas.ts";
import { commands } from "./es/commands.ts";
import { deploy } from "./es/deploy.ts";
import { inspector } from "./es/inspector.ts";
import { palette } from "./es/palette.ts";
import { sessions } from "./es/sessions.ts";
import { transfer } from "./es/transfer.ts";
import type { Texts } from "./texts.ts";

export const es: Texts = {
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
