import { alive } from "./fr/alive.ts";
import { app } from "./fr/app.ts";
import { canvas } from "./fr/canvas.ts";
import { commands } from "./fr/commands.ts";
import { deploy } from "./fr/deploy.ts";
import { inspector } from "./fr/inspector.ts";
import { palette } from "./fr/palette.ts";
import { sessions } from "./fr/sessions.ts";
import { transfer } from "./fr/transfer.ts";
import type { Texts } from "./texts.ts";

export const fr: Texts = {
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
