import { alive } from "./en/alive.ts";
import { app } from "./en/app.ts";
import { canvas } from "./en/canvas.ts";
import { commands } from "./en/commands.ts";
import { deploy } from "./en/deploy.ts";
import { inspector } from "./en/inspector.ts";
import { palette } from "./en/palette.ts";
import { sessions } from "./en/sessions.ts";
import { transfer } from "./en/transfer.ts";

/** English: the table that the other languages follow. One file an area of the editor. */
export const en = {
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
